import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type LedgerRepository, ledgerRepository } from './record.js';

/** The repository that a folder belongs to: that of the nearest folder upwards which is under Git, or else its own. */
export async function repositoryAt(directory: string): Promise<LedgerRepository> {
  const start = resolve(directory);
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return ledgerRepository(folder);
    if (dirname(folder) === folder) return ledgerRepository(start);
  }
}
