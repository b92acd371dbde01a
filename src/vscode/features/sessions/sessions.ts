import * as vscode from 'vscode';
import type { Handlers } from '../../commands.js';
import type { Kit } from '../../kit.js';
import { once } from '../../once.js';
import type { ReviewPanel } from '../review/reviewPanel.js';
import type { ReviewCommands } from './reviewCommands.js';
import { ReviewView, reviewsKey } from './view.js';

/** Reviews of repositories' changes. All but their view is loaded with the first of them. */
export function activateSessions(kit: Kit, panel: ReviewPanel) {
  const { workspaceState, log } = kit;
  const view = new ReviewView(kit);
  const load = once(async () => {
    const { ReviewCommands } = await import('./reviewCommands.js');
    return new ReviewCommands(kit, panel, view);
  });
  const having =
    (work: (commands: ReviewCommands, argument: unknown) => unknown) => async (argument: unknown) =>
      work(await load(), argument);

  const restore = async () => (await load()).reviews.restore();
  if (vscode.workspace.isTrusted && workspaceState.get<readonly unknown[]>(reviewsKey)?.length) {
    restore().catch((error: Error) => log.warn(`Reviews could not be opened again: ${error.message}`));
  }

  const commands = {
    'bouncer.reviewWorkingTree': having((reviews) => reviews.reviewChanges()),
    'bouncer.reviewScope': having((reviews) => reviews.reviewOther()),
    'bouncer.openReviewed': having((reviews, node) => reviews.openReviewed(node)),
    'bouncer.openAllReviewed': having((reviews, node) => reviews.openAll(node)),
    'bouncer.reviewAgain': having((reviews, node) => reviews.again(node)),
    'bouncer.closeReview': having((reviews, node) => reviews.close(node)),
    'bouncer.nextFinding': having((reviews) => reviews.step(1)),
    'bouncer.previousFinding': having((reviews) => reviews.step(-1)),
    'bouncer.dismissHere': having((reviews, argument) => reviews.dismiss(argument)),
    'bouncer.turnRuleOff': having((reviews, argument) => reviews.turnRuleOff(argument)),
    'bouncer.copyFinding': having((reviews, argument) => reviews.copyFinding(argument)),
  } satisfies Partial<Handlers>;
  return { commands, load, view };
}
