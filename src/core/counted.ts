/** "1 finding", "1,234 findings"; the plural takes an s unless told. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
