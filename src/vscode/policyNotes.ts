import type * as vscode from 'vscode';
import { isSameRater } from '../calibration/calibrationsInForce.js';
import type { Door } from '../core/rating.js';
import type { Verdict } from '../core/verdict.js';

interface PolicyNote {
  readonly threshold: number;
  readonly rater: string;
  readonly sentence: string;
}

/** Remembers what the thresholds were chosen for, on this machine. */
export class PolicyNotes {
  constructor(private readonly memory: vscode.Memento) {}

  async keep(door: Door, note: PolicyNote): Promise<void> {
    await this.memory.update(`policy.${door}`, note);
  }

  /** The sentence for a verdict; empty where its threshold is another one by now, or another rater rated. */
  noteOn({ door, rater, unrated, threshold }: Verdict): string {
    const note = this.memory.get<PolicyNote>(`policy.${door}`);
    if (!note || unrated || note.threshold !== threshold) return '';
    return isSameRater(note.rater, rater.name) ? note.sentence : '';
  }
}
