import type { RunSettings } from '../../bench/run/runSettings.js';
import { CouldNotRate } from '../../core/rating.js';
import { addressProblem, type Endpoint } from '../../models/openaiModel.js';
import { apiKey, environmentBaseUrl } from '../raterFor.js';

/** The server of a run's models, as this call may use it. */
export interface RunServer {
  readonly baseUrl: string;
  /** Whether the key of the environment may go there. */
  readonly takesKey: boolean;
}

/**
 * The server at which a run resumes. The run's folder may come from anybody: a server that only the folder names gets
 * nothing, unless it is this computer, which gets no key. Null for a run without models.
 *
 * @param named by this call
 * @throws CouldNotRate when nobody but the folder names the server
 */
export function serverToResume(
  { baseUrl, models }: RunSettings,
  named: string | undefined,
): RunServer | null {
  if (models.length === 0 || baseUrl === null) return null;
  if (named !== undefined) return { baseUrl: named, takesKey: true };
  const problem = addressProblem(baseUrl);
  if (problem)
    throw new CouldNotRate('forbidden', `The baseUrl in the run's run.json ${problem}.`, 'Give --base-url.');
  if (sameAddress(baseUrl, environmentBaseUrl())) return { baseUrl, takesKey: true };
  if (isLoopback(baseUrl)) return { baseUrl, takesKey: false };
  throw new CouldNotRate(
    'forbidden',
    `The run asks ${models.join(', ')} at ${baseUrl}, an address that only its folder names.`,
    `If its tickets and patches, and your API key, may go there, add --base-url ${baseUrl}.`,
  );
}

/** How the models of a run are reached, in its settings' order; none for a run without. */
export function endpointsOf(
  { models, azureApiVersion, timeoutSeconds }: RunSettings,
  server: RunServer | null,
): Endpoint[] {
  if (!server) return [];
  return models.map((model) => ({
    baseUrl: server.baseUrl,
    model,
    apiKey: server.takesKey ? apiKey() : '',
    azureApiVersion: azureApiVersion ?? undefined,
    timeoutSeconds,
    retries: 4,
  }));
}

/** What to say where a key stays here that the server may want; empty where there is none. */
export function keyNote(server: RunServer | null): string {
  if (!server || server.takesKey || apiKey() === '') return '';
  return `Your API key is not sent to ${server.baseUrl}, an address that only the run's folder names. Add --base-url ${server.baseUrl} to send it.`;
}

function sameAddress(a: string, b: string): boolean {
  const plain = (address: string) => new URL(address).href.replace(/\/$/, '');
  return plain(a) === plain(b);
}

function isLoopback(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
