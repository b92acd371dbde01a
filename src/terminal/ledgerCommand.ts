import { counted } from '../core/counted.js';
import { oneLine } from '../core/oneLine.js';
import { CouldNotRate } from '../core/rating.js';
import { type DoorReport, type GoodReport, goodReport } from '../ledger/goodReport.js';
import { Ledger } from '../ledger/ledger.js';
import { unreadableWords } from '../ledger/view.js';
import { json, oneOf } from './options.js';
import type { ProgramCommand } from './program.js';
import { print, say, shown } from './say.js';

/** `bouncer ledger …` */
export function ledgerCommand(ledger: ProgramCommand): void {
  ledger.description('Says how good the decisions in a ledger were, and exports them.').addHelpText(
    'after',
    `
DIR is the folder that --ledger DIR of bouncer ticket and bouncer patch names, or the editor's own (docs/ledger.md says
where that is).`,
  );
  ledger.command('good').does({
    description: 'Says how good the decisions were.',
    takes: '<dir>',
    options: { json },
    run: async ({ json }, [directory = '']) => {
      const { entries, unreadable } = notEmpty(await new Ledger(directory).load(), directory);
      const report = goodReport(entries, unreadable);
      await print(shown(json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report, directory)));
      return 0;
    },
  });
  ledger.command('export').does({
    description: 'Prints every decision.',
    takes: '<dir>',
    options: {
      format: { ...oneOf('format', ['jsonl', 'csv'], 'JSON Lines or a table.'), default: 'jsonl' },
    },
    run: async ({ format }, [directory = '']) => {
      const ledger = new Ledger(directory);
      const { unreadable } = notEmpty(await ledger.loadAll(), directory);
      if (unreadable > 0) say(`bouncer: ${unreadableWords(unreadable)}`);
      for await (const piece of ledger.export(format)) await print(shown(piece));
      return 0;
    },
  });
}

/** @throws CouldNotRate when it has no decision */
function notEmpty<View extends { readonly entries: readonly unknown[] }>(
  view: View,
  directory: string,
): View {
  if (view.entries.length > 0) return view;
  throw new CouldNotRate(
    'empty',
    `There is no decision in "${directory}".`,
    'Keep some with --ledger DIR of bouncer ticket or bouncer patch.',
  );
}

function reportText({ note, doors, weeks }: GoodReport, directory: string): string {
  const parts = doors.map(({ door, title, figures, reasons, drift, breakdown, refits }) =>
    [
      title,
      ...figures.map((figure) =>
        `  ${figure.title.padEnd(22)}${figure.value.padStart(9)}  ${figure.detail}`.trimEnd(),
      ),
      ...reasons.map(({ reason, count }) => `  Overridden ${count}×: ${oneLine(reason)}`),
      ...breakdown.flatMap(outcomeLines),
      ...drift.map(({ rater, sentence }) => `  ${oneLine(rater)}: ${sentence}`),
      ...refits.map(({ rater, sentence }) => `  ${oneLine(rater)}: ${sentence}`),
      ...(refits.some(({ isReady }) => isReady)
        ? [
            `  Fit it: bouncer calibrate --door ${door} --fit ${JSON.stringify(directory)} --out calibration.json`,
          ]
        : []),
    ].join('\n'),
  );
  const table = weeks.map(
    ({ from, proceeded, abstained, unrated, overrode }) =>
      `  ${from}  ${proceeded} proceed, ${abstained} abstain, ${unrated} not rated, ${overrode} disagreed with`,
  );
  return `${[...(note === '' ? [] : [note]), ...parts, ['Week by week', ...table].join('\n')].join('\n\n')}\n`;
}

function outcomeLines({ title, rows }: DoorReport['breakdown'][number]): string[] {
  return [
    `  ${title}`,
    ...rows.map(
      ({ name, outcomes, rework, decidedRight }) =>
        `    ${oneLine(name).padEnd(20)} ${counted(outcomes, 'outcome').padStart(13)}  needed rework: ${rework}; decided right: ${decidedRight}`,
    ),
  ];
}
