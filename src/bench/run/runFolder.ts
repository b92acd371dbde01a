import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { CouldNotRate } from '../../core/rating.js';
import { unreadable } from '../../core/unreadable.js';
import { unwritable } from '../../core/unwritable.js';
import { usageTogether } from '../../core/usage.js';
import { type Holder, lockFolder } from '../../journal/folderLock.js';
import { LineFile, readLineFile } from '../../journal/lineFile.js';
import { makeOwnFolder, replaceOwnFile, writeOwnFile } from '../../journal/ownFiles.js';
import { isRecord } from '../../rows/row.js';
import { taskKey } from '../task.js';
import type { Answer } from './answer.js';
import { answerIn } from './answerLine.js';
import { RunSettings, runVersion } from './runSettings.js';

/** What a run's folder keeps; a report among them is not. */
const kept = /^(?:run\.json(?:\.tmp)?|(?:answers|batch.*|problems)\.jsonl|lock\..*)$/i;

/** Whether a file is one that a run keeps, by whatever name it is reached. */
export async function isKeptByRun(path: string): Promise<boolean> {
  const file = await realpath(path).catch(() => path);
  return kept.test(basename(file)) && existsSync(join(dirname(file), 'run.json'));
}

/** A run on disk: `run.json` with its settings, and `answers.jsonl` with what became of its tasks. */
export class RunFolder {
  private constructor(
    readonly path: string,
    readonly settings: RunSettings,
  ) {}

  /** @throws CouldNotRate when there is a run already, or the folder can't be written */
  static async create(path: string, settings: RunSettings): Promise<RunFolder> {
    const file = join(path, 'run.json');
    if (existsSync(file)) {
      throw new CouldNotRate(
        'forbidden',
        `There is a run in ${path} already.`,
        'Resume it, or choose another folder.',
      );
    }
    try {
      await makeOwnFolder(path);
      await replaceOwnFile(file, `${JSON.stringify(settings, null, 2)}\n`);
    } catch (error) {
      throw unwritable(path, error);
    }
    return new RunFolder(path, settings);
  }

  /** @throws CouldNotRate when there is no run, one that can't be read, or one of another version */
  static async open(path: string): Promise<RunFolder> {
    return new RunFolder(path, await readSettings(path));
  }

  /**
   * The latest answer of each task, by {@link taskKey}, with what the earlier ones took added to its usage; lines that
   * are no answer are passed over.
   *
   * @param onDamaged is told how many lines are no answer, or not as they were written, if any
   */
  async answers(onDamaged?: (message: string) => void): Promise<Map<string, Answer>> {
    const answers = new Map<string, Answer>();
    const file = join(this.path, 'answers.jsonl');
    if (!existsSync(file)) return answers;
    let damaged = 0;
    try {
      for await (const line of readLineFile(file, () => damaged++)) {
        const answer = answerIn(line, this.settings);
        if (!answer) {
          damaged++;
          continue;
        }
        const key = taskKey({ door: answer.door, id: answer.task });
        const before = answers.get(key);
        answers.set(key, before ? afterAnother(answer, before) : answer);
      }
    } catch (error) {
      throw unreadable(file, error);
    }
    if (damaged > 0) onDamaged?.(damagedText(damaged, file));
    return answers;
  }

  /** What was wrong with the rows that were left out, a sentence each, as far as the run has read its data set. */
  async problems(): Promise<string[]> {
    const file = join(this.path, 'problems.jsonl');
    const problems: string[] = [];
    if (!existsSync(file)) return problems;
    for await (const { message } of readLineFile<{ message?: unknown }>(file)) {
      if (typeof message === 'string') problems.push(message);
    }
    return problems;
  }

  /** Keeps what was wrong with rows, unless an earlier sitting has read further. */
  async keepProblems(problems: readonly string[]): Promise<void> {
    if (problems.length <= (await this.problems()).length) return;
    const file = join(this.path, 'problems.jsonl');
    const lines = problems.map((message) => `${JSON.stringify({ message })}\n`);
    await writeOwnFile(file, lines.join('')).catch((error: unknown) => {
      throw unwritable(file, error);
    });
  }

  /** Opens the answers for writing. @throws CouldNotRate when they can't be, or while another process writes them */
  async write(): Promise<AnswerWriter> {
    const file = join(this.path, 'answers.jsonl');
    const unlock = lockRun(this.path);
    try {
      const lines = await LineFile.open(file);
      return {
        append: (answer) =>
          lines.append(answer).catch((error: unknown) => {
            throw unwritable(file, error);
          }),
        close: () => lines.close().finally(unlock),
      };
    } catch (error) {
      unlock();
      throw unwritable(file, error);
    }
  }
}

function damagedText(damaged: number, file: string): string {
  const lines = damaged === 1 ? 'One line' : `${damaged.toLocaleString('en')} lines`;
  return `${lines} of ${file} ${damaged === 1 ? 'is' : 'are'} damaged and left out; a task without another answer is asked again.`;
}

function afterAnother(answer: Answer, before: Answer): Answer {
  const usage = usageTogether([before, answer].flatMap(({ verdict }) => verdict.usage ?? []));
  return usage ? { ...answer, verdict: { ...answer.verdict, usage } } : answer;
}

async function readSettings(path: string): Promise<RunSettings> {
  const file = join(path, 'run.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['ENOENT', 'ENOTDIR'].includes(code)) throw unreadable(file, error);
    throw new CouldNotRate('unreadable', `There is no run in ${path}.`, 'Name the folder of a run.', {
      cause: error,
    });
  }
  const settings = settingsIn(text);
  const { runVersion: version, bouncer } = settings;
  if (typeof version === 'number' && version !== runVersion) {
    const named = typeof bouncer === 'string' ? `Bouncer ${bouncer}` : 'that version';
    throw new CouldNotRate(
      'unreadable',
      `The run in ${path} was written by another version of Bouncer.`,
      `Use ${named}, or start a new run.`,
    );
  }
  const { data, error } = RunSettings.safeParse(settings);
  if (data) return data;
  const wrong = String(error.issues[0]?.path[0]);
  throw new CouldNotRate(
    'malformed',
    `${file} does not hold the settings of a run: "${wrong}" is missing or wrong.`,
    'Restore the file as Bouncer wrote it, or start a new run.',
  );
}

/** What a settings file holds; nothing where that is no JSON object. */
function settingsIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

/** Locks a run's folder. @throws CouldNotRate when it can't be written, or another process writes it */
function lockRun(path: string): () => void {
  const lock = lockedOrHolder(path);
  if (typeof lock === 'function') return lock;
  if (lock.host === hostname()) {
    throw new CouldNotRate(
      'forbidden',
      `Another process (${lock.pid} on ${lock.host}) writes this run.`,
      'Wait for it, or end it first.',
    );
  }
  throw new CouldNotRate(
    'forbidden',
    `${path} was locked by process ${lock.pid} on ${lock.host}, and nobody can tell from here whether it still runs.`,
    `End it there. If nothing runs there, delete ${join(path, lock.file)}.`,
  );
}

function lockedOrHolder(path: string): (() => void) | Holder {
  try {
    return lockFolder(path);
  } catch (error) {
    throw unwritable(path, error);
  }
}

export interface AnswerWriter {
  /** Resolves when the answer is on the disk. */
  append(answer: Answer): Promise<void>;
  /** Lets another process write. */
  close(): Promise<void>;
}
