import { usualRisk } from '../core/policy.js';
import type { Door } from '../core/rating.js';
import { options } from '../engine/config/generated.js';
import { type Format, formats } from '../outputs/formats.js';
import { needs } from '../raters/registry.js';
import { flag, oneOf, text, type Values } from './options.js';
import { UsageError } from './usageError.js';

const { mirror: _, generated, next, risk, ...settings } = options;

/** The options of `bouncer ticket` and `bouncer patch`. */
export const common = {
  repo: text(
    'dir',
    'The code base: checks whether a patch applies and parses, and whether what a ticket names exists.',
  ),
  format: {
    ...oneOf('name', Object.keys(formats) as Format[], 'How the verdict is printed.'),
    default: 'text' as const,
  },
  json: {
    ...flag('Print the verdict as JSON (docs/json.md describes it): short for --format json.'),
    conflicts: ['format'],
  },
  jsonl: {
    ...flag(
      'Rate each row of FILE (JSON lines, CSV or Parquet), a task of BouncerBench or an issue as JSON, and print a line of JSON for each.',
    ),
    conflicts: ['format', 'json', 'ticket'],
  },
  showPrompt: flag('Print what would be sent, secrets removed, and send nothing.'),
  ...settings,
} as const;

/** Those of `bouncer patch` alone. */
export const patchOptions = {
  ticket: text('file', 'The ticket that the patch answers.'),
  agent: text(
    'name',
    'Who made the patch, with its model where that is known (default: by the branch and the last commit of --repo, or the column agent of --jsonl).',
  ),
  next: { ...next, conflicts: ['threshold'] },
  risk: { ...risk, conflicts: ['threshold'] },
  generated,
} as const;

/** What the user asked of `bouncer ticket` or `bouncer patch`; the file is a path, or `-` for standard input. */
export type Arguments = Values<typeof common> &
  Partial<Values<typeof patchOptions>> & { readonly door: Door; readonly file: string };

/** @throws UsageError */
export function checkArguments({
  rater,
  ticket,
  file,
  showPrompt,
  calibration,
  next,
  risk = usualRisk,
}: Pick<Arguments, 'rater' | 'ticket' | 'file' | 'showPrompt' | 'calibration' | 'next' | 'risk'>): void {
  if (ticket === '-' && file === '-')
    throw new UsageError('Only one of patch and ticket can come from standard input.');
  if (risk !== usualRisk && next !== 'nobody') throw new UsageError('--risk works with --next nobody.');
  const sends = needs(rater, 'model');
  if (!sends && showPrompt)
    throw new UsageError('--show-prompt works with --rater chat, agentic or panel: the others send nothing.');
  if (rater === 'checks' && calibration !== undefined)
    throw new UsageError('--calibration works with every rater but checks.');
}
