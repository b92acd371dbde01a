import { loadSecretlint } from '../chunks/load.js';

/** What stands in a text where a secret was. */
export const removedSecret = '[secret removed]';

export interface Redacted {
  /** The text with the same lines, each secret replaced. */
  readonly text: string;
  /** How many were found. */
  readonly count: number;
}

/** Assignments of something secret that no provider's pattern knows: `password = "…"`, `API_TOKEN: …`. */
const assignment =
  /\b[\w.-]{0,40}(?:passw(?:or)?d|passphrase|secret|api[_-]?key|access[_-]?key|auth[_-]?token|private[_-]?key|token)[\w.-]{0,20}["']?\s{0,4}(?::=|[:=])\s{0,4}(["']?)([^\s"'`,;<>(){}[\]]{12,200})\1/gi;
const bearer = /\b(?:Bearer|Basic)\s+([A-Za-z0-9+/._~-]{16,400}=*)/g;
const knownKeys =
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\b(?:sk|rk|pk)[-_](?:live|test|proj|ant|or)?[-_]?[A-Za-z0-9_-]{20,200}|\bAIza[\w-]{35}\b|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g;

/** Also inside a diff, where each line has a mark that the scanner's rule does not expect. */
const privateKey =
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY[A-Z ]{0,10}-----[\s\S]{0,20000}?(?:-----END [A-Z ]{0,30}PRIVATE KEY[A-Z ]{0,10}-----|$)/g;

/**
 * Finds secrets with secretlint's recommended rules and a few patterns for plain assignments, and replaces them.
 * Line breaks stay where they are, so that line numbers still hold.
 */
export async function redact(text: string): Promise<Redacted> {
  const ranges = [...(await scanned(text)), ...matched(text, knownKeys, 0), ...matched(text, privateKey, 0)];
  ranges.push(
    ...matched(text, bearer, 1),
    ...matched(text, assignment, 2).filter(([a, b]) => isRandom(text.slice(a, b))),
  );
  ranges.sort((one, other) => one[0] - other[0]);
  let result = '';
  let at = 0;
  let count = 0;
  for (const [start, end] of ranges) {
    if (end <= at) continue;
    result += text.slice(at, Math.max(at, start)) + withLines(text.slice(Math.max(at, start), end));
    at = end;
    count++;
  }
  return { text: result + text.slice(at), count };
}

type Span = readonly [start: number, end: number];

async function scanned(text: string): Promise<Span[]> {
  const { creator, lintSource } = loadSecretlint();
  // The scanner's own «secretlint-disable» comments must not work here: the text is not ours.
  const content = text.replaceAll(/secretlint-/gi, 'secretlint_');
  const { messages } = await lintSource({
    source: { filePath: 'input.txt', content, ext: '.txt', contentType: 'text' },
    options: {
      noPhysicFilePath: true,
      config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] },
    },
  });
  return messages.flatMap(({ range: [start, end] }) => (end > start ? [[start, end] as const] : []));
}

function matched(text: string, pattern: RegExp, group: number): Span[] {
  return [...text.matchAll(pattern)].map((match) => {
    const secret = match[group] as string;
    const start = match.index + (group === 0 ? 0 : match[0].lastIndexOf(secret));
    return [start, start + secret.length];
  });
}

/** Names of variables and calls are no secrets; mixed letters and digits without a dot or a word are. */
function isRandom(value: string): boolean {
  return (
    /\d/.test(value) &&
    /[A-Za-z]/.test(value) &&
    !/^[a-z_]+(?:[._][a-z_]+)*\d?$/i.test(value) &&
    !value.includes('removed')
  );
}

/** One replacement for each line, so that the number of lines stays. In a diff each line keeps its mark. */
function withLines(secret: string): string {
  return secret
    .split('\n')
    .map((line, i) => (i === 0 ? removedSecret : `${/^[ +-]/.exec(line)?.[0] ?? ''}${removedSecret}`))
    .join('\n');
}
