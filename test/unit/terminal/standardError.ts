/** What is told on standard error meanwhile. */
export async function withStderr(act: () => Promise<unknown>): Promise<string> {
  let told = '';
  const { write } = process.stderr;
  process.stderr.write = (text) => {
    told += text;
    return true;
  };
  try {
    await act();
  } finally {
    process.stderr.write = write;
  }
  return told;
}
