import * as z from 'zod/mini';
import { severities } from '../../core/evidence.js';
import { type Door, type Label, labels } from '../../core/rating.js';
import type { Answer, ClaimedFinding, ClaimedPoint, ClaimedQuestion } from './answer.js';
import { objectsIn } from './jsonObjects.js';
import { stateOf } from './points.js';
import { outsideReasoning } from './reasoning.js';
import { shareOf } from './share.js';

/** Findings of an answer that are looked at; each is looked for in the whole patch. */
const mostClaims = 50;

/** What is read: more tolerant than what is asked for, and without trust in any field. */
const lenient = z.object({
  explanation: z.catch(z.string(), ''),
  confidence: z.optional(z.unknown()),
  findings: z.catch(z.array(z.unknown()), []),
  questions: z.catch(z.array(z.unknown()), []),
  checklist: z.catch(z.array(z.unknown()), []),
});

const lenientFinding = z.object({
  message: z.string(),
  quote: z.catch(z.string(), ''),
  file: z.catch(z.string(), ''),
  line: z.catch(z.coerce.number().check(z.int()), 0),
  severity: z.catch(z.enum(severities), 'warning'),
  confidence: z.optional(z.unknown()),
});

const lenientPoint = z.object({
  point: z.coerce.number().check(z.int()),
  quote: z.catch(z.string(), ''),
  file: z.catch(z.string(), ''),
  why: z.catch(z.string(), ''),
  state: z.string(),
});

const lenientQuestion = z.object({ fact: z.catch(z.string(), ''), text: z.string() });

/**
 * Reads a model's answer: the last object with a label of the door that stands outside of what the model only thought,
 * one that explains itself before one that doesn't. The string says, for the model and the log, what is wrong with an
 * answer that can't be read.
 */
export function readAnswer(written: string, door: Door): Answer | string {
  if (written.trim() === '') return 'The answer is empty.';
  const text = unquoted(written);
  const objects = objectsIn(text);
  if (objects.length === 0) return 'The answer holds no JSON object.';
  const outside = outsideReasoning(text, objects);
  if (outside.length === 0) return 'The answer holds no JSON object behind its reasoning.';
  const labelled = outside.flatMap(({ value }) => labelledIn(value)).reverse();
  const [last] = labelled;
  if (!last) return 'The answer has no "label".';
  // A remark about another label may follow the answer; it explains nothing.
  const known = labelled.filter(({ label }) => labelOf(label, door));
  const found = known.find(({ explanation }) => typeof explanation === 'string') ?? known[0];
  const label = found && labelOf(found.label, door);
  if (label) return answerOf(found, label);
  return `"${last.label.slice(0, 60)}" is not a label; the labels are ${labels[door].join(', ')}.`;
}

type Labelled = { readonly label: string; readonly explanation?: unknown };

/** The answer in an object: itself, or what it wraps, as the arguments of a call for example. */
function labelledIn(value: Readonly<Record<string, unknown>>): Labelled[] {
  return [value, ...Object.values(value)].filter(isLabelled).slice(0, 1);
}

function isLabelled(value: unknown): value is Labelled {
  const { label } = (value ?? {}) as { label?: unknown };
  return typeof label === 'string' && label.trim() !== '';
}

function answerOf(found: unknown, label: Label): Answer {
  const { explanation, confidence, findings, questions, checklist } = lenient.parse(found);
  const share = shareOf(confidence);
  const read = findings.slice(0, mostClaims).flatMap(claimedFinding);
  return {
    label,
    explanation,
    confidence: share,
    findings: read,
    unreadFindings: findings.length - read.length,
    questions: questions.flatMap(claimedQuestion),
    points: checklist.slice(0, mostClaims).flatMap(claimedPoint),
  };
}

function claimedFinding(one: unknown): ClaimedFinding[] {
  const { success, data } = lenientFinding.safeParse(typeof one === 'string' ? { message: one } : one);
  return success ? [{ ...data, confidence: shareOf(data.confidence) ?? 0.5 }] : [];
}

function claimedPoint(one: unknown): ClaimedPoint[] {
  const { success, data } = lenientPoint.safeParse(one);
  return success ? [{ ...data, state: stateOf(data.state) }] : [];
}

function claimedQuestion(one: unknown): ClaimedQuestion[] {
  const { success, data } = lenientQuestion.safeParse(typeof one === 'string' ? { text: one } : one);
  return success && data.text.trim() !== '' ? [data] : [];
}

/** Some gateways encode the answer's JSON as a string of JSON once more. */
function unquoted(text: string): string {
  if (!text.trimStart().startsWith('"')) return text;
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}

function labelOf(text: string, door: Door): Label | undefined {
  const wanted = text
    .trim()
    .replace(/[^A-Za-z]+/g, '_')
    .replace(/^_|_$/g, '')
    .toUpperCase();
  return labels[door].find((label) => label === wanted);
}
