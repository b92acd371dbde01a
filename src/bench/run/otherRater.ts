import { version } from '../../../package.json';
import { CouldNotRate, type RaterIdentity } from '../../core/rating.js';
import { promptHash } from './plan.js';
import type { RunSettings } from './runSettings.js';

/** Why a run can't go on with a rater that is not the one that it was begun with. */
export function otherRater(settings: RunSettings, now: RaterIdentity): CouldNotRate {
  const { bouncer, rater, doors, choice } = settings;
  if (bouncer !== version) {
    return refused(
      `The run was started with Bouncer ${bouncer}, and this is Bouncer ${version}, which rates differently.`,
      `Use Bouncer ${bouncer}, or start a new run.`,
    );
  }
  const putBack = 'Undo the change in its run.json or in the settings, or start a new run.';
  if (now.name !== rater.name)
    return refused(`The run was started with ${rater.name}, and this is ${now.name}.`, putBack);
  if (settings.promptHash !== null && settings.promptHash !== promptHash(doors, choice))
    return refused(
      `${rater.name} has changed since the run was started: its prompt, strategy or limit of output tokens differs.`,
      putBack,
    );
  const where = settings.baseUrl === null ? '' : ` (in its run.json ${settings.baseUrl})`;
  return refused(
    `${rater.name} has changed since the run was started: its server${where} or its number of samples differs.`,
    putBack,
  );
}

function refused(message: string, nextStep: string): CouldNotRate {
  return new CouldNotRate('forbidden', message, nextStep);
}
