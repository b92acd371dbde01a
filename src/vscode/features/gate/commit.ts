import * as vscode from 'vscode';
import { squeezed } from '../../../core/oneLine.js';
import { parseTicket } from '../../../core/parseTicket.js';
import { CouldNotRate } from '../../../core/rating.js';
import { trailerOf, withTrailer } from '../../../gate/commitMessage.js';
import { type Obstacle, obstacleTo, type ReviewedChanges, stageReviewed } from '../../../gate/stage.js';
import { findClone } from '../../../repository/git.js';
import { runCommand } from '../../commands.js';
import { type GitRepository, repositoryOf } from '../../gitRepositories.js';
import { needTrust, nothing } from '../../guard.js';
import type { Kit } from '../../kit.js';
import { inform, warn } from '../../notices.js';
import { signalOf, withProgress } from '../../progress.js';
import { setting } from '../../settings.js';
import type { RatedSubject } from '../../verdicts.js';
import { passes } from './passes.js';

const obstacles: Readonly<Record<Obstacle, string>> = {
  changed: 'The changes are not those that were reviewed, so nothing was committed.',
  besides: 'Staged changes that were not reviewed would be part of the commit, so nothing was committed.',
  conflict: 'A merge conflict is open, so nothing was committed. Resolve it first.',
};

/** Stages what was reviewed in a working tree, and has VS Code's Git commit it. @throws CouldNotRate */
export async function stageAndCommit(kit: Kit, uri: vscode.Uri): Promise<void> {
  needTrust('Committing');
  const { verdicts, log } = kit;
  const rated = verdicts.at(uri);
  if (!rated?.workingTree) {
    throw nothing('These are not the changes of a working tree.', 'Review the working tree first.');
  }
  if (!(await passes(verdicts, uri, 'Commit these changes?', 'Commit Anyway'))) return;
  const { root, scope } = rated.workingTree;
  const reviewed: ReviewedChanges = { scope, patch: rated.read().text };
  const repository = await repositoryOf(root, 'Committing');
  if (await isHeld(uri, root, reviewed, obstacleTo)) return;
  const message = await askForMessage(kit, rated, repository);
  if (message === undefined || (await isHeld(uri, root, reviewed, stageReviewed))) return;
  try {
    await repository.commit(message);
  } catch (error) {
    const { stderr, message: words } = error as Error & { readonly stderr?: string };
    log.error(`Git did not commit: ${stderr || words}`);
    throw new CouldNotRate(
      'forbidden',
      `Git did not commit: ${squeezed(stderr || words).slice(0, 200)}`,
      'The changes are staged; the log has all that Git and its hooks say.',
    );
  }
  repository.inputBox.value = '';
  void inform(`Committed what was reviewed: ${message.split('\n', 1)[0]}`);
}

/** Does a step of Git's, and says what is in the way, if anything is. @throws CouldNotRate */
async function isHeld(
  uri: vscode.Uri,
  root: string,
  reviewed: ReviewedChanges,
  step: typeof stageReviewed,
): Promise<boolean> {
  const obstacle = await withProgress('Bouncer stages what was reviewed', async (token) => {
    const signal = signalOf(token);
    const clone = await findClone(root);
    if (!clone) throw nothing(`${root} is no Git repository by now.`, 'Open its folder again.');
    try {
      return await step(clone, reviewed, signal);
    } catch (error) {
      if (signal.aborted) throw new CouldNotRate('cancelled', 'It was cancelled.', 'Commit again.');
      const words = `Git can't stage the changes: ${(error as Error).message}`;
      throw new CouldNotRate('unreadable', words, 'Run "git status" in a terminal to see what is wrong.');
    }
  });
  if (obstacle === undefined) return false;
  const again = 'Review Again';
  void warn(obstacles[obstacle], ...(obstacle === 'conflict' ? [] : [again])).then((picked) => {
    if (picked === again) void runCommand('bouncer.rate', uri);
  });
  return true;
}

/** Asks for the subject of the message; what the Source Control view has below it stays. */
async function askForMessage(
  { tickets }: Kit,
  rated: RatedSubject,
  { inputBox }: GitRepository,
): Promise<string | undefined> {
  const [written = '', ...rest] = inputBox.value.trim().split('\n');
  const ticket = written === '' ? await tickets.read(rated) : undefined;
  const subject = await vscode.window.showInputBox({
    title: 'Stage and Commit',
    prompt:
      rest.length === 0 ? 'Commit message' : 'Commit message; the lines below it in Source Control stay',
    value: written || (ticket ? titleOf(ticket.text, ticket.source) : ''),
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? 'Enter a message.' : undefined),
  });
  if (subject === undefined) return undefined;
  const message = [subject.trim(), ...rest].join('\n');
  const { verdict } = rated;
  return verdict && setting('commit.trailer') ? withTrailer(message, trailerOf(verdict)) : message;
}

/** A ticket's title as the subject of a commit; empty where it has none. */
function titleOf(text: string, source: string): string {
  try {
    return squeezed(parseTicket(text, source).title.text);
  } catch {
    return '';
  }
}
