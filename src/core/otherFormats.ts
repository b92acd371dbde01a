import { MalformedPatch } from './patch.js';
import type { PatchText } from './patchText.js';

/** A change that is written down in another way than as a unified diff. */
interface OtherFormat {
  readonly pattern: RegExp;
  readonly what: string;
  readonly nextStep: string;
}

const afterwards = 'Let the agent apply it, then give the output of `git diff`.';

/** Each is told by one line, and no prose or unified diff has that line. */
const others: readonly OtherFormat[] = [
  {
    pattern: /^\*\*\* (?:Begin Patch|(?:Add|Update|Delete) File: )/,
    what: "an agent's apply_patch text",
    nextStep: afterwards,
  },
  {
    pattern: /^(?:<{5,9} SEARCH|-{5,9} SEARCH)\b/,
    what: "an agent's search/replace block",
    nextStep: afterwards,
  },
  {
    pattern: /^\*\*\* \d+(?:,\d+)? \*{4}$/,
    what: 'a context diff',
    nextStep: 'Make a unified diff with `diff -u` or `git diff`.',
  },
  {
    pattern: /^==== .*\/\/.*#\d+.* ====/,
    what: "Perforce's own form of a diff, whose names no patch tool takes",
    nextStep: 'Compare both folders with `git diff --no-index`, or clone with `git p4` and give `git diff`.',
  },
];

/** The error for a line outside of any hunk that starts a change in another format; undefined for any other line. */
export function otherFormat(line: string, index: number): MalformedPatch | undefined {
  if (!/^[*<=-]/.test(line)) return undefined;
  const other = others.find(({ pattern }) => pattern.test(line.slice(0, 400)));
  return other && new MalformedPatch(index + 1, `this is ${other.what}, not a unified diff.`, other.nextStep);
}

/** What a text without any file most likely is. */
const hints: readonly OtherFormat[] = [
  {
    pattern: /^[ \t>|]+(?:diff --git |@@ -\d+(?:,\d+)? \+\d)/,
    what: 'a diff that is indented or quoted',
    nextStep:
      'Remove the indentation or quote marks from each line, or give the patch as `git diff` writes it.',
  },
  {
    pattern: /^\d+(?:,\d+)?[acd]\d+(?:,\d+)?$/,
    what: 'a diff without context',
    nextStep: 'Make a unified diff with `diff -u` or `git diff`.',
  },
  {
    pattern: /^ .* \| +(?:\d+ [-+]+|Bin .*)$/,
    what: 'a summary of a diff',
    nextStep: 'Give the diff itself: `git diff` without --stat.',
  },
  {
    pattern: /^["{[].*\\n@@ -\d/,
    what: 'JSON with a diff in it',
    nextStep: "Give the diff's own text, for example with `jq -r`.",
  },
];

/** The error for a text in which no file was found. */
export function noDiff(text: PatchText): MalformedPatch {
  let first = -1;
  for (let i = 0; i < text.count; i++) {
    const line = text.bare(i);
    if (first < 0 && line.trim() !== '') first = i;
    const start = line.slice(0, 400);
    const hint = hints.find(({ pattern }) => pattern.test(start));
    if (hint) return new MalformedPatch(i + 1, `this is ${hint.what}.`, hint.nextStep);
  }
  return new MalformedPatch(
    first + 1,
    `no unified diff ("diff --git", or "---" and "+++" lines) starts at or below "${text.line(first).slice(0, 60).trimEnd()}".`,
  );
}
