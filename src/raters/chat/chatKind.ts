import { calibrationFor, limitsAt } from '../../calibration/calibrationsInForce.js';
import type { Door } from '../../core/rating.js';
import type { ChatModel } from '../../models/chatModel.js';
import { byDoor, evenLimits, type KnownAnswers, type Rater, type RaterKindEntry } from '../rater.js';
import { ChatRater } from './chatRater.js';
import type { ChatServices, ChatSettings } from './services.js';

/** A kind of rater that asks one model, with what is known of that model's answers. */
export function chatKind(
  kind: string,
  Kind: new (services: ChatServices, settings: ChatSettings) => Rater,
): RaterKindEntry {
  const nameOf = ([model]: readonly ChatModel[]) => `${kind}:${model?.name}`;
  const calibrationAt = (door: Door, { models, calibrations }: KnownAnswers) =>
    calibrations && calibrationFor(door, nameOf(models), calibrations);
  return {
    title: 'Chat',
    help: 'A model on an OpenAI-compatible server.',
    needs: ['model'],
    make({ chat }, services) {
      const { spending, cache } = services;
      const [model] = services.models as [ChatModel];
      const calibrations = byDoor((door) => calibrationAt(door, services)?.calibration);
      const stacks = byDoor((door) => calibrationAt(door, services)?.besideLocal?.stack);
      const besideLocal = services.calibrations && { stacks };
      return new Kind({ model, spending, cache, calibrations, besideLocal }, chat);
    },
    limits(door, _, services, baseRate) {
      const known = calibrationAt(door, services);
      return known ? limitsAt(known.besideLocal ?? known, baseRate) : evenLimits;
    },
  };
}

export const chat = chatKind('chat', ChatRater);
