import * as z from 'zod/mini';
import { type Door, type Label, labels } from '../../core/rating.js';
import { gaps } from '../../evidence/ticket/questions.js';
import type { JsonSchema } from './chatModel.js';

/** How much a prompt asks for: the paper's two fields, or also findings, questions, reasons and confidence. */
export interface AnswerForm {
  readonly findings: boolean;
  readonly reasoning: boolean;
  readonly confidence: boolean;
}

const share = z.number().check(z.minimum(0), z.maximum(1));

const finding = z.object({
  message: z.string(),
  /** The exact text that it is about, copied from the ticket or the patch; empty for none. */
  quote: z._default(z.string(), ''),
  /** The file that it is about; empty for none. */
  file: z._default(z.string(), ''),
  /** The line in that file, from 1; 0 for none. */
  line: z._default(z.number(), 0),
  severity: z._default(z.enum(['error', 'warning', 'info']), 'warning'),
  confidence: z._default(share, 0.5),
});

/** A model's finding before its claims were checked. */
export type ClaimedFinding = z.infer<typeof finding>;

const question = z.object({
  /** The gap that it is about; `other` for none of them. */
  fact: z.enum([...Object.keys(gaps), 'other']),
  text: z.string(),
});

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
  readonly questions: readonly ClaimedQuestion[];
}

/**
 * The schema of an answer, as BouncerBench asks for it: the explanation comes before the label, so that the label
 * follows from it. The order of the fields is the order in which a model writes them.
 */
function schemaOf(door: Door, form: AnswerForm) {
  return z.object({
    ...(form.reasoning && {
      reasoning: z.object({ for: z.array(z.string()), against: z.array(z.string()) }),
    }),
    explanation: z.string(),
    ...(form.findings && { findings: z.array(finding) }),
    ...(form.findings && door === 'input' && { questions: z.array(question) }),
    label: z.enum(labels[door]),
    ...(form.confidence && { confidence: share }),
  });
}

/** The schemas that were asked for so far: making one takes longer than all else about a prompt. */
const made = new Map<string, JsonSchema>();

/** The JSON schema to send, in the subset that strict structured output takes. */
export function answerSchema(door: Door, form: AnswerForm): { name: string; schema: JsonSchema } {
  const key = JSON.stringify([door, form]);
  let schema = made.get(key);
  if (!schema) {
    const { $schema, ...wide } = z.toJSONSchema(schemaOf(door, form));
    schema = strict(wide) as JsonSchema;
    made.set(key, schema);
  }
  return { name: `${door}_rating`, schema };
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

/** What is read: more tolerant than what is asked for, and without trust in any field. */
const lenient = z.object({
  explanation: z.catch(z.string(), ''),
  label: z.catch(z.string(), ''),
  confidence: z.catch(z.optional(z.number()), undefined),
  findings: z.catch(z.array(z.unknown()), []),
  questions: z.catch(z.array(z.unknown()), []),
});

const lenientQuestion = z.object({ fact: z._default(z.string(), ''), text: z.string() });

/** Reads a model's answer. The string says, for the model and the log, what is wrong with one that can't be read. */
export function readAnswer(text: string, door: Door): Answer | string {
  if (text.trim() === '') return 'The answer is empty.';
  const found = objectIn(text);
  if (found === undefined) return 'The answer holds no JSON object.';
  const { label, explanation, confidence, findings, questions } = lenient.parse(found);
  if (label.trim() === '') return 'The answer has no «label».';
  const known = labelOf(label, door);
  if (!known) return `«${label.slice(0, 60)}» is no label; the labels are ${labels[door].join(', ')}.`;
  return {
    label: known,
    explanation,
    ...(confidence !== undefined && shareOf(confidence)),
    findings: findings.flatMap((one) => {
      const read = finding.safeParse(one);
      return read.success ? [read.data] : [];
    }),
    questions: questions.flatMap((one) => {
      const read = lenientQuestion.safeParse(typeof one === 'string' ? { text: one } : one);
      return read.success && read.data.text.trim() !== '' ? [read.data] : [];
    }),
  };
}

/** Some models state percent where a share was asked for. */
function shareOf(confidence: number): { confidence: number } | undefined {
  const value = confidence > 1 ? confidence / 100 : confidence;
  return value >= 0 && value <= 1 ? { confidence: value } : undefined;
}

function labelOf(text: string, door: Door): Label | undefined {
  const wanted = text
    .trim()
    .replace(/[^A-Za-z]+/g, '_')
    .replace(/^_|_$/g, '')
    .toUpperCase();
  return labels[door].find((label) => label === wanted);
}

/** The JSON object of an answer: all of it, in a fence, or between the first and the last brace of some prose. */
function objectIn(text: string): unknown {
  const fence = /```(?:json)?\s*\n([\s\S]*?)\n\s*```/.exec(text)?.[1];
  const braces = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  for (const candidate of [text, fence, braces]) {
    if (candidate === undefined) continue;
    try {
      const value: unknown = JSON.parse(candidate);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
    } catch {
      // The next candidate may be the one.
    }
  }
  return undefined;
}
