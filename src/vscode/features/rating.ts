import * as vscode from 'vscode';
import type { Door } from '../../core/rating.js';
import type { Handlers } from '../commands.js';
import { doorOf, nameOf } from '../documents.js';
import { nothing } from '../guard.js';
import type { Kit } from '../kit.js';
import { soon } from '../soon.js';
import { folderOf, type SubjectSource } from '../subjectSource.js';
import type { ReviewPanel } from './review/reviewPanel.js';

/** Rates documents, selections and the clipboard, when a person asks for it. */
export function activateRating(
  { verdicts, rater, snapshots, tickets, agents, active }: Kit,
  panel: ReviewPanel,
) {
  /** Rates the document at an address, which it shows, or the active one. */
  const rateDocument = async (door: Door, named: unknown) => {
    const { document } =
      named instanceof vscode.Uri ? await vscode.window.showTextDocument(named) : activeEditor();
    await panel.rate(verdicts.sourceOf(document, door));
  };

  const rateSelection = async (door: Door) => {
    const { document, selection } = activeEditor();
    if (selection.isEmpty) throw nothing('Nothing is selected.', 'Select the text to rate first.');
    const name = nameOf(document.uri).split('/').at(-1) ?? '';
    await rateSnapshot(door, `Selection of ${name}`, document.getText(selection));
  };

  const rateClipboard = async (door: Door) => {
    // In a browser a person has to allow it first, and may overlook the question.
    const text = await soon(
      vscode.env.clipboard.readText(),
      'Reading the clipboard',
      'Allow this page to read it, or paste the text into a new file and rate that.',
      60,
    );
    if (text.trim() === '') throw nothing('The clipboard holds no text.', 'Copy a ticket or patch first.');
    await rateSnapshot(door, 'Clipboard', text);
  };

  const rateSnapshot = async (door: Door, name: string, text: string) => {
    const document = await snapshots.open(`${name}.${door === 'input' ? 'md' : 'diff'}`, text);
    // What was under this name before is another ticket or patch, whose verdict must not stand over this one.
    verdicts.forget(document.uri);
    await vscode.window.showTextDocument(document, { preview: false });
    await panel.rate(verdicts.sourceOf(document, door));
  };

  /** What is at an address, as the ticket or patch that it is known as or looks like. */
  const sourceAt = async (uri: vscode.Uri): Promise<SubjectSource> => {
    const known = verdicts.at(uri);
    if (known) return known;
    const document = await soon(vscode.workspace.openTextDocument(uri), `Opening ${nameOf(uri)}`);
    return verdicts.sourceOf(document, doorOf(document) ?? 'input');
  };

  const rateAgain = async (uri: vscode.Uri) => {
    const source = await sourceAt(uri);
    await source.refresh?.();
    await panel.rate(source);
  };

  const showReview = async (uri: vscode.Uri) => {
    const rated = verdicts.at(uri);
    if (rated?.verdict) panel.show(rated);
    else await rateAgain(uri);
  };

  /** What is known of the subject at an address, and its folder where nothing is. */
  const known = (uri: vscode.Uri) => verdicts.at(uri) ?? { uri, directory: null };

  const chooseAgent = async (uri: vscode.Uri) => {
    const folder = folderOf(known(uri));
    if (folder === null) throw nothing('No folder is open.', 'Open the folder of the code base first.');
    await agents.choose(folder);
  };

  const showWhatIsSent = async (uri: vscode.Uri) => {
    const text = await rater.preview(await sourceAt(uri));
    await snapshots.show(`What is sent for ${nameOf(uri).split('/').at(-1)}.txt`, text);
  };

  return {
    'bouncer.rateTicket': (named) => rateDocument('input', named),
    'bouncer.rateTicketSelection': () => rateSelection('input'),
    'bouncer.rateTicketFromClipboard': () => rateClipboard('input'),
    'bouncer.reviewPatch': (named) => rateDocument('output', named),
    'bouncer.reviewPatchSelection': () => rateSelection('output'),
    'bouncer.reviewPatchFromClipboard': () => rateClipboard('output'),
    'bouncer.rate': (named) => rateAgain(active.addressOf(named)),
    'bouncer.showReview': (named) => showReview(active.addressOf(named)),
    'bouncer.chooseTicket': (named) => tickets.choose(known(active.addressOf(named))),
    'bouncer.chooseAgent': (named) => chooseAgent(active.addressOf(named)),
    'bouncer.showWhatIsSent': (named) => showWhatIsSent(active.addressOf(named)),
  } satisfies Partial<Handlers>;
}

function activeEditor(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  if (!editor) throw nothing('No document is open.', 'Open a ticket or patch first.');
  return editor;
}
