import { type Choice, pick } from '../../ask.js';
import { type Dismissals, fingerprintOf } from '../../dismissals.js';
import { nothing } from '../../guard.js';
import type { FindingThread } from './threads.js';

const reasons: readonly Choice<string>[] = [
  ['Not a Problem', 'not a problem', 'the finding is wrong'],
  ['Intended', 'intended', 'it is so on purpose'],
  ['Later', 'later', 'it is dealt with elsewhere'],
  ['No Reason', '', 'only hide it'],
];

/** Hides a finding, for a reason that the person picks. */
export async function dismissFor(dismissals: Dismissals, { finding }: FindingThread): Promise<void> {
  const reason = await pick('Why Dismiss It?', reasons);
  if (reason !== undefined) await dismissals.dismiss(fingerprintOf(finding), reason);
}

/** Turns the rule of a finding off for its file or one of the folders around. @throws CouldNotRate without a place */
export async function turnOffAt(dismissals: Dismissals, { finding }: FindingThread): Promise<void> {
  const path = finding.place?.file?.path;
  if (!path) throw nothing('The finding stands in no file.', 'Dismiss it instead.');
  const names = path.split('/').slice(0, -1);
  const folders = names.map((_, i) => `${names.slice(0, i + 1).join('/')}/`).reverse();
  const choices: Choice<string>[] = [
    [path, path, 'this file'],
    ...folders.map((folder): Choice<string> => [folder, folder, 'this folder']),
  ];
  const where = await pick(`Turn Off "${finding.id}" In`, choices);
  if (where !== undefined) await dismissals.turnOff({ id: finding.id, path: where });
}
