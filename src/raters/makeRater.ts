import { type CalibrationsInForce, calibrationFor, stackFor } from '../calibration/calibrationsInForce.js';
import type { FittedCalibration, FittedStack } from '../calibration/doorCalibration.js';
import { CouldNotRate, type Door } from '../core/rating.js';
import { money } from '../core/ratingWords.js';
import { AgenticRater } from './agentic/agenticRater.js';
import type { AnswerCache } from './chat/answerCache.js';
import type { ChatModel } from './chat/chatModel.js';
import { ChatRater, type ChatSettings } from './chat/chatRater.js';
import { messageTokens } from './chat/fit.js';
import { costOf, priceOf, type Spending } from './chat/spending.js';
import { given, type Input, type JudgeOptions } from './judge.js';
import { localRater } from './local/localRater.js';
import { PanelRater, type PanelSettings } from './panel/panelRater.js';
import type { Rater } from './rater.js';

export const raterKinds = ['local', 'chat', 'agentic', 'panel'] as const;
export type RaterKind = (typeof raterKinds)[number];

/** Which rater to make, as plain data: it crosses from the editor to its rating thread. */
export interface RaterChoice {
  readonly kind: RaterKind;
  readonly chat: ChatSettings;
  readonly panel: PanelSettings;
}

export interface RaterServices {
  /** The models to ask, cheapest first; all but a panel ask only the first. */
  readonly models: readonly ChatModel[];
  readonly spending: Spending;
  readonly cache?: AnswerCache;
  /** Absent: ratings stay as the model gives them, as a benchmark records them. */
  readonly calibrations?: CalibrationsInForce;
}

/** The bounce probability from which raters without a trained threshold abstain. */
const evenThreshold = 0.5;

export function makeRater({ kind, chat, panel }: RaterChoice, services: RaterServices): Rater {
  if (kind === 'local') return localRater;
  const { models, spending, cache } = services;
  const Kind = kind === 'agentic' ? AgenticRater : ChatRater;
  const calibrations = byDoor((door) => calibrationOf(kind, door, services)?.calibration);
  const besideLocal = services.calibrations && {
    stacks: byDoor((door) => stackWithLocal(kind, door, services)?.stack),
  };
  const raters = models.map(
    (model) =>
      new Kind(
        { model, spending, calibrations, ...(besideLocal && { besideLocal }), ...(cache && { cache }) },
        chat,
      ),
  );
  if (kind === 'panel')
    return new PanelRater(
      [localRater, ...raters],
      panel,
      byDoor((door) => stackOf(door, services)?.stack),
    );
  return raters[0] as Rater;
}

/** What a rater would send for an input, as text for people. @throws CouldNotRate, MalformedPatch */
export async function promptFor(
  door: Door,
  input: Input & { readonly ticket?: Input },
  options: Omit<JudgeOptions, 'rater' | 'policy'>,
  { chat }: RaterChoice,
  { models: [model], spending }: RaterServices,
): Promise<string> {
  if (!model)
    throw new CouldNotRate(
      'forbidden',
      'The local rater sends nothing.',
      'Choose another rater to see what that would send.',
    );
  const rater = new ChatRater({ model, spending }, chat);
  const request = await rater.preview(await given(door, input, options));
  const { messages, maxOutputTokens } = request;
  const tokens = messageTokens(request);
  const price = priceOf(model.name, chat.prices);
  const cost = price
    ? `${money(costOf(price, tokens, 0))}, and at most ${money(costOf(price, 0, maxOutputTokens))} for the answer`
    : 'price unknown';
  const head = `To ${model.name} at ${model.host}: about ${tokens.toLocaleString('en')} tokens, ${cost}.`;
  const body = messages.map(({ role, text }) => `[${role}]\n${text}\n`).join('\n');
  return `${head}\n\n${body}`;
}

/** The calibration of the rater's answers at a door, where one is known. A panel's members speak as they are. */
function calibrationOf(
  kind: RaterKind,
  door: Door,
  { models: [model], calibrations }: Pick<RaterServices, 'models' | 'calibrations'>,
): FittedCalibration | undefined {
  if (!calibrations || !model || (kind !== 'chat' && kind !== 'agentic')) return undefined;
  return calibrationFor(door, `${kind}:${model.name}`, calibrations);
}

/** The stack of a panel's models at a door, where one is known. */
function stackOf(
  door: Door,
  { models, calibrations }: Pick<RaterServices, 'models' | 'calibrations'>,
): FittedStack | undefined {
  return (
    calibrations &&
    stackFor(
      door,
      models.map(({ name }) => `chat:${name}`),
      calibrations,
    )
  );
}

/** The stack of a rater's model and the local rater at a door, where one is known. */
function stackWithLocal(
  kind: RaterKind,
  door: Door,
  { models: [model], calibrations }: Pick<RaterServices, 'models' | 'calibrations'>,
): FittedStack | undefined {
  if (!calibrations || !model || (kind !== 'chat' && kind !== 'agentic')) return undefined;
  return stackFor(door, [localRater.identity.name, `${kind}:${model.name}`], calibrations);
}

/** What is known at each door. */
function byDoor<Known>(knownAt: (door: Door) => Known | undefined): Partial<Record<Door, Known>> {
  const [input, output] = (['input', 'output'] as const).map(knownAt);
  return { ...(input && { input }), ...(output && { output }) };
}

/** The bounce probability from which a rater abstains where the user sets none: its calibration's, or else its own. */
export function thresholdOf(
  { kind, panel }: Pick<RaterChoice, 'kind' | 'panel'>,
  door: Door,
  services: Pick<RaterServices, 'models' | 'calibrations'>,
): number {
  const isStacked = kind === 'panel' && panel.combination === 'stack';
  const known = isStacked
    ? stackOf(door, services)
    : (stackWithLocal(kind, door, services) ?? calibrationOf(kind, door, services));
  return known?.threshold ?? defaultThreshold(kind, door);
}

export function defaultThreshold(kind: RaterKind, door: Door): number {
  return kind === 'local' ? localRater.thresholds[door] : evenThreshold;
}
