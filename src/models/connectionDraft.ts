import type { UnratedCause } from '../core/rating.js';
import { type Provider, type ProviderId, providers } from './providers.js';

/** What is known so far of a model that a person connects. Nothing of it is kept until all is known and tested. */
export interface Draft {
  readonly provider?: ProviderId | 'editor';
  /** Base URL of the server; empty for the editor's own models. */
  readonly address?: string;
  /** API version of Azure; empty elsewhere. */
  readonly apiVersion?: string;
  /** Empty where none is wanted. */
  readonly key?: string;
  readonly model?: string;
  /** Milliseconds that the answer to the test question took. */
  readonly answered?: number;
  /** The key that the server did not take. */
  readonly refusedKey?: string;
}

const parts = ['provider', 'address', 'apiVersion', 'key', 'model', 'answered'] as const;
export type DraftPart = (typeof parts)[number];

/** What a choice of provider settles at once. */
export function draftFor(id: ProviderId | 'editor'): Draft {
  if (id === 'editor') return { provider: id, address: '', apiVersion: '', key: '' };
  const { baseUrl, azureApiVersion } = providerOf(id);
  return { provider: id, address: baseUrl, apiVersion: azureApiVersion === undefined ? '' : undefined };
}

/** What has to be found out next; undefined when all is known. */
export function missingFrom(draft: Draft): DraftPart | undefined {
  return parts.find((part) => draft[part] === undefined);
}

/** The key to go on with unasked: one that is kept for the host, or none where none is wanted. */
export function keyUnasked({ provider, refusedKey }: Draft, kept: string): string | undefined {
  const isUnused = provider !== undefined && provider !== 'editor' && providerOf(provider).key === 'unused';
  const key = kept || (isUnused ? '' : undefined);
  return key === refusedKey ? undefined : key;
}

/** What a person can do about an error, by the words on the button. */
export const mends = {
  key: 'Enter Key',
  model: 'Choose Model',
  address: 'Change Address',
  provider: 'Choose Provider',
  again: 'Try Again',
  log: 'Show Log',
} as const;
export type Mend = keyof typeof mends;

const mendsByCause: Readonly<Partial<Record<UnratedCause, readonly Mend[]>>> = {
  'no-key': ['key'],
  'no-model': ['model', 'address'],
  unreachable: ['address', 'again'],
  'timed-out': ['again', 'model'],
  'rate-limited': ['again', 'model'],
  'bad-answer': ['model', 'again'],
  refused: ['model'],
  'too-large': ['model'],
};

/** The buttons for an error, the one that most likely helps first. */
export function mendsFor(cause: UnratedCause, { provider, model }: Draft): readonly Mend[] {
  const known = mendsByCause[cause] ?? ['again', 'model'];
  if (provider === 'editor')
    return model === undefined ? ['again', 'provider', 'log'] : ['model', 'again', 'log'];
  // What runs on this machine is at its usual address, but perhaps not started.
  const isLocal = provider !== undefined && providerOf(provider).start !== undefined;
  const ordered = isLocal && cause === 'unreachable' ? [...known].reverse() : known;
  return [...ordered.filter((mend) => mend !== 'model' || model !== undefined), 'log'];
}

/** The draft without what is wrong with it, so that it is asked for again. */
export function mended(draft: Draft, mend: Mend): Draft {
  if (mend === 'provider') return {};
  if (mend === 'address') return { provider: draft.provider, apiVersion: draft.apiVersion };
  if (mend === 'key') return { ...draft, key: undefined, refusedKey: draft.key };
  return mend === 'model' ? { ...draft, model: undefined } : draft;
}

export function providerOf(id: ProviderId): Provider {
  return providers[id];
}
