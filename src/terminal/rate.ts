import { CouldNotRate } from '../core/rating.js';
import type { Subject } from '../core/subject.js';
import { type Failure, failureOf, type Verdict } from '../core/verdict.js';
import { createEngine, type Engine, type RateRequest } from '../engine/engine.js';
import { formats } from '../outputs/formats.js';
import { coloured, plain } from '../outputs/text.js';
import { needs } from '../raters/registry.js';
import { openRepository } from '../repository/repository.js';
import { type Arguments, ratePatch, rateTicket } from './arguments.js';
import { calibrationsFor } from './calibrationArgument.js';
import { openKeeper } from './ledger.js';
import { raterFor } from './raterFor.js';
import { readInput, sourceOf } from './readInput.js';
import { inOrder, subjectsIn } from './rows.js';
import { print, say } from './say.js';

const exitCodes = { proceed: 0, abstain: 1, unrated: 2 } as const;

export const ticketCommand = rateTicket(rateGiven);
export const patchCommand = ratePatch(rateGiven);

async function rateGiven(asked: Arguments): Promise<number> {
  const { choice, services: plain } = await raterFor(asked);
  const services = { ...plain, calibrations: await calibrationsFor(asked) };
  const { door, threshold = null, baseRate = null, failOpen, minimumCoverage, generatedFiles } = asked;
  const rules = { [door]: { threshold, baseRate, failOpen } };
  const engine = createEngine({ rater: choice, doors: rules, minimumCoverage, generatedFiles }, services);
  const request: RateRequest =
    asked.repositoryDirectory === undefined
      ? {}
      : { repository: await openRepository(asked.repositoryDirectory) };
  if (asked.showPrompt) {
    await print(await engine.prompt(await readSubject(asked), request));
    return exitCodes.proceed;
  }
  const { ledgerDirectory, repositoryDirectory } = asked;
  const keeper =
    ledgerDirectory === undefined ? undefined : await openKeeper(ledgerDirectory, repositoryDirectory);
  const rate = asked.isRows ? rateRows : rateOne;
  const timed = async (subject: Subject): Promise<Verdict> => {
    const begun = performance.now();
    const onFailure = (failure: Failure) => explain(subject, failure);
    const verdict = await engine.rate(subject, { ...request, onFailure });
    await keeper?.keep(verdict, subject, Math.round(performance.now() - begun));
    return verdict;
  };
  return rate(asked, { ...engine, rate: timed }).finally(() => keeper?.close());
}

/** What a failure's message leaves out, for standard error: a stack trace of ours, or what a server or model said. */
function explain({ source }: Subject, { cause, detail }: Failure): void {
  const isTold = ['internal', 'bad-answer', 'refused', 'server-failed'].includes(cause);
  if (detail && isTold) say(`${source}: ${detail}`);
}

async function readSubject({ door, file, ticketFile }: Arguments): Promise<Subject> {
  const subject = { door, ...(await readInput(file)) };
  return ticketFile === undefined ? subject : { ...subject, ticket: await readInput(ticketFile) };
}

async function rateOne(asked: Arguments, engine: Engine): Promise<number> {
  let subject: Subject = { door: asked.door, source: sourceOf(asked.file), text: '' };
  let verdict: Verdict;
  try {
    subject = await readSubject(asked);
    verdict = await engine.rate(subject);
  } catch (error) {
    if (!(error instanceof CouldNotRate)) throw error;
    verdict = engine.unrated(subject, failureOf(error));
  }
  const { decision, mayProceed } = verdict;
  const style = process.stdout.isTTY && process.stdout.hasColors() ? coloured : plain;
  const text = formats[asked.format](verdict, { text: subject.text, instanceId: null, style });
  await print(text);
  return mayProceed ? exitCodes.proceed : exitCodes[decision];
}

async function rateRows(asked: Arguments, engine: Engine): Promise<number> {
  let code: number = exitCodes.proceed;
  const { door } = asked;
  const rows = subjectsIn(asked.file, door);
  const width = needs(asked.rater, 'model') ? asked.chat.concurrency : 1;
  const verdicts = inOrder(rows, width, async (row) => ({
    row,
    verdict:
      'failure' in row
        ? engine.unrated({ door, source: row.instance ?? asked.file }, failureOf(row.failure))
        : await engine.rate(row.subject),
  }));
  for await (const { row, verdict } of verdicts) {
    if (verdict.unrated) code = exitCodes.unrated;
    await print(formats.jsonl(verdict, { text: '', instanceId: row.instance, style: plain }));
  }
  return code;
}
