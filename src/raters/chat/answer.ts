import * as z from 'zod/mini';
import { gaps } from '../../checks/ticket/questions.js';
import { type PointState, pointStates } from '../../core/checklist.js';
import { severities } from '../../core/evidence.js';
import { type Door, type Label, labels } from '../../core/rating.js';
import type { JsonSchema } from '../../models/chatModel.js';
import type { Strategy } from './prompt.js';

const share = z.number().check(z.minimum(0), z.maximum(1));

const finding = z.object({
  message: z.string(),
  /** The exact text that it is about, copied from the ticket or the patch; empty for none. */
  quote: z._default(z.string(), ''),
  /** The file that it is about; empty for none. */
  file: z._default(z.string(), ''),
  /** The line in that file, from 1; 0 for none. */
  line: z._default(z.number(), 0),
  severity: z._default(z.enum(severities), 'warning'),
  confidence: z._default(share, 0.5),
});

/** A model's finding before its claims were checked. */
export type ClaimedFinding = z.infer<typeof finding>;

const question = z.object({
  /** The gap that it is about; `other` for none of them. */
  fact: z.enum([...Object.keys(gaps), 'other']),
  text: z.string(),
});

const point = z.object({
  /** Its number, from 1. */
  point: z.number(),
  /** The line of the patch that answers it, copied; empty for none. */
  quote: z.string(),
  file: z.string(),
  why: z.string(),
  state: z.enum(pointStates),
});

/** What a model says of a ticket's point before its quote was looked up. */
export interface ClaimedPoint {
  readonly point: number;
  readonly quote: string;
  readonly file: string;
  readonly why: string;
  readonly state: PointState;
}

/** A model's question before its fact was looked up. */
export interface ClaimedQuestion {
  /** As the model wrote it; empty where it named none. */
  readonly fact: string;
  readonly text: string;
}

/** What a model answers, its label brought to the door's own spelling. */
export interface Answer {
  readonly label: Label;
  readonly explanation: string;
  /** The model's own word on how sure it is of its label, 0..1. */
  readonly confidence?: number;
  readonly findings: readonly ClaimedFinding[];
  /** How many more it gave that could not be read; none if absent. */
  readonly unreadFindings?: number;
  readonly questions: readonly ClaimedQuestion[];
  readonly points?: readonly ClaimedPoint[];
}

/**
 * The schema of an answer, as BouncerBench asks for it: the explanation comes before the label, so that the label
 * follows from it. The order of the fields is the order in which a model writes them. Without a strategy, for a prompt
 * of the user's own, it has the paper's two fields. What is said of the ticket's points comes last: no label follows
 * from it.
 */
function schemaOf(door: Door, strategy: Strategy | undefined, hasPoints: boolean) {
  const sides = z.object({ for: z.array(z.string()), against: z.array(z.string()) });
  return z.object({
    ...(strategy === 'reasoning' && { reasoning: sides }),
    explanation: z.string(),
    ...(strategy && { findings: z.array(finding) }),
    ...(strategy && door === 'input' && { questions: z.array(question) }),
    label: z.enum(labels[door]),
    ...(strategy === 'confidence' && { confidence: share }),
    ...(strategy && hasPoints && { checklist: z.array(point) }),
  });
}

/** The schemas that were asked for so far: making one takes longer than all else about a prompt. */
const made = new Map<string, JsonSchema>();

/** The JSON schema to send. */
export function answerSchema(
  door: Door,
  strategy?: Strategy,
  hasPoints = false,
): { name: string; schema: JsonSchema } {
  const key = JSON.stringify([door, strategy, hasPoints]);
  let schema = made.get(key);
  if (!schema) {
    schema = strictSchema(schemaOf(door, strategy, hasPoints));
    made.set(key, schema);
  }
  return { name: `${door}_rating`, schema };
}

/** A form as a JSON schema, in the subset that strict structured output takes. */
export function strictSchema(form: z.ZodMiniType): JsonSchema {
  const { $schema, ...wide } = z.toJSONSchema(form);
  return strict(wide) as JsonSchema;
}

/** Strict mode knows no defaults and no ranges; reading an answer checks them again. */
function strict(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(strict);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => !['default', 'minimum', 'maximum'].includes(key))
      .map(([key, value]) => [key, strict(value)]),
  );
}
