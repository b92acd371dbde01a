import * as vscode from 'vscode';
import { CouldNotRate } from '../../../core/rating.js';
import { hostOf } from '../../../models/faults.js';
import { runCommand } from '../../commands.js';
import { completeStep } from '../../firstSteps.js';
import type { Kit } from '../../kit.js';
import { inform } from '../../notices.js';
import { asksModel, whyNoModel } from '../../raters.js';
import { changeSetting, doorPrefixes, setting } from '../../settings.js';
import { type Connected, ModelWizard } from './modelWizard.js';

/** Leads to a model that answers, has it rate, and offers to review with it. @throws CouldNotRate where no model may be asked */
export async function connectModel(kit: Kit): Promise<void> {
  const connected = await connect(kit, true);
  if (!connected) return;
  const { model, provider, answered } = connected;
  const kind = provider === 'editor' ? 'editor' : 'chat';
  for (const door of Object.values(doorPrefixes)) {
    const now = setting(`${door}.rater`);
    // An agentic rater or a panel asks this model as well.
    const isAsked = kind === 'chat' && now !== 'editor' && asksModel(now);
    if (!isAsked) await changeSetting(`${door}.rater`, kind);
  }
  completeStep('model');
  const seconds = (answered / 1_000).toFixed(1);
  const review = 'Review Now';
  void inform(
    `${model} answered in ${seconds} s. It rates from now on when you ask; what Bouncer rates by itself stays local.`,
    review,
  ).then((picked) => picked === review && reviewNow(kit));
}

/** Connects a model of a server for a rater that a person chose already. False when they give up. */
export async function connectServer(kit: Kit): Promise<boolean> {
  return (await connect(kit, false)) !== undefined;
}

async function connect(kit: Kit, hasEditor: boolean): Promise<Connected | undefined> {
  const why = whyNoModel(undefined);
  if (why)
    throw new CouldNotRate(
      'forbidden',
      `No model may be asked here, because ${why}.`,
      'Use the local rater.',
    );
  const connected = await ModelWizard.run(kit, hasEditor);
  if (connected) await keep(kit, connected);
  return connected;
}

/** Keeps where the model is and its key, for the user and on this machine. */
async function keep(kit: Kit, { provider, address, apiVersion, key, model }: Connected): Promise<void> {
  kit.log.info(`Connected to ${model} at ${provider === 'editor' ? 'the editor' : hostOf(address)}.`);
  if (provider === 'editor') return changeSetting('editorModel', model);
  const { raters } = kit;
  if (key !== (await (await raters.models()).keyFor(address))) await raters.setKey(key, address);
  await changeSetting('chat.baseUrl', address);
  if (setting('chat.azureApiVersion') !== apiVersion) await changeSetting('chat.azureApiVersion', apiVersion);
  await changeSetting('chat.model', model);
}

/** Rates what is on show, else the changes of the working tree. */
function reviewNow({ verdicts }: Kit): Thenable<unknown> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const known = uri && verdicts.at(uri);
  return known ? runCommand('bouncer.rate', uri) : runCommand('bouncer.reviewWorkingTree');
}
