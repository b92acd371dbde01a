import type { Verdict } from '../core/verdict.js';
import { markdown } from './markdown.js';
import { type Style, verdictText } from './text.js';

/** What a format may show beside the verdict. */
export interface Beside {
  /** The rated text, whose lines stand under findings. */
  readonly text: string;
  /** The instance of the row that was rated; null where it names none. */
  readonly instanceId: string | null;
  readonly style: Style;
}

/** Writes a verdict in one format, the line's end included. */
export type Formatter = (verdict: Verdict, beside: Beside) => string;

/** Every format by its name, which `--format` takes. */
export const formats = {
  text: (verdict, { text, style }) => verdictText(verdict, text, style),
  json: (verdict) => `${JSON.stringify(verdict, null, 2)}\n`,
  jsonl: (verdict, { instanceId }) => `${JSON.stringify({ instance_id: instanceId, ...verdict })}\n`,
  markdown,
} satisfies Readonly<Record<string, Formatter>>;

export type Format = keyof typeof formats;
