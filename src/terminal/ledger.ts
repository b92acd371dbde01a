import type { KnownOutcomes } from '../core/baseRate.js';
import type { Subject } from '../core/subject.js';
import type { Verdict } from '../core/verdict.js';
import { Ledger } from '../ledger/ledger.js';
import { PatchOutcomes } from '../ledger/outcomes.js';
import { keptOf } from '../ledger/record.js';
import { repositoryAt } from '../ledger/repositoryAt.js';
import { say } from './say.js';

/** Keeps decisions in a folder. A failure is told once, on standard error, and changes no rating. */
export interface Keeper {
  /** What became of patches of this agent, and in this repository, as the folder said when it was opened. */
  outcomes(agent: string | undefined): KnownOutcomes;
  keep(verdict: Verdict, subject: Subject, milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

/** @param repositoryDirectory the code base of what is rated, if it is known */
export async function openKeeper(directory: string, repositoryDirectory?: string): Promise<Keeper> {
  const ledger = new Ledger(directory);
  const repository = repositoryDirectory === undefined ? null : await repositoryAt(repositoryDirectory);
  // What can't be read is told when it can't be written either.
  const entries = await ledger.load().then(
    (view) => view.entries,
    () => [],
  );
  const known = new PatchOutcomes(entries);
  let hasComplained = false;
  return {
    outcomes: (agent) => known.of(agent, repository?.key),
    async keep(verdict, { text, ticket, agent }, milliseconds) {
      const kept = keptOf(verdict, {
        text,
        ticketText: ticket?.text,
        repository,
        agent,
        calibration: verdict.calibration?.version ?? null,
        milliseconds,
        keepText: false,
      });
      try {
        await ledger.append(kept);
      } catch (error) {
        if (!hasComplained) say(`bouncer: the decision was not kept: ${(error as Error).message}`);
        hasComplained = true;
      }
    },
    close: () => ledger.close().catch(() => undefined),
  };
}
