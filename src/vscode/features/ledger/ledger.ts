import * as vscode from 'vscode';
import { CouldNotRate } from '../../../core/rating.js';
import {
  type DecisionRecord,
  outcomeRecord,
  responseRecord,
  type WorkOutcome,
} from '../../../ledger/record.js';
import type { Entry } from '../../../ledger/view.js';
import { pick } from '../../ask.js';
import type { Handlers } from '../../commands.js';
import type { Kit } from '../../kit.js';
import { GoodPanel } from './goodPanel.js';
import { changeFilter } from './historyFilter.js';
import { type HistoryNode, HistoryView } from './historyView.js';
import { deleteLedger, exportLedger, newDataset } from './ledgerFiles.js';
import { fileOf } from './repositories.js';
import { capital, otherWay, overrideReasons, workWords } from './words.js';

/** Outcomes that a person can tell of. */
const offered: readonly WorkOutcome[] = ['merged', 'reverted', 'tests-passed', 'tests-failed', 'closed'];
const confirmation = 3_000;

/** What was decided, what a person did about it, and what became of it: history, figures, commands. */
export function activateLedger(kit: Kit) {
  const { ledger } = kit;
  const history = new HistoryView(kit);
  const good = new GoodPanel(kit);
  // What these are about is a document or a line of the history.
  const decisionOf = (named: unknown) => decisionAt(kit, named);
  const commands = {
    'bouncer.followDecision': async (named) => {
      const { id } = await decisionOf(named);
      await ledger.write(responseRecord(id, 'followed'));
      vscode.window.setStatusBarMessage('Agreed', confirmation);
    },
    'bouncer.overrideDecision': async (named) => {
      const decision = await decisionOf(named);
      const reason = await askForReason(decision);
      if (reason === undefined) return;
      await ledger.write(responseRecord(decision.id, 'overrode', reason));
      vscode.window.setStatusBarMessage(`Disagreed: ${reason}`, confirmation);
    },
    'bouncer.recordOutcome': async (named) => {
      const decision = await decisionOf(named);
      const choices = offered.map((outcome) => [capital(workWords[outcome]), outcome] as const);
      const placeHolder = 'What became of the work';
      const outcome = await pick(`Outcome of ${decision.source}`, choices, { placeHolder });
      if (!outcome) return;
      await ledger.write(outcomeRecord(decision.id, outcome));
      vscode.window.setStatusBarMessage(`Outcome: ${capital(workWords[outcome])}`, confirmation);
    },
    'bouncer.openDecision': (named) => openDecision(kit, named),
    'bouncer.howGood': () => good.show(),
    'bouncer.exportLedger': () => exportLedger(ledger),
    'bouncer.deleteLedger': () => deleteLedger(ledger),
    'bouncer.newDatasetFromLedger': () => newDataset(ledger),
    'bouncer.filterHistory': () => changeFilter(history, ledger),
    'bouncer.resetHistoryFilter': () => {
      history.filter = {};
    },
    'bouncer.showMoreHistory': () => history.showMore(),
  } satisfies Partial<Handlers>;
  return { commands, history };
}

/** The decision that a command is about: of a line of the history, or of a document. @throws CouldNotRate */
async function decisionAt(
  { verdicts, active, decisions, ledger }: Kit,
  named: unknown,
): Promise<DecisionRecord> {
  const entry = entryOf(named);
  if (entry) return entry.decision;
  const known = named instanceof vscode.Uri ? verdicts.at(named) : active.rated;
  const decided = known && (await decisions.kept(known.key));
  if (decided) return decided.decision;
  throw new CouldNotRate(
    'internal',
    ledger.isOn ? 'There is no decision on this document in the ledger.' : 'The ledger is turned off.',
    ledger.isOn ? 'Rate it first.' : 'Turn on the setting bouncer.ledger.enabled.',
  );
}

/** Opens what was decided on: the file if it still exists, else the text if it was kept. @throws CouldNotRate */
async function openDecision({ ledger, snapshots }: Kit, named: unknown): Promise<void> {
  const entry = entryOf(named);
  if (!entry) return;
  const { decision } = entry;
  const file = await fileOf(decision);
  if (file) {
    await vscode.window.showTextDocument(file, { preview: true });
    return;
  }
  const text = await ledger.ledger.text(decision.inputHash);
  if (text === undefined) {
    throw new CouldNotRate(
      'unreadable',
      `${decision.source} is not in this workspace, and its text was not kept.`,
      'Open the folder that it is in; the setting bouncer.ledger.keepText keeps texts from now on.',
    );
  }
  const name = decision.source.split('/').at(-1) ?? decision.source;
  const extension = decision.door === 'input' ? '.md' : '.diff';
  await snapshots.show(`${name} as it was rated${extension}`, text, { preview: true });
}

function entryOf(target: unknown): Entry | undefined {
  const node = target as HistoryNode | undefined | null;
  return typeof node === 'object' && node !== null && 'kind' in node && node.kind === 'entry'
    ? node.entry
    : undefined;
}

async function askForReason(decision: DecisionRecord): Promise<string | undefined> {
  const other = 'Other…';
  const title = `Disagree: ${otherWay(decision)}`;
  const picked = await vscode.window.showQuickPick([...overrideReasons(decision), other], {
    title,
    placeHolder: 'Why?',
  });
  if (picked !== other) return picked;
  const words = await vscode.window.showInputBox({
    title,
    prompt: 'Why, in your own words',
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? 'Enter a reason in a few words.' : undefined),
  });
  return words?.trim();
}
