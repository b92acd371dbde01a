import { patchEvidence, ticketEvidence } from '../../src/checks/evidence.js';
import { parsePatch } from '../../src/core/parsePatch.js';
import { parseTicket } from '../../src/core/parseTicket.js';
import { MalformedPatch } from '../../src/core/patch.js';
import { CouldNotRate } from '../../src/core/rating.js';
import { read } from '../../src/engine/rate.js';
import { Spending } from '../../src/models/spending.js';
import { redact } from '../../src/privacy/secrets.js';
import { ChatRater } from '../../src/raters/chat/chatRater.js';
import { triesToSteer } from '../../src/raters/chat/guard.js';
import { readAnswer } from '../../src/raters/chat/readAnswer.js';
import { localRater } from '../../src/raters/local/localRater.js';
import { ticketVerdict } from '../unit/verdicts.js';

const policy = { threshold: 0.5, minimumCoverage: 0.5, failOpen: false };
const unasked = {
  name: 'm',
  host: 'h',
  complete: () => Promise.reject(new Error('Nothing is to be sent.')),
};
const chat = new ChatRater(
  { model: unasked, spending: new Spending({}, undefined) },
  { strategy: 'plain', samples: 1, maxOutputTokens: 1_000, contextTokens: 32_000, prices: {} },
);

/** The ways that a foreign text takes through Bouncer, by name. */
export const roads: Readonly<Record<string, (text: string) => unknown>> = {
  ticket: (text) => answered(() => ticketEvidence(parseTicket(text, 'ticket'))),
  patch: (text) => answered(() => patchEvidence(parsePatch(text, 'patch'), undefined)),
  guard: triesToSteer,
  redaction: redact,
  rating: (text) => ticketVerdict({ text, source: 'ticket' }, { rater: localRater, policy }),
  prompt: async (text) => {
    const input = { text, source: 'ticket' };
    return answered(async () => chat.preview(await read({ door: 'input', ...input })));
  },
  answer: (text) => [readAnswer(text, 'input'), readAnswer(text, 'output')],
};

/** A text that Bouncer refuses in words for people is read as it should be. */
async function answered<T>(reading: () => T): Promise<Awaited<T> | undefined> {
  try {
    return await reading();
  } catch (error) {
    if (error instanceof MalformedPatch || error instanceof CouldNotRate) return undefined;
    throw error;
  }
}

/** A patch that adds a text as a file. */
export function asAddedFile(text: string): string {
  const lines = text.split('\n');
  const body = lines.map((line) => `+${line}\n`).join('');
  return `--- /dev/null\n+++ b/src/added.py\n@@ -0,0 +1,${lines.length} @@\n${body}`;
}
