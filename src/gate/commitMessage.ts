import { percent } from '../core/policy.js';
import type { Verdict } from '../core/verdict.js';

/** The trailer that tells a verdict: `Bouncer: proceed, risk 21%`. */
export function trailerOf({ decision, bounceProbability }: Pick<Verdict, 'decision' | 'bounceProbability'>) {
  const risk = bounceProbability === null ? '' : `, risk ${percent(bounceProbability)}`;
  return `Bouncer: ${decision}${risk}`;
}

/** A commit message with a trailer: on a line behind the trailers that it ends in, else in a paragraph of its own. */
export function withTrailer(message: string, trailer: string): string {
  const text = message.trimEnd();
  const [, ...paragraphs] = text.split(/\n\s*\n/);
  const last = paragraphs.at(-1)?.split('\n') ?? [];
  const endsInTrailers = last.length > 0 && last.every((line) => /^[A-Za-z\d-]+: /.test(line));
  return `${text}\n${endsInTrailers ? '' : '\n'}${trailer}\n`;
}
