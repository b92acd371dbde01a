import type { OutcomeRecord, ResponseRecord } from './record.js';
import type { DecisionSummary, Entry } from './view.js';

/** What {@link ruleOf} gives. */
export type Rule = Readonly<ReturnType<typeof ruleOf>>;

/** Fields of a decision of which few combinations occur. */
export function ruleOf(decision: DecisionSummary) {
  return {
    door: decision.door,
    repository: decision.repository,
    rater: decision.rater,
    label: decision.label,
    probabilitySource: decision.probabilitySource,
    calibration: decision.calibration,
    threshold: decision.threshold,
    outcome: decision.outcome,
    mayProceed: decision.mayProceed,
    cause: decision.cause,
  };
}

/** Entries as an index file holds them, column by column; row 0 is the newest. */
export interface Columns {
  readonly rows: number;
  readonly ids: Buffer;
  readonly dates: Buffer;
  readonly milliseconds: Float64Array;
  /** NaN where there is none. */
  readonly probabilities: Float64Array;
  inputHash(row: number): string;
  source(row: number): string;
  because(row: number): string;
  readonly rules: readonly Rule[];
  readonly ruleNumbers: Uint32Array;
  usage(row: number): DecisionSummary['usage'];
  readonly responses: ResponseColumns;
  readonly outcomes: OutcomeColumns;
}

export interface ResponseColumns {
  /** By entry: the response's row from 1; 0 where there is none. */
  readonly places: Uint32Array;
  readonly ids: Buffer;
  readonly dates: Buffer;
  readonly overrode: Uint32Array;
  reason(row: number): string;
}

export interface OutcomeColumns {
  /** As in {@link ResponseColumns}. */
  readonly places: Uint32Array;
  readonly dates: Buffer;
  kind(row: number): OutcomeRecord['outcome'];
}

/** An entry that is made of its columns when it is looked at. */
export class StoredEntry implements Entry {
  constructor(
    private readonly columns: Columns,
    private readonly row: number,
  ) {}

  get decision(): DecisionSummary {
    return new StoredDecision(this.columns, this.row);
  }

  get response(): ResponseRecord | null {
    const place = this.columns.responses.places[this.row] as number;
    return place === 0 ? null : new StoredResponse(this.columns, this.row, place - 1);
  }

  get outcome(): OutcomeRecord | null {
    const place = this.columns.outcomes.places[this.row] as number;
    return place === 0 ? null : new StoredOutcome(this.columns, this.row, place - 1);
  }

  toJSON(): Entry {
    const { decision, response, outcome } = this;
    return { decision, response, outcome };
  }
}

class StoredDecision implements DecisionSummary {
  readonly kind = 'decision';
  private readonly rule: Rule;

  constructor(
    private readonly columns: Columns,
    private readonly row: number,
  ) {
    this.rule = columns.rules[columns.ruleNumbers[row] as number] as Rule;
  }

  get id(): string {
    return idAt(this.columns.ids, this.row);
  }

  get at(): string {
    return dateAt(this.columns.dates, this.row);
  }

  get door(): DecisionSummary['door'] {
    return this.rule.door;
  }

  get source(): string {
    return this.columns.source(this.row);
  }

  get inputHash(): string {
    return this.columns.inputHash(this.row);
  }

  get repository(): DecisionSummary['repository'] {
    return this.rule.repository;
  }

  get rater(): DecisionSummary['rater'] {
    return this.rule.rater;
  }

  get label(): DecisionSummary['label'] {
    return this.rule.label;
  }

  get bounceProbability(): number | null {
    const probability = this.columns.probabilities[this.row] as number;
    return Number.isNaN(probability) ? null : probability;
  }

  get probabilitySource(): DecisionSummary['probabilitySource'] {
    return this.rule.probabilitySource;
  }

  get calibration(): string | null {
    return this.rule.calibration;
  }

  get threshold(): number {
    return this.rule.threshold;
  }

  get outcome(): DecisionSummary['outcome'] {
    return this.rule.outcome;
  }

  get mayProceed(): boolean {
    return this.rule.mayProceed;
  }

  get because(): string {
    return this.columns.because(this.row);
  }

  get cause(): DecisionSummary['cause'] {
    return this.rule.cause;
  }

  get usage(): DecisionSummary['usage'] {
    return this.columns.usage(this.row);
  }

  get milliseconds(): number {
    return this.columns.milliseconds[this.row] as number;
  }

  toJSON(): DecisionSummary {
    const { kind, id, at, door, source, inputHash, bounceProbability, because, usage, milliseconds } = this;
    return {
      kind,
      id,
      at,
      source,
      inputHash,
      bounceProbability,
      because,
      usage,
      milliseconds,
      ...this.rule,
      door,
    };
  }
}

class StoredResponse implements ResponseRecord {
  readonly kind = 'response';

  constructor(
    private readonly columns: Columns,
    private readonly entry: number,
    private readonly row: number,
  ) {}

  get id(): string {
    return idAt(this.columns.responses.ids, this.row);
  }

  get decision(): string {
    return idAt(this.columns.ids, this.entry);
  }

  get at(): string {
    return dateAt(this.columns.responses.dates, this.row);
  }

  get did(): ResponseRecord['did'] {
    return this.columns.responses.overrode[this.row] === 1 ? 'overrode' : 'followed';
  }

  get reason(): string {
    return this.columns.responses.reason(this.row);
  }

  toJSON(): ResponseRecord {
    const { kind, id, decision, at, did, reason } = this;
    return { kind, id, decision, at, did, reason };
  }
}

class StoredOutcome implements OutcomeRecord {
  readonly kind = 'outcome';

  constructor(
    private readonly columns: Columns,
    private readonly entry: number,
    private readonly row: number,
  ) {}

  get decision(): string {
    return idAt(this.columns.ids, this.entry);
  }

  get at(): string {
    return dateAt(this.columns.outcomes.dates, this.row);
  }

  get outcome(): OutcomeRecord['outcome'] {
    return this.columns.outcomes.kind(this.row);
  }

  toJSON(): OutcomeRecord {
    const { kind, decision, at, outcome } = this;
    return { kind, decision, at, outcome };
  }
}

/** An id (a UUID) takes so many bytes in a column. */
export const idBytes = 16;

export function bytesOf(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function idAt(ids: Buffer, row: number): string {
  const hex = ids.toString('hex', idBytes * row, idBytes * (row + 1));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A date takes so many bytes in a column: it is there as text, which is read ten times as fast as made of a number. */
export const dateBytes = 24;

export function dateAt(dates: Buffer, row: number): string {
  return dates.toString('latin1', dateBytes * row, dateBytes * (row + 1));
}
