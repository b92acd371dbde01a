import { calibrationFor, stackFor } from '../../calibration/calibrationsInForce.js';
import { type Door, doors } from '../../core/rating.js';
import type { ChatModel } from '../../models/chatModel.js';
import { localRater } from '../local/localRater.js';
import { evenThreshold, type Rater, type RaterKindEntry, type RaterServices } from '../rater.js';
import { ChatRater } from './chatRater.js';
import type { ChatServices, ChatSettings } from './services.js';

type Known = Pick<RaterServices, 'models' | 'calibrations'>;

/** A kind of rater that asks one model, with what is known of that model's answers. */
export function chatKind(
  kind: string,
  Kind: new (services: ChatServices, settings: ChatSettings) => Rater,
): RaterKindEntry {
  const nameOf = ([model]: readonly ChatModel[]) => `${kind}:${model?.name}`;
  const calibrationAt = (door: Door, { models, calibrations }: Known) =>
    calibrations && calibrationFor(door, nameOf(models), calibrations);
  const stackAt = (door: Door, { models, calibrations }: Known) =>
    calibrations && stackFor(door, [localRater.identity.name, nameOf(models)], calibrations);
  return {
    title: 'Chat',
    help: 'A model on an OpenAI-compatible server.',
    needs: ['model'],
    make({ chat }, services) {
      const [model] = services.models as [ChatModel];
      const known = {
        calibrations: byDoor((door) => calibrationAt(door, services)?.calibration),
        stacks: byDoor((door) => stackAt(door, services)?.stack),
      };
      return new Kind(chatServices(model, services, known), chat);
    },
    threshold: (door, _, services) =>
      (stackAt(door, services) ?? calibrationAt(door, services))?.threshold ?? evenThreshold,
  };
}

/** What a chat rater of one model works with. */
export function chatServices(
  model: ChatModel,
  { spending, cache, calibrations: inForce }: RaterServices,
  {
    calibrations = {},
    stacks = {},
  }: Pick<ChatServices, 'calibrations'> & Partial<ChatServices['besideLocal']> = {},
): ChatServices {
  return {
    model,
    spending,
    calibrations,
    besideLocal: inForce && { stacks },
    cache,
  };
}

/** What is known at each door. */
export function byDoor<Value>(knownAt: (door: Door) => Value | undefined): Partial<Record<Door, Value>> {
  const known: Partial<Record<Door, Value>> = {};
  for (const door of doors) {
    const value = knownAt(door);
    if (value !== undefined) known[door] = value;
  }
  return known;
}

export const chat = chatKind('chat', ChatRater);
