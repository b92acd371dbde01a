/** What is told on standard error meanwhile. */
export const withStderr = (act: () => Promise<unknown>) => written(process.stderr, act);

/** What is printed on standard output meanwhile. */
export const withStdout = (act: () => Promise<unknown>) => written(process.stdout, act);

async function written(stream: NodeJS.WriteStream, act: () => Promise<unknown>): Promise<string> {
  let told = '';
  const { write } = stream;
  stream.write = (text) => {
    told += text;
    return true;
  };
  try {
    await act();
  } finally {
    stream.write = write;
  }
  return told;
}
