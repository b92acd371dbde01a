import * as z from 'zod';
import { baseRateSources, generations } from '../core/baseRate.js';
import { pointStates } from '../core/checklist.js';
import { factLevels, severities } from '../core/evidence.js';
import { outcomes, policyKinds } from '../core/policy.js';
import { doors, labels, probabilitySources, unratedCauses } from '../core/rating.js';
import { schemaVersion, type Verdict } from '../core/verdict.js';

// Only scripts and tests load this file: no bundle has zod for it.

const share = z.number().min(0).max(1);
const count = z.int().min(0);
const text = z.string();

const position = z.strictObject({ line: z.int().min(1), column: z.int().min(1) });

const place = z.strictObject({
  document: z.enum(['ticket', 'patch']),
  range: z
    .strictObject({ start: position, end: position })
    .describe("in the ticket's or patch's own text; the end is exclusive, columns count UTF-16 units"),
  quote: text,
  file: z
    .strictObject({ path: text, line: z.int(), side: z.enum(['old', 'new']) })
    .optional()
    .describe('in the code base'),
});

const usage = z.strictObject({
  calls: count,
  cachedCalls: count,
  inputTokens: count,
  outputTokens: count,
  isEstimated: z.boolean().optional(),
  dollars: z.number().optional(),
});

const finding = z.strictObject({
  id: text,
  severity: z.enum(severities),
  message: text,
  place: place.optional(),
  otherPlaces: z.array(place).optional().describe('other places of the same finding'),
  unsure: z.boolean().optional(),
});

const fact = z.strictObject({
  id: text,
  value: z.number(),
  sentence: text,
  places: z.array(place),
  level: z.enum(factLevels),
  moot: z.literal(true).optional().describe('the value means nothing'),
});

const label = z.enum([...labels.input, ...labels.output]);

/** The format of a verdict; `docs/verdict.schema.json` is made of it, and `docs/json.md` explains it. */
export const verdictSchema = z
  .strictObject({
    schemaVersion: z.literal(schemaVersion).describe('version of this format'),
    door: z.enum(doors).describe('a ticket or a patch'),
    source: text.describe("the file's name, `standard input`, or the row's instance"),
    rater: z.strictObject({ name: text, version: text }).describe('who rated'),
    decision: z.enum(outcomes).describe('the outcome'),
    mayProceed: z.boolean().describe('whether the work may go on'),
    asks: z.boolean().describe('it may proceed, but its questions should be asked'),
    because: text.describe('the rule that decided, in one or two sentences'),
    policy: z
      .enum(policyKinds)
      .describe('what the limit comes from: who looks next, or a threshold that was set'),
    threshold: share.describe(
      'the limit: abstain at this bounce probability or more; above it where nobody looks next',
    ),
    anchors: z
      .array(z.strictObject({ name: text, line: z.int().min(1) }))
      .describe("where the ticket's title stands, or each file of the patch"),
    label: label.nullable().describe("one of the door's four labels"),
    labelProbabilities: z.partialRecord(label, share).nullable().describe('probability of each label'),
    bounceProbability: share.nullable().describe('that the ticket or patch should be bounced'),
    probabilitySource: z
      .enum(probabilitySources)
      .nullable()
      .describe('where the bounce probability comes from'),
    calibration: z
      .strictObject({ rows: count, source: text, version: text })
      .nullable()
      .describe('the calibration that made the probability'),
    ownProbability: share
      .optional()
      .describe('what the rater itself gives, before calibration and at its usual base rate'),
    baseRate: share.nullable().describe('the share of bounces that the probability assumes'),
    baseRateBasis: z
      .strictObject({
        from: z.enum(baseRateSources),
        agent: text.nullable(),
        generation: z.enum(generations).nullable(),
        outcomes: count,
      })
      .nullable()
      .describe('what the base rate rests on'),
    agreement: z
      .strictObject({ families: count, mostTokens: share, with: text, before: share })
      .nullable()
      .describe('how far other patches for the same ticket agree with this one'),
    measured: z
      .strictObject({ share, rows: count })
      .nullable()
      .describe('of labeled ones rated alike, the share that needed rework, and how many there were'),
    trust: z
      .strictObject({
        inside: z.boolean(),
        languages: z.array(text),
        nearest: text,
        rows: count,
        pairs: share,
      })
      .nullable()
      .describe('how near it is to what its rater was measured on'),
    checklist: z
      .strictObject({
        points: z.array(
          z.strictObject({
            text,
            place,
            state: z.enum(pointStates),
            why: text,
            places: z.array(place),
            by: text,
          }),
        ),
        more: count,
      })
      .nullable()
      .describe("what the patch's ticket asks for, and whether the patch answers it; it never decides"),
    explanation: text.describe('the reasons in words'),
    findings: z.array(finding).describe('what is wrong, and where'),
    questions: z
      .array(z.strictObject({ text, fact: text, gain: share }))
      .describe("what to ask the ticket's author, in the order to ask"),
    evidence: z.array(fact).describe('what each check found'),
    coverage: z
      .strictObject({
        files: z.array(
          z.strictObject({ path: text, how: z.enum(['reviewed', 'summarised', 'omitted']), why: text }),
        ),
        share,
      })
      .describe('how much was reviewed'),
    usage: usage.nullable().describe('what was used of a model that is paid by tokens'),
    droppedFindings: count.describe('findings dropped because what they quote or name is not there'),
    trace: z
      .array(z.strictObject({ tool: text, question: text, answer: text, milliseconds: z.number() }))
      .describe('questions and look-ups of the agentic rater'),
    unrated: z
      .strictObject({ cause: z.enum(unratedCauses), message: text, nextStep: text })
      .nullable()
      .describe('why there is no rating'),
  })
  .meta({ title: "Bouncer's verdict on a ticket or a patch" });

/** Holds the schema to the type: a field that one has and the other lacks does not compile. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
export const isSameAsType: Same<keyof z.infer<typeof verdictSchema>, keyof Verdict> = true;
