import { join } from 'node:path';
import * as vscode from 'vscode';
import { counted } from '../../../core/counted.js';
import { raterKinds } from '../../../engine/config/generated.js';
import { AnswerCache } from '../../../models/answerCache.js';
import { hostOf } from '../../../models/faults.js';
import { modelNames } from '../../../models/openaiModel.js';
import { type Choice, pick } from '../../ask.js';
import type { Kit } from '../../kit.js';
import { editorModels } from '../../models.js';
import { inform } from '../../notices.js';
import { signalOf, underNotification } from '../../progress.js';
import { asksModel, type ChosenKind, whyNoModel } from '../../raters.js';
import { changeSetting, setting } from '../../settings.js';
import { connectServer } from './connectModel.js';

interface Offer {
  readonly label: string;
  readonly rater: ChosenKind;
  /** Of the editor's models, which. */
  readonly model?: string;
}

export async function chooseRater(kit: Kit): Promise<void> {
  const why = whyNoModel(vscode.window.activeTextEditor?.document.uri);
  const offer = await pick('Choose Reviewer', offers(!why), {
    placeHolder: why
      ? `Only what works on this machine, because ${why}.`
      : 'What Bouncer rates by itself is always rated locally.',
    matchOnDescription: true,
  });
  if (!offer) return;
  const doors = await pick<readonly ('tickets' | 'patches')[]>(`${offer.label}: at Which Door`, [
    ['Tickets and Patches', ['tickets', 'patches']],
    ['Tickets', ['tickets']],
    ['Patches', ['patches']],
  ]);
  if (!doors || !(await complete(kit, offer))) return;
  for (const door of doors) await changeSetting(`${door}.rater`, offer.rater);
}

/** Lets a person pick a rater for one purpose, without changing the settings but for what it needs. */
export async function pickRaterKind(kit: Kit, title: string): Promise<Offer['rater'] | undefined> {
  const offer = await pick(title, offers(!whyNoModel(undefined)), { matchOnDescription: true });
  return offer && (await complete(kit, offer)) ? offer.rater : undefined;
}

export async function setKey({ raters }: Kit): Promise<void> {
  const host = hostOf(setting('chat.baseUrl'));
  const key = await vscode.window.showInputBox({
    title: `API Key for ${host}`,
    prompt: `It is kept in the editor's secret storage and sent to ${host} only. Leave it empty to delete the key.`,
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined) return;
  await raters.setKey(key.trim());
  void inform(`The key for ${host} is ${key.trim() === '' ? 'deleted' : 'kept'}.`);
}

/** Asks the server for its models, and tells whether the chosen one is among them. @throws CouldNotRate */
export async function testConnection({ raters }: Kit): Promise<void> {
  const host = hostOf(setting('chat.baseUrl'));
  const [wanted = ''] = modelNames(setting('chat.model'));
  const model = await (await raters.models()).onServer(wanted);
  const names = await underNotification(`Asking ${host}`, (token) => model.list(signalOf(token)));
  const has =
    wanted === ''
      ? 'No model is set yet.'
      : names.includes(wanted)
        ? `It offers "${wanted}".`
        : `It does not offer "${wanted}".`;
  void inform(`${host} answers and offers ${counted(names.length, 'model')}. ${has}`);
}

export async function clearCache({ storage }: Kit): Promise<void> {
  await new AnswerCache(join(storage, 'answers')).clear();
  void inform("Bouncer's cached answers are cleared.");
}

async function offers(withModels: boolean): Promise<readonly Choice<Offer>[]> {
  const server = `${setting('chat.model') || 'no model yet'} at ${hostOf(setting('chat.baseUrl'))}`;
  const kinds = Object.keys(raterKinds) as (keyof typeof raterKinds)[];
  const own = withModels ? await editorModels({}).catch(() => []) : [];
  return [
    ...kinds
      .filter((kind) => withModels || !asksModel(kind))
      .map((rater): Choice<Offer> => {
        const { title: label, help } = raterKinds[rater];
        return [label, { label, rater }, asksModel(rater) ? server : undefined, help];
      }),
    ...own.map(({ id, name: label, vendor }): Choice<Offer> => {
      return [label, { label, rater: 'editor', model: id }, `of the editor (${vendor})`];
    }),
  ];
}

/** Sets what a rater can't do without, which a wizard asks for. False when the person gives up. */
async function complete(kit: Kit, { rater, model }: Offer): Promise<boolean> {
  if (rater === 'editor') await changeSetting('editorModel', model ?? '');
  if (rater === 'editor' || !asksModel(rater)) return true;
  const known = await kit.raters.models();
  const isComplete = await known.chosen().then(
    () => true,
    () => false,
  );
  return isComplete || connectServer(kit);
}
