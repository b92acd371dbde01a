import * as vscode from 'vscode';
import type { Handlers } from '../../commands.js';
import { completeStep } from '../../firstSteps.js';
import type { Kit } from '../../kit.js';
import { activateRaterStatus } from './status.js';

/** Who rates, and how its model is reached. */
export function activateRaters(kit: Kit) {
  activateRaterStatus(kit);
  const load = () => import('./commands.js');
  return {
    'bouncer.connectModel': async () => (await import('./connectModel.js')).connectModel(kit),
    'bouncer.chooseRater': async () => (await load()).chooseRater(kit),
    'bouncer.setApiKey': async () => (await load()).setKey(kit),
    'bouncer.testConnection': async () => (await load()).testConnection(kit),
    'bouncer.clearAnswerCache': async () => (await load()).clearCache(kit),
    'bouncer.showCard': async () => {
      const card = vscode.Uri.joinPath(kit.extensionUri, 'docs', 'local-rater.md');
      await vscode.commands.executeCommand('markdown.showPreview', card);
      completeStep('trust');
    },
  } satisfies Partial<Handlers>;
}
