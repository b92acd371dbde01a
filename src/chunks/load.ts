import { resolve } from 'node:path';

/** Folder of the built chunks; relative to the bundle in what is shipped, absolute in tests and scripts. */
declare const CHUNKS: string;

/**
 * Loads a large library when it is first needed. Each is a file of its own beside the bundles, so that neither
 * activation nor the local rater ever reads it; Node keeps it loaded.
 */
function load<Chunk>(name: string): Chunk {
  return require(resolve(__dirname, CHUNKS, `${name}.js`)) as Chunk;
}

export const loadOpenAi = () => load<typeof import('./openai.js')>('openai');
export const loadSecretlint = () => load<typeof import('./secretlint.js')>('secretlint');
export const loadDatasets = () => load<typeof import('./datasets.js')>('datasets');
export const loadLedger = () => load<typeof import('./ledger.js')>('ledger');
export const loadBabel = () => load<typeof import('./babel.js')>('babel');
