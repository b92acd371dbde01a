import packageJson from '../../../package.json' with { type: 'json' };
import { CouldNotRate, type RaterIdentity } from '../../core/rating.js';
import { promptHash } from './plan.js';
import type { RunSettings } from './runFolder.js';

/** Why a run can't go on with a rater that is not the one that it was begun with. */
export function otherRater(settings: RunSettings, now: RaterIdentity): CouldNotRate {
  const { bouncer, rater, doors, choice } = settings;
  if (bouncer !== packageJson.version) {
    return refused(
      `The run was begun with Bouncer ${bouncer}, and this is Bouncer ${packageJson.version}, which rates otherwise.`,
      `Use Bouncer ${bouncer}, or run it anew.`,
    );
  }
  const putBack = 'Put back what was changed in its run.json or in the settings, or run it anew.';
  if (now.name !== rater.name)
    return refused(`The run was begun with ${rater.name}, and this is ${now.name}.`, putBack);
  if (settings.promptHash !== null && settings.promptHash !== promptHash(doors, choice))
    return refused(
      `${rater.name} is not as the run was begun: its prompt, strategy or limit of output tokens is another.`,
      putBack,
    );
  const where = settings.baseUrl === null ? '' : ` (in its run.json ${settings.baseUrl})`;
  return refused(
    `${rater.name} is not as the run was begun: its server${where} or its number of samples is another.`,
    putBack,
  );
}

function refused(message: string, nextStep: string): CouldNotRate {
  return new CouldNotRate('forbidden', message, nextStep);
}
