import { parsePatch } from '../../src/core/parsePatch.js';
import { parseTicket } from '../../src/core/parseTicket.js';
import { MalformedPatch } from '../../src/core/patch.js';
import { CouldNotRate } from '../../src/core/rating.js';
import { patchEvidence } from '../../src/evidence/patch/patchEvidence.js';
import { ticketEvidence } from '../../src/evidence/ticket/ticketEvidence.js';
import { redact } from '../../src/privacy/secrets.js';
import { triesToSteer } from '../../src/raters/chat/guard.js';
import { readAnswer } from '../../src/raters/chat/readAnswer.js';

/** The ways that a foreign text takes through Bouncer, by name. */
export const roads: Readonly<Record<string, (text: string) => unknown>> = {
  ticket: (text) => read(() => ticketEvidence(parseTicket(text, 'ticket'))),
  patch: (text) => read(() => patchEvidence(parsePatch(text, 'patch'), undefined)),
  guard: triesToSteer,
  redaction: redact,
  answer: (text) => [readAnswer(text, 'input'), readAnswer(text, 'output')],
};

/** A text that Bouncer refuses in words for people is read as it should be. */
export function read<T>(reading: () => T): T | undefined {
  try {
    return reading();
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
