import { join } from 'node:path';
import { namedData } from '../../bench/data/namedData.js';
import { count, counted, duration } from '../../bench/report/words.js';
import type { RunEnd } from '../../bench/run/execute.js';
import { newRun, type RunWish } from '../../bench/run/newRun.js';
import type { Estimate } from '../../bench/run/plan.js';
import { rulesText } from '../../bench/run/ruleWords.js';
import { RunFolder } from '../../bench/run/runFolder.js';
import { folderName, type RunSettings } from '../../bench/run/runSettings.js';
import { CouldNotRate } from '../../core/rating.js';
import { money } from '../../core/ratingWords.js';
import { failureOf } from '../../core/verdict.js';
import { needs } from '../../raters/registry.js';
import { cacheDirectory, raterFor } from '../raterFor.js';
import { problemLines, say } from '../say.js';
import { partOf, type RunArguments } from './benchArguments.js';
import { ProgressLine } from './progressLine.js';
import { endpointsOf, keyNote, type RunServer, serverToResume } from './runServer.js';
import { RunThread } from './runThread.js';

/** Problems of rows that are told in the terminal. */
const mostProblems = 10;

/** `bouncer bench run`: says what it takes, makes the run's folder and does the run. */
export async function startRun(asked: RunArguments): Promise<number> {
  if (asked.estimate) {
    await plan(asked);
    return 0;
  }
  return inThread(async (thread) => {
    if (needs(asked.rater, 'model')) thread.warmUp();
    const settings = await plan(asked);
    const path = asked.out ?? join('bouncer-runs', folderName(settings));
    const server = settings.baseUrl === null ? null : { baseUrl: settings.baseUrl, takesKey: true };
    return goOn({ path, settings }, settings, server, thread);
  });
}

/** Makes the settings of a run and says what it would take. */
async function plan(asked: RunArguments): Promise<RunSettings> {
  const { repos, threshold, baseRate = null } = asked;
  const part = partOf(asked);
  const { choice, services, models, baseUrl } = await raterFor(asked, 'repos', repos);
  const wish: RunWish = {
    ...part,
    data: await namedData(asked.data, part.doors, {
      revision: asked.revision,
      mirror: asked.mirror ?? (process.env['HF_ENDPOINT'] || undefined),
      cacheDirectory: join(cacheDirectory(), 'data'),
    }),
    choice,
    models,
    baseUrl,
    azureApiVersion: asked.azureApiVersion ?? null,
    timeoutSeconds: asked.timeout,
    thresholds: { input: threshold, output: threshold },
    minimumCoverage: asked.minCoverage,
    baseRates: { input: baseRate, output: baseRate },
    concurrency: asked.concurrency,
    budget: asked.budget ?? null,
    batch: asked.batch,
    repositories: repos ?? null,
  };
  const { settings, estimate } = await newRun(wish, services);
  say(`${estimateText(estimate, settings.models)}\n${rulesText(settings)}`);
  return settings;
}

/**
 * `bouncer bench resume`: resumes a run where it stopped.
 *
 * @param baseUrl the server's address, where the call names one
 */
export async function resumeRun(path: string, baseUrl: string | undefined): Promise<number> {
  const { settings } = await RunFolder.open(path);
  const server = serverToResume(settings, baseUrl);
  const note = keyNote(server);
  if (note !== '') say(note);
  return inThread((thread) => goOn({ path }, settings, server, thread));
}

async function inThread(action: (thread: RunThread) => Promise<number>): Promise<number> {
  const thread = new RunThread();
  return action(thread).finally(() => thread.end());
}

async function goOn(
  job: { readonly path: string; readonly settings?: RunSettings },
  settings: RunSettings,
  server: RunServer | null,
  thread: RunThread,
): Promise<number> {
  const line = new ProgressLine();
  const tell = (text: string) => {
    line.end();
    say(text);
  };
  const [ending, breaking] = [new AbortController(), new AbortController()];
  const interrupt = () => {
    if (ending.signal.aborted) breaking.abort();
    else tell('Stopping after the answers under way; press Ctrl-C again to cut them off.');
    ending.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, interrupt);
  const interrupts = { ending: ending.signal, signal: breaking.signal };
  try {
    const end = await thread.run(job, settings, endpointsOf(settings, server), interrupts, (told) => {
      if (told.note !== undefined) tell(told.note);
      else if (told.progress) line.show(told.progress);
    });
    tell(endText(end, job.path));
    process.stdout.write(`${job.path}\n`);
    return exitCode(end);
  } catch (error) {
    if (!breaking.signal.aborted) throw explained(error);
    tell(`The answers under way are cut off.\nContinue with: bouncer bench resume ${job.path}`);
    return 1;
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, interrupt);
  }
}

/** Tells what broke where nobody foresaw it. */
function explained(error: unknown): unknown {
  const failure = error instanceof CouldNotRate ? failureOf(error) : undefined;
  if (failure?.cause !== 'internal' || failure.detail === undefined) return error;
  say(failure.detail);
  return new CouldNotRate(
    'internal',
    'The run broke off.',
    'Every answer so far is kept. Please report this, with the text above.',
  );
}

/** A run that is complete without one rating has failed. */
function exitCode({ complete, progress: { done, failed } }: RunEnd): number {
  if (!complete) return 1;
  return done > 0 && failed === done ? 2 : 0;
}

function estimateText(
  { tasks, problems, firstProblem, inputTokens, dollars }: Estimate,
  models: readonly string[],
): string {
  const rows =
    problems === 0
      ? ''
      : ` ${counted(problems, 'row')} ${problems === 1 ? 'is' : 'are'} left out: ${firstProblem}${problems > 1 ? ' …' : ''}`;
  const head = `${counted(tasks, 'task')}.${rows}`;
  if (models.length === 0) return head;
  const cost = dollars
    ? `about ${money(dollars.likely)}, at most ${money(dollars.most)} if every answer were as long as allowed`
    : 'price unknown (--price IN,OUT sets it)';
  return `${head}\nAbout ${counted(inputTokens, 'token')} to ${models.join(', ')}: ${cost}.`;
}

function endText({ progress, complete, stopped, lastFailure, problems }: RunEnd, path: string): string {
  const { done, tasks, failed: unrated, seconds } = progress;
  const left =
    problems.length === 0
      ? ''
      : `\n${counted(problems.length, 'problem')} with rows, which were left out (the report lists them all):\n${problemLines(problems, mostProblems).join('\n')}`;
  const rated = done - unrated;
  const without = unrated > 0 ? `; ${count(unrated)} could not be rated` : '';
  const head = `${count(rated)} of ${counted(tasks, 'task')} ${rated === 1 ? 'has' : 'have'} a rating${without} (${duration(seconds)}).${left}`;
  const cause = stopped ?? lastFailure;
  const why = cause ? `${stopped ? '' : 'The last one: '}${cause.message} ${cause.nextStep}\n` : '';
  if (complete) return `${head}\n${why}Report: bouncer bench report ${path}`;
  return `${head}\n${why}Continue with: bouncer bench resume ${path}`;
}
