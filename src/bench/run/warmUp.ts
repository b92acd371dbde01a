import { rate } from '../../engine/rate.js';
import { redact } from '../../privacy/secrets.js';
import { triesToSteer } from '../../raters/chat/guard.js';
import { localRater } from '../../raters/local/localRater.js';

/** Loads and tries out what a chat rater needs, so that its first requests go out together. */
export async function warmUp(): Promise<void> {
  const policy = { threshold: 0.5, minimumCoverage: 0, failOpen: false };
  const text = 'A title\n\nIt fails with `ValueError` in `parse()`, and should not.';
  await redact(text);
  triesToSteer(text);
  await rate({ door: 'input', text, source: '' }, { rater: localRater, policy });
}
