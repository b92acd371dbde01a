import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file's part of a patch, as `git apply --numstat` gives it; no lines for a binary one. */
export interface Counted {
  readonly path: string;
  readonly added: number;
  readonly deleted: number;
}

/** What git says of a patch: what it reads in it, and whether it applies to a folder. */
export interface GitAnswer {
  /** Absent where git can't read the patch. */
  readonly files?: readonly Counted[];
  readonly applies: boolean;
  /** Git's words where it refuses. */
  readonly refusal: string;
}

/** Without settings of the user, the machine, or a hook that runs the tests. */
export const environment: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CEILING_DIRECTORIES: tmpdir(),
  LC_ALL: 'C',
};

/** Runs git for the making of a repository. @throws Error with git's words */
export function git(folder: string, ...args: string[]): Buffer {
  const { status, stdout, stderr } = spawnSync(
    'git',
    ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'protocol.file.allow=always', ...args],
    { cwd: folder, env: environment, maxBuffer: 1 << 28 },
  );
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** Processes of git at a time. */
const width = 2;

/** Asks git about many patches for one folder, in a few processes of the shell: starting each git from here is slow. */
export async function askGit(patches: readonly Buffer[], folder: string): Promise<GitAnswer[]> {
  const desk = mkdtempSync(join(tmpdir(), 'bouncer-oracle-'));
  try {
    patches.forEach((patch, i) => {
      const share = join(desk, String(i % width));
      if (i < width) mkdirSync(share);
      writeFileSync(join(share, `${i}.patch`), patch);
    });
    const shares = Array.from({ length: Math.min(width, patches.length) }, (_, i) => join(desk, String(i)));
    await Promise.all(shares.map((share) => answered(share, folder)));
    return patches.map((_, i) => answerIn(join(desk, String(i % width), `${i}.patch`)));
  } finally {
    rmSync(desk, { recursive: true });
  }
}

/**
 * Numbers are read outside of the folder, where neither its attributes nor its place among folders count. A diff whose
 * names are none without their first folder is read with -p0, as a person would do next.
 */
const script = `for patch in "$1"/*.patch; do
  strip=-p1
  git apply --numstat -z "$patch" >"$patch.files" 2>"$patch.refusal" ||
    { strip=-p0; grep -qE 'when removing|inconsistent|unable to find filename' "$patch.refusal" && git apply -p0 --numstat -z "$patch" >"$patch.files" 2>"$patch.refusal"; } ||
    continue
  touch "$patch.read"
  test $strip = -p1 && strip=
  git -C "$2" apply $strip --check "$patch" 2>"$patch.refusal" && touch "$patch.applied"
done
true`;

function answered(share: string, folder: string): Promise<void> {
  return new Promise((done, fail) => {
    const shell = spawn('sh', ['-c', script, 'sh', share, folder], {
      cwd: share,
      env: environment,
      stdio: 'ignore',
    });
    shell.on('error', fail);
    shell.on('exit', (code) => (code === 0 ? done() : fail(new Error(`The shell ended with ${code}.`))));
  });
}

function answerIn(patch: string): GitAnswer {
  return {
    applies: existsSync(`${patch}.applied`),
    refusal: readFileSync(`${patch}.refusal`, 'latin1').trim(),
    ...(existsSync(`${patch}.read`) && { files: countedFiles(readFileSync(`${patch}.files`)) }),
  };
}

function countedFiles(numstat: Buffer): Counted[] {
  const rows = numstat.toString('latin1').split('\0').slice(0, -1);
  return rows.map((row) => {
    const [added, deleted, ...path] = row.split('\t');
    return { path: decoded(path.join('\t')), added: Number(added) || 0, deleted: Number(deleted) || 0 };
  });
}

function decoded(name: string): string {
  const bytes = Buffer.from(name, 'latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
