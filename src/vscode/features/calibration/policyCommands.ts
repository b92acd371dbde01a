import * as vscode from 'vscode';
import type { FitWish, PolicyResult } from '../../../bench/calibrationJobs.js';
import { reportCss } from '../../../bench/report/style.js';
import type { PolicyWish } from '../../../calibration/policies.js';
import { calibrationsFolder } from '../../../calibration/savedCalibrations.js';
import { percent, plurals, type Reviewer } from '../../../core/policy.js';
import { askForNumber, type Choice, pick } from '../../ask.js';
import type { Kit } from '../../kit.js';
import { inform } from '../../notices.js';
import { changeSetting, doorPrefixes, setting } from '../../settings.js';
import { WebPanel } from '../../webview/panel.js';
import type { BenchThread } from '../bench/benchThread.js';
import { pickSource } from './pickSource.js';

/** The command that chooses who looks next at patches, or a threshold for what an expert wants, on labeled answers. */
export class PolicyCommands {
  private readonly panel: WebPanel<never>;
  /** The policy on show, to apply. */
  private shown: Parameters<PolicyCommands['apply']> | undefined;

  constructor(
    private readonly kit: Kit,
    private readonly thread: BenchThread,
  ) {
    this.panel = new WebPanel(kit, {
      viewType: 'bouncer.policy',
      title: 'Bouncer Policy',
      css: reportCss,
      commands: ['bouncer.applyPolicy'],
      column: vscode.ViewColumn.Active,
    });
  }

  async choose(): Promise<void> {
    const aim = await pick('Choose Policy: Aim', aims);
    if (aim === undefined) return;
    if (aim === 'person' || aim === 'nobody') return this.review(aim);
    const from = await pickSource('Choose Policy', this.kit.storage);
    if (!from) return;
    const raters = await this.thread.show('Bouncer reads the answers', 'raters', from);
    const choices = raters.map((name) => [name, name] as const);
    const rater = raters.length === 1 ? raters[0] : await pick('Choose Policy: Rater', choices);
    if (rater === undefined) return;
    const wish = await askForWish(aim);
    if (!wish) return;
    const result = await this.find(from, rater, wish);
    if ('impossible' in result.policy) return;
    const set = 'Set Threshold';
    const { threshold, explanation } = result.policy;
    const words = `Bounce ${plurals[from.door]} at ${percent(threshold)} or more? ${explanation}`;
    // A notification may stay forever, so no command waits for it.
    void inform(words, set).then((picked) => {
      if (picked === set) void this.kit.guard.run(() => this.applyAndTell(from, rater, result));
    });
  }

  /** Applies the policy on show: its page has a link to that. */
  async applyShown(): Promise<void> {
    if (this.shown) await this.applyAndTell(...this.shown);
  }

  private async applyAndTell(...shown: Parameters<PolicyCommands['apply']>): Promise<void> {
    const [{ door }, , { policy }] = shown;
    if ('impossible' in policy) return;
    await this.apply(...shown);
    void inform(
      `The threshold for ${plurals[door]} is ${percent(policy.threshold)} from the next rating on.`,
    );
  }

  /** Sets who looks at patches next, and takes back a threshold, which would stand above that. */
  async review(next: Reviewer): Promise<void> {
    let words = 'A person reviews patches next: Bouncer stops only what is likely wrong.';
    if (next === 'nobody') {
      const usual = String(Math.round(100 * setting('patches.risk')));
      const most = await askForNumber('Choose Policy: Risk', usual, 0, 100, mostRisk);
      if (most === undefined) return;
      await changeSetting('patches.risk', most / 100);
      words = `Nobody reviews patches next: they proceed only at a risk of at most ${most}%.`;
    }
    await changeSetting('patches.next', next);
    if (setting('patches.threshold') !== null) await changeSetting('patches.threshold', null);
    void inform(words);
  }

  /** Finds the threshold and shows what it does. @throws CouldNotRate */
  async find(from: FitWish, rater: string, wish: PolicyWish): Promise<PolicyResult> {
    const calibrations = setting('calibration') === 'off' ? null : calibrationsFolder(this.kit.storage);
    const asked = { ...from, rater, wish, calibrations };
    const result = await this.thread.show('Bouncer chooses the threshold', 'policy', asked);
    this.shown = [from, rater, result];
    this.panel.open(result.page);
    return result;
  }

  /** Makes the threshold the door's own, and remembers what it is for. */
  async apply({ door }: FitWish, rater: string, { policy, rows }: PolicyResult): Promise<void> {
    if ('impossible' in policy) return;
    // A threshold that lets everything through may lie a hair above 1.
    const threshold = Math.min(1, policy.threshold);
    const sentence = `By policy: ${policy.explanation} Chosen on ${rows.toLocaleString('en')} labeled ${plurals[door]}.`;
    await this.kit.policyNotes.keep(door, { threshold, rater, sentence });
    await changeSetting(`${doorPrefixes[door]}.threshold`, threshold);
  }
}

const aims: readonly Choice<Reviewer | PolicyWish['kind']>[] = [
  ['A Person Reviews Next', 'person', 'patches: stops only what is likely wrong'],
  ['Nobody Reviews', 'nobody', 'patches: proceeds only where the risk is at most the one that you set'],
  ['Cost', 'cost', 'for experts: what a wrong acceptance and a needless bounce cost'],
  ['Promised Risk', 'risk', 'for experts: a limit on how many of the accepted are wrong'],
  ['Coverage', 'coverage', 'for experts: accept a share of all'],
  ['Threshold', 'threshold', 'for experts: see what a threshold of your own would do'],
];
const mostRisk = 'At most what risk, in percent, may proceed without a review?';

async function askForWish(kind: PolicyWish['kind']): Promise<PolicyWish | undefined> {
  const first = await askForNumber(...firstQuestions[kind]);
  if (first === undefined) return undefined;
  if (kind === 'threshold') return { kind, threshold: first / 100 };
  if (kind === 'coverage') return { kind, share: first / 100 };
  const second = await askForNumber(...secondQuestions[kind]);
  if (second === undefined) return undefined;
  return kind === 'cost'
    ? { kind, wrongAccept: first, needlessBounce: second }
    : { kind, alpha: first / 100, delta: 1 - second / 100 };
}

type Question = Parameters<typeof askForNumber>;
const firstQuestions: Readonly<Record<PolicyWish['kind'], Question>> = {
  risk: ['Choose Policy: Risk', '20', 1, 99, 'At most what percentage of the accepted may be wrong?'],
  cost: ['Choose Policy: Cost', '5', 0, 1_000_000, 'What does a wrong acceptance cost? Any unit will do.'],
  coverage: ['Choose Policy: Coverage', '50', 0, 100, 'What percentage should be accepted?'],
  threshold: ['Choose Policy: Threshold', '50', 0, 100, 'Bounce at what percentage or more?'],
};
const secondQuestions: Readonly<Record<'risk' | 'cost', Question>> = {
  risk: ['Choose Policy: Confidence', '90', 1, 99, 'With what confidence, in percent?'],
  cost: ['Choose Policy: Cost', '1', 0, 1_000_000, 'What does a needless bounce cost, in the same unit?'],
};
