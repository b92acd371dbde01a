import { ledgerText } from './ledger.js';
import { json, oneOf } from './options.js';
import type { ProgramCommand } from './program.js';
import { print, shown } from './say.js';

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
    run: ({ json }, [directory = '']) => printAll(ledgerText(directory, { json })),
  });
  ledger.command('export').does({
    description: 'Prints every decision.',
    takes: '<dir>',
    options: {
      format: { ...oneOf('format', ['jsonl', 'csv'], 'JSON Lines or a table.'), default: 'jsonl' },
    },
    run: ({ format }, [directory = '']) => printAll(ledgerText(directory, { export: format })),
  });
}

async function printAll(pieces: AsyncIterable<string>): Promise<number> {
  for await (const piece of pieces) await print(shown(piece));
  return 0;
}
