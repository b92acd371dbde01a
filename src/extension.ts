import * as vscode from 'vscode';
import { speakIn } from './core/surface.js';
import { type BouncerApi, createApi } from './vscode/api.js';
import { type Handlers, registerCommands } from './vscode/commands.js';
import { activateAutomatic } from './vscode/features/automatic.js';
import { activateGate } from './vscode/features/gate/gate.js';
import { activateHovers } from './vscode/features/hovers.js';
import { activateLedger } from './vscode/features/ledger/ledger.js';
import { activateLenses } from './vscode/features/lenses.js';
import { activateMeasuring } from './vscode/features/measuringCommands.js';
import { activateProblems } from './vscode/features/problems.js';
import { activateQuestions } from './vscode/features/questions.js';
import { activateRaters } from './vscode/features/raters/raters.js';
import { activateRating } from './vscode/features/rating.js';
import { ReviewPanel } from './vscode/features/review/reviewPanel.js';
import { activateSessions } from './vscode/features/sessions/sessions.js';
import { activateStart } from './vscode/features/start/start.js';
import { activateStatusBar } from './vscode/features/statusBar.js';
import { activateTicketStatus } from './vscode/features/ticketStatus.js';
import { activateVagueWords } from './vscode/features/vagueWords.js';
import { createKit } from './vscode/kit.js';
import { openSettings } from './vscode/settings.js';

/** @internal What the tests of this project work on. Whoever installs the extension does not have it. */
export type Internals = NonNullable<ReturnType<typeof activate>['internals']>;

/** Starts each feature; what other extensions get is the API that `docs/api.md` describes. */
export function activate(context: vscode.ExtensionContext) {
  speakIn('editor');
  const kit = createKit(context);
  const panel = new ReviewPanel(kit);
  const ledger = activateLedger(kit);
  const sessions = activateSessions(kit, panel);
  const { commands: measuringCommands, measuring } = activateMeasuring(kit);
  activateLenses(kit);
  activateHovers(kit);
  activateStatusBar(kit);
  activateTicketStatus(kit);
  activateVagueWords(kit);
  const commands: Handlers = {
    ...activateProblems(kit),
    ...activateRaters(kit),
    ...activateRating(kit, panel),
    ...activateQuestions(kit),
    ...activateStart(kit, panel),
    ...activateGate(kit, sessions),
    ...sessions.commands,
    ...ledger.commands,
    ...measuringCommands,
    'bouncer.openSettings': (query) => openSettings(typeof query === 'string' ? query : ''),
    'bouncer.showLog': () => kit.log.show(),
  };
  kit.own(registerCommands(commands, kit.guard));
  activateAutomatic(kit);
  const isReleased = context.extensionMode === vscode.ExtensionMode.Production;
  const api: BouncerApi = createApi(kit);
  const internals = { ...kit, history: ledger.history, measuring, sessions };
  return { ...api, internals: isReleased ? undefined : internals };
}
