import { agentOf } from '../agents/agents.js';
import { agentName } from '../core/agentName.js';
import { CouldNotRate } from '../core/rating.js';
import type { Subject } from '../core/subject.js';
import { type Failure, failureOf, type Verdict } from '../core/verdict.js';
import { createEngine, type Engine, type RateRequest } from '../engine/engine.js';
import { formats } from '../outputs/formats.js';
import { coloured, plain } from '../outputs/text.js';
import { needs } from '../raters/registry.js';
import { originOf } from '../repository/origin.js';
import { openRepository } from '../repository/repository.js';
import { type Arguments, checkArguments, common, patchOptions } from './arguments.js';
import { calibrationsFor } from './calibrationArgument.js';
import { openKeeper } from './ledger.js';
import type { ProgramCommand } from './program.js';
import { raterFor } from './raterFor.js';
import { readInput, sourceOf } from './readInput.js';
import { inOrder, subjectsIn } from './rows.js';
import { print, say } from './say.js';

export const exitCodes = { proceed: 0, abstain: 1, unrated: 2 } as const;

const more = `The key comes from BOUNCER_API_KEY or OPENAI_API_KEY. docs/raters.md describes the raters.

Exit code
  0  proceed        1  abstain        2  could not rate, or wrong usage
  With --jsonl: 0 when every row was rated, else 2.`;

export const ticketCommand = (command: ProgramCommand) =>
  command.does({
    description: 'Rates a ticket: Markdown, text or an issue as JSON; - reads standard input.',
    takes: '<file>',
    options: common,
    more,
    run: (values, [file = '']) => rate({ ...values, door: 'input', file }),
  });

export const patchCommand = (command: ProgramCommand) =>
  command.does({
    description: 'Rates a patch, a unified diff; - reads standard input.',
    takes: '<file>',
    options: { ...patchOptions, ...common },
    more,
    run: (values, [file = '']) => rate({ ...values, door: 'output', file }),
  });

async function rate(asked: Arguments): Promise<number> {
  checkArguments(asked);
  const { engine, request, close } = await engineFor(asked);
  const showPrompt = async () => {
    await print(await engine.prompt(await readSubject(asked), request));
    return exitCodes.proceed;
  };
  const act = asked.showPrompt ? showPrompt : asked.jsonl ? rateRows : rateOne;
  return act(asked, engine).finally(close);
}

/** The engine that the command line asks for, which keeps a ledger where that is asked for, until it is closed. */
export async function engineFor(asked: Omit<Arguments, 'file' | 'format' | 'json' | 'jsonl' | 'showPrompt'>) {
  const { door, repo, ledger, threshold, next, risk, baseRate = null, failOpen, minCoverage } = asked;
  const { choice, services, models } = await raterFor(asked, 'repo', repo);
  const calibrations = await calibrationsFor(asked, models);
  const rules = { [door]: { threshold, next, risk, baseRate, failOpen } };
  const generatedFiles = asked.generated?.length ? asked.generated : undefined;
  const config = { rater: choice, doors: rules, minimumCoverage: minCoverage, generatedFiles };
  const engine = createEngine(config, { ...services, calibrations });
  const repository = repo === undefined ? undefined : await openRepository(repo);
  const request: RateRequest = { repository, checklist: true };
  const keeper = ledger === undefined ? undefined : await openKeeper(ledger, repo);
  const timed = async (subject: Subject): Promise<Verdict> => {
    const begun = performance.now();
    const onFailure = (failure: Failure) => explain(subject, failure);
    const outcomes = keeper?.outcomes(subject.agent);
    const verdict = await engine.rate(subject, { ...request, outcomes, onFailure });
    await keeper?.keep(verdict, subject, Math.round(performance.now() - begun));
    return verdict;
  };
  return { engine: { ...engine, rate: timed }, request, close: () => keeper?.close() };
}

/** What a failure's message leaves out, for standard error: a stack trace of ours, or what a server or model said. */
function explain({ source }: Subject, { cause, detail }: Failure): void {
  const isTold = ['internal', 'bad-answer', 'refused', 'server-failed'].includes(cause);
  if (detail && isTold) say(`${source}: ${detail}`);
}

async function readSubject(asked: Arguments): Promise<Subject> {
  const { door, file, ticket } = asked;
  const text = await readInput(file);
  if (door === 'input') return { door, ...text };
  const answered = ticket === undefined ? undefined : await readInput(ticket);
  return { door, ...text, ticket: answered, agent: await madeBy(asked) };
}

/** Who made the one patch: as the user says, or as the code base's branch and last commit do. */
async function madeBy({ agent, repo }: Arguments): Promise<string | undefined> {
  const said = agentName(agent);
  if (said !== undefined || repo === undefined) return said;
  const origin = await originOf(repo);
  return origin && agentOf(origin);
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
  const text = formats[asked.json ? 'json' : asked.format](verdict, {
    text: subject.text,
    instanceId: null,
    style,
  });
  await print(text);
  return mayProceed ? exitCodes.proceed : exitCodes[decision];
}

async function rateRows(asked: Arguments, engine: Engine): Promise<number> {
  let code: number = exitCodes.proceed;
  const { door } = asked;
  const rows = subjectsIn(asked.file, door);
  const width = needs(asked.rater, 'model') ? asked.concurrency : 1;
  const verdicts = inOrder(rows, width, async (row) => ({
    row,
    verdict:
      'failure' in row
        ? engine.unrated({ door, source: row.instance ?? asked.file }, failureOf(row.failure))
        : await engine.rate({ ...row.subject, agent: row.subject.agent ?? asked.agent }),
  }));
  for await (const { row, verdict } of verdicts) {
    if (verdict.unrated) code = exitCodes.unrated;
    await print(formats.jsonl(verdict, { text: '', instanceId: row.instance, style: plain }));
  }
  return code;
}
