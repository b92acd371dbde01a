import { oneLine } from '../core/oneLine.js';
import { CouldNotRate } from '../core/rating.js';
import type { Verdict } from '../core/verdict.js';
import { goodReport } from '../ledger/goodReport.js';
import { Ledger } from '../ledger/ledger.js';
import { keptOf } from '../ledger/record.js';
import type { GoodReport } from '../ledger/report.js';
import { repositoryAt } from '../ledger/repositoryAt.js';
import { unreadableWords } from '../ledger/view.js';
import type { Input } from '../raters/judge.js';
import { readOptions, UsageError } from './options.js';
import { say } from './say.js';

export const ledgerHelp = `Says how good the decisions in a ledger were, and exports them.

Usage
  bouncer ledger good DIR [--json]
  bouncer ledger export DIR [--format jsonl|csv]

DIR is the folder that --ledger DIR of bouncer ticket and bouncer patch names, or the editor's own (docs/ledger.md says
where that is).

Exit code
  0  done        2  could not read, or wrong usage
`;

/** Keeps decisions in a folder. A failure is told once, on standard error, and changes no rating. */
export interface Keeper {
  keep(verdict: Verdict, input: Input & { readonly ticket?: Input }, milliseconds: number): Promise<void>;
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
        ...(ticket && { ticketText: ticket.text }),
        repository,
        calibration: verdict.rating?.calibration?.version ?? null,
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

/** Runs `bouncer ledger`, without the command's own name, and yields what to print. @throws UsageError, CouldNotRate */
export async function* runLedger(argv: readonly string[]): AsyncGenerator<string, undefined> {
  const { values, positionals } = parse(argv);
  if (values.help) return yield ledgerHelp;
  const [what, directory, ...rest] = positionals;
  if (what !== 'good' && what !== 'export') {
    throw new UsageError('Say what to do: bouncer ledger good DIR or bouncer ledger export DIR.');
  }
  if (directory === undefined || rest.length > 0) throw new UsageError("Name one ledger's folder.");
  const { format = 'jsonl', json = false } = values;
  if (format !== 'jsonl' && format !== 'csv') {
    throw new UsageError(`There is no format "${format}". The formats are jsonl and csv.`);
  }
  const ledger = new Ledger(directory);
  const { entries, unreadable } = await (what === 'good' ? ledger.load() : ledger.loadAll());
  if (entries.length === 0) {
    throw new CouldNotRate(
      'empty',
      `There is no decision in "${directory}".`,
      'Keep some with --ledger DIR of bouncer ticket or bouncer patch.',
    );
  }
  if (what === 'export') {
    if (unreadable > 0) say(`bouncer: ${unreadableWords(unreadable)}`);
    return yield* ledger.export(format);
  }
  const report = goodReport(entries, unreadable);
  yield json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report);
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

function parse(argv: readonly string[]) {
  return readOptions({
    args: [...argv],
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      format: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}
