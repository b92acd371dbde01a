import { oneLine } from '../core/oneLine.js';
import { CouldNotRate } from '../core/rating.js';
import type { Subject } from '../core/subject.js';
import type { Verdict } from '../core/verdict.js';
import { type GoodReport, goodReport } from '../ledger/goodReport.js';
import { Ledger } from '../ledger/ledger.js';
import { keptOf } from '../ledger/record.js';
import { repositoryAt } from '../ledger/repositoryAt.js';
import { unreadableWords } from '../ledger/view.js';
import { say } from './say.js';

/** Keeps decisions in a folder. A failure is told once, on standard error, and changes no rating. */
export interface Keeper {
  keep(verdict: Verdict, subject: Subject, milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

/** @param repositoryDirectory the code base that is rated about, where it is known */
export async function openKeeper(directory: string, repositoryDirectory?: string): Promise<Keeper> {
  const ledger = new Ledger(directory);
  const repository = repositoryDirectory === undefined ? null : await repositoryAt(repositoryDirectory);
  let hasComplained = false;
  return {
    async keep(verdict, { text, ticket }, milliseconds) {
      const kept = keptOf(verdict, {
        text,
        ticketText: ticket?.text,
        repository,
        calibration: verdict.calibration?.version ?? null,
        milliseconds,
        keepText: false,
      });
      try {
        await ledger.append(kept);
      } catch (error) {
        if (!hasComplained) say(`bouncer: the decision was not kept: ${(error as Error).message}`);
        hasComplained = true;
      }
    },
    close: () => ledger.close().catch(() => undefined),
  };
}

/** The ledger in a folder as `bouncer ledger` prints it, piece by piece. @throws CouldNotRate when it has no decision */
export async function* ledgerText(
  directory: string,
  what: { readonly export: 'jsonl' | 'csv' } | { readonly json: boolean },
): AsyncGenerator<string, undefined> {
  const ledger = new Ledger(directory);
  const { entries, unreadable } = await ('export' in what ? ledger.loadAll() : ledger.load());
  if (entries.length === 0) {
    throw new CouldNotRate(
      'empty',
      `There is no decision in "${directory}".`,
      'Keep some with --ledger DIR of bouncer ticket or bouncer patch.',
    );
  }
  if ('export' in what) {
    if (unreadable > 0) say(`bouncer: ${unreadableWords(unreadable)}`);
    return yield* ledger.export(what.export);
  }
  const report = goodReport(entries, unreadable);
  yield what.json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report);
}

function reportText({ note, doors, weeks }: GoodReport): string {
  const parts = doors.map(({ title, figures, reasons, drift }) =>
    [
      title,
      ...figures.map((figure) =>
        `  ${figure.title.padEnd(22)}${figure.value.padStart(9)}  ${figure.detail}`.trimEnd(),
      ),
      ...reasons.map(({ reason, count }) => `  Overridden ${count}×: ${oneLine(reason)}`),
      ...drift.map(({ rater, sentence }) => `  ${oneLine(rater)}: ${sentence}`),
    ].join('\n'),
  );
  const table = weeks.map(
    ({ from, proceeded, abstained, unrated, overrode }) =>
      `  ${from}  ${proceeded} proceed, ${abstained} abstain, ${unrated} not rated, ${overrode} overridden`,
  );
  return `${[...(note === '' ? [] : [note]), ...parts, ['Week by week', ...table].join('\n')].join('\n\n')}\n`;
}
