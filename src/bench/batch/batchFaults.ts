import type { OpenAI } from 'openai';
import { CouldNotRate } from '../../core/rating.js';
import { explainFault, hostOf, statusOf } from '../../models/faults.js';
import type { Endpoint } from '../../models/openaiModel.js';

/** What a call to the Batch API is for, as its messages say it. */
export type Step = 'upload' | 'create' | 'find' | 'retrieve' | 'fetch';

/** What went wrong with the Batch API, for people; where it is nothing of its own, in the words of the live path. */
export function explainBatchFault(error: unknown, step: Step, endpoint: Endpoint): Error {
  const status = statusOf(error);
  const host = hostOf(endpoint.baseUrl);
  if (status === 413 && step === 'upload') {
    return new CouldNotRate(
      'too-large',
      `${host} takes no batch file of this size.`,
      'Lower the limit for the size of a batch file.',
      { cause: error },
    );
  }
  if (status === 404 || status === 405 || status === 501) {
    const [message, next] =
      step === 'upload' || step === 'create'
        ? [`${host} has no Batch API at this address.`, 'Run it live, or correct the base URL.']
        : step === 'find'
          ? [
              `${host} can't list its batches, so it is unknown whether the last one was submitted before the run broke off.`,
              'Look for it at the server; start a new run when it is not there.',
            ]
          : [
              `${host} does not know a batch that this run submitted.`,
              'Use the address and the key of the account that submitted it, or start a new run.',
            ];
    return new CouldNotRate('server-failed', message, next, { cause: error });
  }
  return explainFault(error, endpoint);
}

const mostLines = 3;

/**
 * Why a batch ended without its answers: somebody cancelled it, or the server ran nothing of its file, with its words for
 * the first lines that it found wrong.
 */
export function explainEndedBatch({ id, status, errors }: OpenAI.Batch, endpoint: Endpoint): CouldNotRate {
  if (status === 'cancelled') {
    return new CouldNotRate(
      'cancelled',
      `Batch ${id} was cancelled at the server. What it had answered is kept.`,
      'Start the run again to submit the rest.',
    );
  }
  const said = (errors?.data ?? []).map(({ line, message, code }) => {
    const words = (message ?? code ?? 'no reason given').replace(/\s+/g, ' ').slice(0, 160);
    return line ? `line ${line}: ${words}` : words;
  });
  const more = said.length > mostLines ? `; and ${said.length - mostLines} more` : '';
  const why = said.length === 0 ? 'no reason given' : said.slice(0, mostLines).join('; ') + more;
  return new CouldNotRate(
    'server-failed',
    `${hostOf(endpoint.baseUrl)} refused a whole batch (${why}). Nothing of it was run or paid.`,
    'Check that the model can be used in batches, correct the settings, and start the run again.',
  );
}

/** Whether a batch failed only because too many tokens were waiting: it may go well when others are done. */
export function isQueueFull({ errors }: OpenAI.Batch): boolean {
  return errors?.data?.some(({ code }) => code === 'token_limit_exceeded') ?? false;
}
