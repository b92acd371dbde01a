import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DecisionRecord,
  hashOf,
  type OutcomeRecord,
  type ResponseRecord,
} from '../../../src/ledger/record.js';
import type { Entry } from '../../../src/ledger/view.js';

/** A decision of the local rater to abstain from a ticket. */
export function decision(over: Partial<DecisionRecord> = {}): DecisionRecord {
  return {
    kind: 'decision',
    id: randomUUID(),
    at: '2026-01-31T12:00:00.000Z',
    door: 'input',
    source: 'ticket.md',
    inputHash: hashOf('ticket'),
    ticketHash: null,
    repository: { key: 'aaaa', name: 'shop' },
    rater: { name: 'local', version: '1' },
    label: 'VAGUE',
    bounceProbability: 0.7,
    probabilitySource: 'model',
    calibration: null,
    threshold: 0.5,
    outcome: 'abstain',
    mayProceed: false,
    because: 'Risk 70%, limit 50%.',
    cause: null,
    usage: null,
    milliseconds: 12,
    ...over,
  };
}

export const proceeding = { outcome: 'proceed', mayProceed: true, bounceProbability: 0.2 } as const;

/** The time so many minutes after noon of the samples' day. */
export function minute(minutes: number): string {
  return new Date(Date.UTC(2026, 0, 31, 12, minutes)).toISOString();
}

export function response(
  to: DecisionRecord,
  did: ResponseRecord['did'],
  reason = '',
  at = minute(1),
): ResponseRecord {
  return { kind: 'response', id: randomUUID(), decision: to.id, at, did, reason };
}

export function outcome(of: DecisionRecord, became: OutcomeRecord['outcome'], at = minute(2)): OutcomeRecord {
  return { kind: 'outcome', decision: of.id, at, outcome: became };
}

/** Entries as plain data, to compare. */
export function plain(entries: readonly Entry[]): unknown {
  return JSON.parse(JSON.stringify(entries));
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'bouncer-ledger-'));
}

export async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
