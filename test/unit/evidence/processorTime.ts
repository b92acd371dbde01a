/** Milliseconds of processor time that some work takes, which other processes on the machine do not lengthen. */
export function processorTime(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
