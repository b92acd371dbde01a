import * as z from 'zod/mini';
import { doors } from '../../core/rating.js';
import type { Answer } from './answer.js';
import { carriedOver, type EarlierAnswer } from './earlierAnswer.js';
import type { RunSettings } from './runSettings.js';

const taskFields = {
  door: z.enum(doors),
  task: z.string(),
  instanceId: z.string(),
  repository: z.string(),
  agent: z.string(),
  gold: z.nullable(z.object({ bounce: z.boolean() })),
  ticketLength: z.number(),
  patchLength: z.number(),
  milliseconds: z.number(),
} satisfies Partial<Record<keyof Answer, z.ZodMiniType>>;

const unrated = z.nullable(z.object({ cause: z.string(), message: z.string(), nextStep: z.string() }));

const answerLine = z.object({
  ...taskFields,
  verdict: z.object({
    decision: z.string(),
    because: z.string(),
    explanation: z.string(),
    unrated,
    label: z.nullable(z.string()),
    bounceProbability: z.nullable(z.number()),
  }),
});

const earlierLine = z.object({
  ...taskFields,
  decision: z.object({ outcome: z.string(), because: z.string() }),
  rating: z.nullable(z.object({ label: z.string(), bounceProbability: z.number(), explanation: z.string() })),
  failure: unrated,
});

/** The answer on a line of a run's answers, as far as reading it needs; undefined for another line. */
export function answerIn(line: unknown, settings: RunSettings): Answer | undefined {
  if (answerLine.safeParse(line).success) return line as Answer;
  return earlierLine.safeParse(line).success ? carriedOver(line as EarlierAnswer, settings) : undefined;
}
