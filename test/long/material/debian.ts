import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { environment, git } from '../git.js';
import { type Checkout, longestPatch } from './checkout.js';

/** Small packages with many patches of their own, of many hands and tools. */
const names = [
  'cron',
  'unzip',
  'zip',
  'procmail',
  'screen',
  'netcat-openbsd',
  'openssh',
  'w3m',
  'at',
  'bsdgames',
].concat([
  'cpio',
  'dash',
  'rsync',
  'expect',
  'mawk',
  'aspell',
  'xterm',
  'lynx',
  'wdiff',
  'figlet',
  'units',
  'sudo',
]);

/** Where source packages are kept; fetched once, never committed. */
const cache = resolve('.vscode-test/debian');
const mirror = process.env['DEBIAN_MIRROR'] ?? 'http://deb.debian.org/debian';
const suite = 'bookworm';

/** Source packages that are here, fetched before where the network allows. Says which could not be had. */
export function fetchDebian(): { readonly dsc: readonly string[]; readonly missing: string } {
  const missing: string[] = [];
  const dsc = names.flatMap((name) => {
    const folder = join(cache, name);
    const found = description(folder) ?? (fetchSource(name, folder) ? description(folder) : undefined);
    if (found === undefined) missing.push(name);
    return found ?? [];
  });
  return { dsc, missing: missing.join(', ') };
}

function description(folder: string): string | undefined {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const isWhole = [/\.orig\.tar\.\w+$/, /\.debian\.tar\.\w+$/].every((part) =>
    files.some((file) => part.test(file)),
  );
  const name = files.find((file) => file.endsWith('.dsc'));
  return name && isWhole ? join(folder, name) : undefined;
}

let lists: boolean | undefined;

function fetchSource(name: string, folder: string): boolean {
  const apt = (...args: string[]) =>
    spawnSync('apt-get', [...options(), ...args], { cwd: folder, env: environment, timeout: 120_000 })
      .status === 0;
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(cache, 'apt/lists/partial'), { recursive: true });
  mkdirSync(join(cache, 'apt/archives/partial'), { recursive: true });
  writeFileSync(join(cache, 'apt/sources.list'), `deb-src ${mirror} ${suite} main\n`);
  lists ??= apt('update');
  return lists && apt('source', '--download-only', name);
}

/** Settings that keep apt out of the machine's own lists. */
function options(): string[] {
  const apt = join(cache, 'apt');
  const settings = {
    'Dir::Etc::sourcelist': join(apt, 'sources.list'),
    'Dir::Etc::sourceparts': '-',
    'Dir::State::lists': join(apt, 'lists'),
    'Dir::Cache': apt,
    'APT::Sandbox::User': 'root',
    'Acquire::Retries': '1',
  };
  return ['-q', ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])];
}

/** Source packages' own patches, each for the files as the patches before it left them. */
export async function* sourcePackages(dsc: readonly string[]): AsyncGenerator<Checkout> {
  for (const one of dsc) yield* sourcePackage(one);
}

async function* sourcePackage(dsc: string): AsyncGenerator<Checkout> {
  const work = mkdtempSync(join(tmpdir(), 'bouncer-long-'));
  try {
    const folder = join(work, 'source');
    mkdirSync(folder);
    const from = join(dsc, '..');
    for (const archive of readdirSync(from).filter((file) => /\.orig\.tar\.\w+$/.test(file))) {
      unpack(join(from, archive), folder, '--strip-components=1');
    }
    for (const archive of readdirSync(from).filter((file) => /\.debian\.tar\.\w+$/.test(file))) {
      unpack(join(from, archive), work);
    }
    git(folder, 'init', '-q');
    const own = join(work, 'debian/patches');
    for (const name of series(own)) {
      const patch = readFileSync(join(own, name));
      if (patch.length <= longestPatch) {
        yield { name: `${dsc.split('/').at(-2)} ${name}`, folder, patches: [patch] };
      }
      // As Debian applies them: with fuzz, and with -p1.
      spawnSync('patch', ['-p1', '-s', '-f', '-i', join(own, name)], { cwd: folder });
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function unpack(archive: string, folder: string, ...args: string[]): void {
  const { status, stderr } = spawnSync('tar', ['-xf', archive, '-C', folder, ...args]);
  if (status !== 0) throw new Error(`${archive}: ${stderr}`);
}

function series(folder: string): string[] {
  const list = join(folder, 'series');
  if (!existsSync(list)) return [];
  const rows = readFileSync(list, 'utf8').split('\n');
  return rows.map((row) => row.replace(/#.*/, '').trim().split(/\s/)[0] ?? '').filter((name) => name !== '');
}
