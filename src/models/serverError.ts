/** A server's refusal, wherever it put that, in the form in which OpenAI's own puts it. */
export interface ServerError {
  /** The server's own words. */
  readonly message: string;
  readonly code: string | number | null;
  readonly type: string | null;
  /** Names that it gives besides: of fields, codes and kinds. */
  readonly names: string;
  /** It came with a good status. */
  readonly wasOk: boolean;
}

/** Fields that hold words for people, the most telling first. */
const wordFields = [
  ...['message', 'msg', 'error', 'errors', 'detail', 'details', 'metadata', 'raw', 'reason', 'reasons'],
  ...['error_msg', 'error_description', 'status_msg', 'base_resp', 'title', 'description', 'inner_error'],
];
/** Fields that name what the words are about. */
const nameFields = [
  ...['code', 'type', 'param', 'loc', 'status', 'error_code', 'error_type', 'inner_error', 'innererror'],
  ...['error', 'errors', 'message', 'detail', 'details', 'metadata', 'reasons'],
];
/** Nesting and neighbors that are looked at; no server has more. */
const deepest = 6;
const widest = 8;

/**
 * The error in a server's answer: OpenAI's `error`, a list of these (Gemini), its fields at the top (vLLM, Mistral), a
 * `detail` (FastAPI), or one in the choice (OpenRouter). Undefined for a good answer without any.
 *
 * @param ok the answer came with a good status
 */
export function errorIn(body: unknown, ok: boolean): ServerError | undefined {
  if (Array.isArray(body)) return errorIn(body[0], ok);
  if (!isRecord(body)) return ok ? undefined : errorOf(body, body, ok);
  const { error, object, type, choices } = body;
  if (error) return errorOf(error, body, ok);
  if (!ok || object === 'error' || type === 'error') return errorOf(body, body, ok);
  if (Array.isArray(choices)) {
    const choice: unknown = choices[0];
    if (!isRecord(choice)) return undefined;
    if (choice['error']) return errorOf(choice['error'], choice, ok);
    return choice['finish_reason'] === 'error'
      ? errorOf({ message: 'The model broke off.', code: 502 }, choice, ok)
      : undefined;
  }
  const isOther = object !== undefined || body['data'] !== undefined;
  return isOther || wordsIn(body).length === 0 ? undefined : errorOf(body, body, ok);
}

function errorOf(error: unknown, body: unknown, wasOk: boolean): ServerError {
  const { code, type } = isRecord(error) ? error : {};
  return {
    message: [...new Set(wordsIn(error))].join('; '),
    code: typeof code === 'string' || typeof code === 'number' ? code : null,
    type: typeof type === 'string' ? type : null,
    names: namesIn(body).join(' '),
    wasOk,
  };
}

/** The status that an error stands for which came with a good one. */
export function statusFor({ message, code, type, names }: ServerError): number {
  const number = [code, ...names.split(' ')].map(Number).find((one) => one >= 400 && one < 600);
  if (number !== undefined) return number;
  const said = `${type ?? ''} ${names} ${message}`;
  const known = statuses.find(([pattern]) => pattern.test(said));
  return known ? known[1] : 400;
}

const statuses: readonly (readonly [RegExp, number])[] = [
  [/rate.?limit|too.?many.?requests|resource.?exhausted|throttl/i, 429],
  [/overloaded|unavailable|server_error|internal.?(?:server.?)?error|time.?out/i, 503],
  [/authentication|unauthori[sz]ed|invalid.?api.?key/i, 401],
  [/unexpected endpoint|not.?found|no route/i, 404],
];

function wordsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') {
    const inner = depth < deepest && /^\s*[[{]/.test(value) ? jsonIn(value) : undefined;
    const words = inner === undefined ? [] : wordsIn(inner, depth + 1);
    return words.length > 0 ? words : value.trim() === '' ? [] : [value];
  }
  return within(value, depth, wordFields, wordsIn);
}

function namesIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string' || typeof value === 'number')
    return /\s/.test(`${value}`) ? [] : [`${value}`];
  return within(value, depth, nameFields, namesIn);
}

function within(
  value: unknown,
  depth: number,
  fields: readonly string[],
  read: (value: unknown, depth: number) => string[],
): string[] {
  if (depth >= deepest || typeof value !== 'object' || value === null) return [];
  const inner = Array.isArray(value)
    ? value.slice(0, widest)
    : fields.map((field) => (Object.hasOwn(value, field) ? (value as Record<string, unknown>)[field] : null));
  return inner.flatMap((one) => read(one, depth + 1));
}

/** What a text of JSON says; undefined where it is none. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
