import { loadDatasets } from '../chunks/load.js';
import { malformed, mostRowBytes, textBytes } from './fileBytes.js';
import { type Found, isRecord } from './row.js';

/** Arrays and objects inside each other; a row of any data set needs few. */
const mostDepth = 200;

/**
 * The rows of a JSON file: an array of objects, or an object whose keys are the instances' ids (as in a leaderboard
 * submission), where the key becomes the row's `instance_id` if it has none. Reading ends at a syntax error.
 *
 * @throws CouldNotRate when it is not JSON before the first row.
 */
export async function* jsonRows(path: string): AsyncGenerator<Found> {
  let isEmpty = true;
  let bytesSinceRow = 0;
  let found: Found[] = [];
  const parser = rowParser((value, key) => {
    isEmpty = false;
    bytesSinceRow = 0;
    if (!isRecord(value)) found.push('is not a JSON object');
    else found.push({ values: typeof key === 'string' ? { instance_id: key, ...value } : value });
  });
  try {
    for await (const chunk of textBytes(path)) {
      bytesSinceRow += chunk.length;
      parser.write(chunk);
      yield* found;
      found = [];
      if (bytesSinceRow > mostRowBytes) {
        throw new SyntaxError(`no row ends within ${mostRowBytes / 1e6} MB`);
      }
    }
    parser.end();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    yield* found;
    if (isEmpty) throw malformed(path, `is not a JSON array or object of rows: ${error.message}`, error);
    yield `is not JSON (${error.message}); nothing after it was read`;
  }
}

/** Every failure of its methods is a SyntaxError. */
function rowParser(onRow: (value: unknown, key: string | number | undefined) => void) {
  const { JSONParser, TokenType } = loadDatasets();
  const parser = new JSONParser({ paths: ['$.*'], keepStack: false, stringBufferSize: 1 << 16 });
  let depth = 0;
  let isEmpty = true;
  let isScalar = false;
  parser.onToken = ({ token }) => {
    isEmpty = false;
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) depth++;
    else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) depth--;
    else if (depth === 0) isScalar = true;
    if (isScalar) throw new SyntaxError('it is a single value');
    if (depth > mostDepth) throw new SyntaxError(`it is nested deeper than ${mostDepth} levels`);
  };
  parser.onValue = ({ value, key }) => onRow(value, key);
  parser.onError = (error) => {
    throw error instanceof SyntaxError ? error : new SyntaxError(firstSentence(error), { cause: error });
  };
  return {
    write: (chunk: Buffer) => parser.write(chunk),
    end: () => {
      if (isEmpty) throw new SyntaxError('it is empty');
      if (!parser.isEnded) parser.end();
    },
  };
}

function firstSentence({ message }: Error): string {
  if (message.includes('mid-parsing') || message.startsWith('Tokenizer ended')) return 'it ends too early';
  const first = message.split('\n')[0] ?? message;
  return /Unexpected "[NI-]/.test(first)
    ? `${first}; NaN and Infinity, as Python writes them, are not JSON: write null, or JSON lines`
    : first;
}
