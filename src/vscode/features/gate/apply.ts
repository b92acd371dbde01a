import * as vscode from 'vscode';
import { counted } from '../../../core/counted.js';
import { decodeInput, type Encoding, encodingOf } from '../../../core/inputText.js';
import { MalformedPatch } from '../../../core/patch.js';
import { CouldNotRate } from '../../../core/rating.js';
import { applyToFolder, type Conflict, type Undo } from '../../../gate/applyPatch.js';
import { runCommand } from '../../commands.js';
import { codeBaseOf, unsavedIn } from '../../documents.js';
import { needTrust, nothing } from '../../guard.js';
import type { Kit } from '../../kit.js';
import { inform, warn } from '../../notices.js';
import { signalOf, withProgress } from '../../progress.js';
import { passes } from './passes.js';

/** Context key: the last patch that was applied can be taken back. */
const appliedContext = 'bouncer.applied';

/** Applies reviewed patches to the folder that they are about, and takes the last one back. */
export class PatchApplier {
  private last: Undo | undefined;

  constructor(private readonly kit: Kit) {}

  /** @throws CouldNotRate */
  async apply(uri: vscode.Uri): Promise<void> {
    needTrust('Applying a patch');
    const { verdicts } = this.kit;
    const known = verdicts.at(uri);
    if (known?.workingTree) {
      throw nothing('These changes are in the working tree already.', 'Stage and commit them instead.');
    }
    const folder = known?.directory ?? codeBaseOf(uri);
    if (folder === null) throw nothing('No folder is open.', 'Open the folder to apply the patch to.');
    if (!(await passes(verdicts, uri, 'Apply this patch?', 'Apply Anyway'))) return;
    const document = await vscode.workspace.openTextDocument(uri);
    const { text } = verdicts.sourceOf(document, 'output').read();
    const input = await originalOf(document, text);
    const result = await withProgress('Bouncer applies the patch', (token) =>
      applied(folder, input, signalOf(token)),
    );
    if (result.outcome === 'done') void inform('The code has these changes already.');
    else if (result.outcome === 'refused') void this.tell(uri, folder, result.conflicts);
    else {
      this.keep(result.undo);
      const undo = 'Undo';
      const done = `Applied the patch to ${counted(result.undo.paths.length, 'file')}.`;
      void inform(done, undo).then((picked) => {
        if (picked === undo) void runCommand('bouncer.undoApply');
      });
    }
  }

  /** @throws CouldNotRate */
  async undo(): Promise<void> {
    needTrust('Taking a patch back');
    const { last } = this;
    if (!last) throw nothing('No patch was applied in this window.', 'Take changes back with Git.');
    const changed = await last.run();
    if (changed !== undefined) {
      throw new CouldNotRate(
        'forbidden',
        `${changed} has changed since the patch was applied, so nothing was taken back.`,
        'Take that change back first, or use Git.',
      );
    }
    this.keep(undefined);
    void inform('The patch is taken back.');
  }

  private keep(undo: Undo | undefined): void {
    this.last = undo;
    void vscode.commands.executeCommand('setContext', appliedContext, undo !== undefined);
  }

  /** Says why a patch does not apply, with a button that opens the place. */
  private async tell(uri: vscode.Uri, folder: string, conflicts: readonly Conflict[]): Promise<void> {
    const [first, ...more] = conflicts;
    if (!first) return;
    const { path, file, line, document, reason } = first;
    const where = path === undefined ? '' : `${path}${line ? `, line ${line}` : ''}: `;
    const others = more.length === 0 ? '' : ` ${counted(more.length, 'more file')} can't be changed either.`;
    const open = 'Show Conflict';
    const buttons = path === undefined ? [] : [open];
    const message = `The patch was not applied, and nothing was changed. ${where}${reason}${others}`;
    if ((await warn(message, ...buttons)) !== open) return;
    const target = file === undefined ? uri : vscode.Uri.joinPath(vscode.Uri.file(folder), file);
    const at = Math.max(0, ((file === undefined ? document : line) ?? 1) - 1);
    await vscode.window.showTextDocument(target, { selection: new vscode.Range(at, 0, at, 0) });
  }
}

interface Input {
  readonly text: string;
  readonly encoding: Encoding;
}

async function applied(folder: string, { text, encoding }: Input, signal: AbortSignal) {
  try {
    return await applyToFolder(folder, text, { encoding, signal, busy: new Set(unsavedIn(folder)) });
  } catch (error) {
    if (error instanceof CouldNotRate) throw error;
    if (error instanceof MalformedPatch) throw new CouldNotRate('malformed', error.message, error.nextStep);
    if (signal.aborted) throw new CouldNotRate('cancelled', 'It was cancelled.', 'Apply it again.');
    throw new CouldNotRate(
      'unreadable',
      `Git could not apply the patch, and nothing was changed: ${(error as Error).message}`,
      'Mend that and apply it again.',
      { cause: error },
    );
  }
}

/**
 * A patch with the line ends and the encoding of its file, which a document does not tell, where the file says the same
 * otherwise. What a person reviewed is the document.
 */
async function originalOf({ uri }: vscode.TextDocument, text: string): Promise<Input> {
  const shown: Input = { text, encoding: 'utf-8' };
  if (uri.scheme !== 'file') return shown;
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    const original = decodeInput(bytes, 'patch');
    const isSame = original.replaceAll('\r\n', '\n') === text.replaceAll('\r\n', '\n');
    return isSame ? { text: original, encoding: encodingOf(bytes) } : shown;
  } catch {
    // Not saved yet, or gone.
    return shown;
  }
}
