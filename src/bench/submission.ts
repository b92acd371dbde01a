import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CouldNotRate, type Door } from '../core/rating.js';
import { unwritable } from '../core/unwritable.js';
import { measure } from './measures.js';
import { scoreIds } from './metrics/scores.js';
import { latestAnswers, scoredOf } from './report/scoredOf.js';
import type { Answer } from './run/answer.js';
import type { RunFolder } from './run/runFolder.js';

/** How a submission presents itself on the leaderboard. */
export interface Entrant {
  readonly name: string;
  /** Made with open models and open source. */
  readonly oss: boolean;
  readonly site: string;
  readonly icon: string;
}

type Leaderboard = Door | 'lite';

/**
 * Writes a run as a submission to BouncerBench's leaderboard: `config.yaml`, `data/<leaderboard>.json`, and what its
 * checker derives from them, `evaluation/<leaderboard>/<slug>/traces/<instance_id>/trace.json` and `metrics.json`.
 *
 * @throws CouldNotRate when a task has no rating, or an instance has several patches: a submission has one answer
 *   each; when the name has no letter or digit; when the folder is not empty or can't be written
 */
export async function exportSubmission(folder: RunFolder, entrant: Entrant, out: string): Promise<void> {
  if (slug(entrant.name) === '') {
    throw refused('The name of the submission has no letter or digit.', 'Choose another name.');
  }
  await checkEmpty(out);
  const { doors } = folder.settings;
  const leaderboard: Leaderboard = doors.length > 1 ? 'lite' : (doors[0] as Door);
  const answers = [...(await folder.answers()).values()];
  const { tasks } = folder.settings;
  if (answers.length < tasks) {
    throw refused(
      `${folder.path} has answers to ${answers.length} of its ${tasks} tasks.`,
      'Resume the run first.',
    );
  }
  const entries = entriesOf(answers, doors);
  const texts = new Map([
    ['config.yaml', configText(entrant, leaderboard, `${leaderboard}.json`)],
    [join('data', `${leaderboard}.json`), jsonText(Object.fromEntries(entries))],
  ]);
  const evaluation = join('evaluation', leaderboard, slug(entrant.name));
  for (const [instance, { trace }] of entries) {
    texts.set(join(evaluation, 'traces', instance, 'trace.json'), jsonText(trace));
  }
  texts.set(join(evaluation, 'metrics.json'), jsonText(metricsOf(answers, doors, entrant)));
  try {
    for (const [path, text] of texts) {
      await mkdir(dirname(join(out, path)), { recursive: true });
      await writeFile(join(out, path), text);
    }
  } catch (error) {
    throw unwritable(out, error);
  }
}

async function checkEmpty(out: string): Promise<void> {
  const names = await readdir(out).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw unwritable(out, error);
  });
  if (names.length > 0) {
    throw refused(
      `${out} is not empty, and a submission is a folder of its own.`,
      'Name an empty or a new folder.',
    );
  }
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

interface Entry {
  readonly input_bounce?: boolean;
  readonly output_bounce?: boolean;
  readonly trace: unknown;
}

/** An instance's name becomes a folder's, so it must be one, and nothing else. */
const fitName = /^[\w-][\w.-]*$/;

function entriesOf(answers: readonly Answer[], doors: readonly Door[]): Map<string, Entry> {
  const byInstance = new Map<string, Partial<Record<Door, Answer>>>();
  for (const answer of answers) {
    const { door, instanceId, verdict } = answer;
    const { unrated } = verdict;
    if (unrated) throw refused(`${instanceId} has no rating: ${unrated.message}`, 'Resume the run first.');
    if (!fitName.test(instanceId))
      throw refused(`"${instanceId}" is not an instance of SWE-bench.`, 'Correct the data.');
    const known = byInstance.get(instanceId) ?? {};
    if (known[door]) {
      throw refused(
        `${instanceId} has several patches, and a submission has one answer for each instance.`,
        "Run BouncerBench's own data set.",
      );
    }
    byInstance.set(instanceId, { ...known, [door]: answer });
  }
  return new Map(
    [...byInstance].map(([instance, known]) => {
      const missing = doors.find((door) => !known[door]);
      if (missing)
        throw refused(`${instance} has no answer at the ${missing} door.`, 'Resume the run first.');
      const bounces = doors.map((door) => [`${door}_bounce`, known[door]?.verdict.decision === 'abstain']);
      const traces = doors.map((door) => [door, traceOf(known[door] as Answer)] as const);
      const trace = traces.length === 1 ? traces[0]?.[1] : Object.fromEntries(traces);
      return [instance, { ...Object.fromEntries(bounces), trace } as Entry];
    }),
  );
}

function traceOf({ verdict, milliseconds, at }: Answer): unknown {
  const { label, bounceProbability, because, explanation, trace: steps } = verdict;
  return { label, bounceProbability, because, explanation, steps, milliseconds, at };
}

function metricsOf(
  answers: readonly Answer[],
  doors: readonly Door[],
  { name, icon, site }: Entrant,
): unknown {
  const figures = Object.fromEntries(
    doors.map((door) => {
      const { scored } = scoredOf(latestAnswers(answers, door));
      const values = new Map(measure(door, scored, { draws: 0 }).figures.map(({ id, value }) => [id, value]));
      const figure = (id: string, digits: number) => Number((values.get(id) ?? 0).toFixed(digits));
      return [
        door,
        {
          [door === 'input' ? 'I_Score' : 'O_Score']: figure(scoreIds[door], 3),
          F_m: figure('f_macro', 3),
          R_b: figure('r_b', 1),
          FNR_a: figure('fnr_a', 1),
        },
      ];
    }),
  );
  const own =
    doors.length > 1
      ? { input_metrics: figures['input'], output_metrics: figures['output'] }
      : figures[doors[0] as Door];
  return { model: name, img_src: icon, link: site, ...own };
}

/** The folder name that the leaderboard makes of an entrant's. */
export function slug(name: string): string {
  return name
    .toLowerCase()
    .trim()
    .replace(/[^\p{L}\p{N}_\s-]/gu, '')
    .replace(/[\s_-]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** Strings in YAML's double quotes are JSON's. */
function configText({ name, oss, site, icon }: Entrant, leaderboard: Leaderboard, file: string): string {
  return [
    `name: ${JSON.stringify(name)}`,
    `oss: ${oss}`,
    `site: ${JSON.stringify(site)}`,
    `icon: ${JSON.stringify(icon)}`,
    'entries:',
    `  ${leaderboard}: ${JSON.stringify(file)}`,
    '',
  ].join('\n');
}

function refused(message: string, nextStep: string): CouldNotRate {
  return new CouldNotRate('malformed', message, nextStep);
}
