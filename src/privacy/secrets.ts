import { loadSecretlint } from '../chunks/load.js';
import { type Span, spansOf, united } from '../core/span.js';
import { addressSpans } from './addresses.js';
import { assignmentSpans } from './assignments.js';
import { kubernetesSpans, terraformSpans } from './blocks.js';
import { commandSpans } from './commands.js';
import { keySpans } from './keys.js';
import { hashes, tokenSpans } from './tokens.js';
import { isPlaceholder, isRandom, mayBeCode } from './values.js';

/** What stands in a text where a secret was. */
export const removedSecret = '[secret removed]';

/** A part of a text that is taken for a secret. */
export interface Secret extends Span {
  /**
   * It could be code as well: it has a sign that no token and hardly a password has, or stands where a command would.
   * Whoever is not shown it can't know.
   */
  readonly mayBeCode: boolean;
}

/**
 * Secrets in a text of anybody's, in its order: private keys, tokens that have a form of their own, and what a name, an
 * address or a command announces. Nothing else is one: code stays readable.
 */
export async function secretsIn(text: string): Promise<Secret[]> {
  const isDoubtful = ({ start, end }: Span) => mayBeCode(text.slice(start, end));
  const found = [
    ...keySpans(text),
    ...spansOf(text, hashes).map((span) => ({ ...span, mayBeCode: false })),
    ...[...assignmentSpans(text), ...kubernetesSpans(text)].map((span) => ({
      ...span,
      mayBeCode: span.mayRun || isDoubtful(span),
    })),
    ...[
      ...tokenSpans(text),
      ...addressSpans(text),
      ...commandSpans(text),
      ...terraformSpans(text),
      ...(await scanned(text)),
    ].map((span) => ({ ...span, mayBeCode: isDoubtful(span) })),
  ];
  const doubtful = united(found.filter((span) => span.mayBeCode));
  let next = 0;
  return united(found).map(({ start, end }) => {
    while ((doubtful[next]?.end ?? text.length) <= start) next++;
    // What is called is a name.
    return { start, end, mayBeCode: (doubtful[next]?.start ?? end) < end || text[end] === '(' };
  });
}

/** A text without its secrets. Line breaks stay where they are, so that line numbers still hold. */
export async function redact(text: string): Promise<string> {
  return replaced(text, await secretsIn(text), () => removedSecret);
}

/** A text in which words stand in each span's place, on each of its lines. In a diff each line keeps its mark. */
export function replaced(text: string, spans: readonly Span[], wordsFor: (span: Span) => string): string {
  let at = 0;
  const parts: string[] = [];
  for (const span of spans) {
    const words = wordsFor(span);
    const [, ...others] = text.slice(span.start, span.end).split('\n');
    parts.push(text.slice(at, span.start), words);
    for (const line of others) parts.push(`\n${/^[ +-]?/.exec(line)?.[0]}${words}`);
    at = span.end;
  }
  return parts.join('') + text.slice(at);
}

/** What secretlint's rules know besides. It takes whole lines for a secret at times, so that only words are taken. */
async function scanned(text: string): Promise<Span[]> {
  const { creator, lintSource } = loadSecretlint();
  // The scanner's own "secretlint-disable" comments must not work here: the text is not ours.
  const content = text.replaceAll(/secretlint-/gi, 'secretlint_');
  const { messages } = await lintSource({
    source: { filePath: 'input.txt', content, ext: '.txt', contentType: 'text' },
    options: {
      noPhysicFilePath: true,
      config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] },
    },
  });
  return messages.flatMap(({ range: [start, end] }) => {
    const value = text.slice(start, end);
    return /^(?!.*:\/\/)[^\s"'`()]{8,4000}$/.test(value) && isRandom(value) && !isPlaceholder(value)
      ? [{ start, end }]
      : [];
  });
}
