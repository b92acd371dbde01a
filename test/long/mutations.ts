import { below, chance, pick, type Random } from './random.js';

/** Changes a patch, given as lines with their ends (one character a byte), as mails, editors, agents and people do. */
type Mutation = (lines: string[], random: Random) => string[];

/** A mutated patch and what was done to it. */
export interface Mutated {
  readonly patch: Buffer;
  readonly how: string;
}

/** One to three random changes to a patch. */
export function mutated(patch: Buffer, random: Random): Mutated {
  let lines: string[] = patch.toString('latin1').match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const names: string[] = [];
  for (let left = pick([1, 1, 1, 2, 3], random); left > 0; left--) {
    const [name, change] = pick(Object.entries(mutations), random);
    lines = change([...lines], random);
    names.push(name);
  }
  return { patch: Buffer.from(lines.join(''), 'latin1'), how: names.join(', ') };
}

const isHeader = (line: string) =>
  /^(?:diff |index |--- |\+\+\+ |@@ |old mode|new mode|rename |copy |simil|new file|deleted file)/.test(line);
const isName = (line: string) => /^(?:--- |\+\+\+ )/.test(line);
const isHunk = (line: string) => line.startsWith('@@ ');
const isBody = (line: string) => /^[ +\-\\]/.test(line) && !isName(line);

/** Changes one random line of a kind. */
function one(is: (line: string) => boolean, change: (line: string, random: Random) => string): Mutation {
  return (lines, random) => {
    const fit = lines.flatMap((line, i) => (is(line) ? [i] : []));
    if (fit.length === 0) return lines;
    const at = pick(fit, random);
    lines[at] = change(lines[at] as string, random);
    return lines;
  };
}

/** Changes every line of a kind. */
function each(is: (line: string) => boolean, change: (line: string) => string): Mutation {
  return (lines) => lines.map((line) => (is(line) ? change(line) : line));
}

const any = () => true;
const removed = () => '';

function withNumber(line: string, random: Random): string {
  const numbers = [...line.matchAll(/\d+/g)].filter(({ index }) => index < (line.indexOf(' @@') + 1 || 1e9));
  if (numbers.length === 0) return line;
  const { index, 0: old } = pick(numbers, random);
  const by = pick([-2, -1, 1, 2, 10, -Number(old)], random);
  return line.slice(0, index) + Math.max(0, Number(old) + by) + line.slice(index + old.length);
}

/** The patch's files, each with its header, prose before the first on its own. */
function filesOf(lines: readonly string[]): string[][] {
  const git = lines.some((line) => line.startsWith('diff --git '));
  const files: string[][] = [[]];
  lines.forEach((line, i) => {
    const starts = git
      ? line.startsWith('diff --git ')
      : line.startsWith('--- ') && lines[i + 1]?.startsWith('+++ ');
    if (starts) files.push([]);
    (files.at(-1) as string[]).push(line);
  });
  return files;
}

function quoted(name: string): string {
  const escaped = name.replace(/[\\"]|[^ -~]|a/g, (c) =>
    c === '\\' || c === '"' ? `\\${c}` : `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return `"${escaped}"`;
}

const stamps = [
  '\t2024-03-01 12:30:00.000000000 +0100',
  '\t2024-03-01 12:30:00',
  '\tFri Mar  1 12:30:00 2024',
  ' 2024-03-01 12:30:00 +0100',
  '\t(revision 12)',
  '\t1970-01-01 00:00:00.000000000 +0000',
  '\t1970-01-01 01:00:00.000000000 +0100',
  '\t',
  '   ',
];

const prose = [
  'Some words about the change.\n',
  '\n',
  '-- \n2.43.0\n',
  '---\n src/a.c | 2 +-\n 1 file changed\n\n',
  'Index: a/b.c\n===================================================================\n',
  '```\n',
  'Only in b: c.txt\n',
  'Submodule lib 1234567..89abcde:\n  > a change\n',
  'Binary files a/x.png and b/x.png differ\n',
  'diff -ruN a/x b/x\n',
  '* a remark\n',
  '# a comment\n',
  '+ a list item\n',
  '- a list item\n',
  ' indented words\n',
  '\\ No newline at end of file\n',
  '@@\n',
  '--- \n',
  'new mode 100755\n',
  '\f\n',
];

const mutations: Readonly<Record<string, Mutation>> = {
  'line dropped': one(any, removed),
  'body line dropped': one(isBody, removed),
  'header line dropped': one(isHeader, removed),
  'name line dropped': one(isName, removed),
  'git line dropped': one((line) => line.startsWith('diff --git '), removed),
  'all git lines dropped': each((line) => line.startsWith('diff --git '), removed),
  'index lines dropped': each((line) => line.startsWith('index '), removed),
  'mode lines dropped': each((line) => / mode \d+$/m.test(line), removed),
  'line doubled': one(any, (line) => line + line),
  'body line doubled': one(isBody, (line) => line + line),
  'line trimmed': one(any, (line) => line.trimEnd() + (line.endsWith('\n') ? '\n' : '')),
  'all lines trimmed': each(any, (line) => line.replace(/[ \t\r]+\n$/, '\n')),
  'mark dropped': one(isBody, (line) => line.slice(1)),
  'mark changed': one(
    isBody,
    (line, random) => pick([' ', '+', '-', '\\', '\t', '@'], random) + line.slice(1),
  ),
  'context changed': one(
    (line) => line.startsWith(' '),
    (line) => line.replace(/\w/, 'q'),
  ),
  'text changed': one(isBody, (line, random) => {
    const at = 1 + below(line.length, random);
    return `${line.slice(0, at)}${pick(['x', ' ', '\t', '\r', '"', '\x1b[31m', '\xe9'], random)}${line.slice(at)}`;
  }),
  'count changed': one(isHunk, withNumber),
  'counts left out': one(isHunk, (line) => line.replace(/,\d+/, '')),
  'hunks shifted': (lines, random) => {
    const by = pick([-3, -1, 1, 2, 7, 50], random);
    return lines.map((line) =>
      line.replace(
        /^@@ -(\d+)(,\d+)? \+(\d+)/,
        (_, a, b, c) => `@@ -${Math.max(0, Number(a) + by)}${b ?? ''} +${Math.max(0, Number(c) + by)}`,
      ),
    );
  },
  'hunk header damaged': one(isHunk, (line, random) =>
    pick<(text: string) => string>(
      [
        (text) => text.replace(' @@', ''),
        (text) => text.replace('@@ ', '@@  '),
        (text) => text.replace('-', ''),
        (text) => text.replace(/\+(\d)/, '+ $1'),
        (text) => text.replace('@@ ', '@@@ '),
        (text) => text.replace(/@@.*@@/, '@@ ... @@'),
        (text) => text.replace(/ @@.*/, ' @@ -1,2 +3,4 @@'),
        (text) => text.replace(/,(\d)/, ',00$1'),
        (text) => text.replace(/,\d+/, ',99999999999999999999'),
        (text) => text.replace(/ @@.*/, ' @@'),
      ],
      random,
    )(line),
  ),
  'sides swapped': (lines) =>
    lines.map((line) => line.replace(/^(---|\+\+\+) /, (mark) => (mark === '--- ' ? '+++ ' : '--- '))),
  'name lines in the other order': (lines) => {
    const at = lines.findIndex((line, i) => line.startsWith('--- ') && lines[i + 1]?.startsWith('+++ '));
    if (at >= 0) lines.splice(at, 2, lines[at + 1] as string, lines[at] as string);
    return lines;
  },
  'prefix changed': (lines, random) => {
    const prefix = pick(['', 'x/', './', 'a/b/', '/', '../', '//', 'old/', 'a//'], random);
    const which = pick([/^(--- )a\//, /^(\+\+\+ )b\//, /^((?:---|\+\+\+) )[ab]\//], random);
    return lines.map((line) => line.replace(which, `$1${prefix}`));
  },
  'all prefixes changed': (lines, random) => {
    const [a, b] = pick(
      [
        ['', ''],
        ['i/', 'w/'],
        ['x/', 'x/'],
        ['x/y/', 'z/y/'],
        ['./', './'],
        ['b/', 'a/'],
      ],
      random,
    ) as [string, string];
    return lines.map((line) =>
      line
        .replace(/^(--- )a\//, `$1${a}`)
        .replace(/^(\+\+\+ )b\//, `$1${b}`)
        .replace(/^diff --git a\/(.*) b\//, `diff --git ${a}$1 ${b}`),
    );
  },
  'one name changed': one(
    (line) => isName(line) || /^(?:rename|copy) (?:from|to) /.test(line),
    (line, random) =>
      line.replace(
        /(\S+?)([\r\n\t]|$)/,
        `${pick(['$1x', '$1.orig', 'x$1', '$1/', '$1 ', '$1/../y', '$1\x01'], random)}$2`,
      ),
  ),
  'names in the git line changed': one(
    (line) => line.startsWith('diff --git '),
    (line, random) =>
      line.replace(/(\S+)([\r\n]|$)/, `${pick(['$1x', 'b/other', '$1 b', '"$1"', '$1/z', ''], random)}$2`),
  ),
  'side made /dev/null': one(isName, (line) => line.replace(/ .*/, ' /dev/null')),
  '/dev/null made a name': one(
    (line) => line.includes('/dev/null'),
    (line) => line.replace('/dev/null', 'a/none'),
  ),
  'names quoted': each(isName, (line) => line.replace(/ (\S+)/, (_, name) => ` ${quoted(name)}`)),
  'a name quoted badly': one(isName, (line, random) =>
    line.replace(/ (\S+)/, pick([' "$1', ' "$1" x', ' "\\$1"', ' "\\9$1"', ' $1"'], random)),
  ),
  'time stamps added': (lines, random) => {
    const stamp = pick(stamps, random);
    return lines.map((line) => (isName(line) ? line.replace(/\r?\n?$/, (end) => stamp + end) : line));
  },
  'a time stamp added': one(isName, (line, random) =>
    line.replace(/\r?\n?$/, (end) => pick(stamps, random) + end),
  ),
  'a blank in a name': each(
    (line) => isName(line) || line.startsWith('diff --git '),
    (line) => line.replace(/(\w)\./g, '$1 .'),
  ),
  'all CRLF': each(any, (line) => line.replace(/\r?\n$/, '\r\n')),
  'all LF': each(any, (line) => line.replace(/\r\n$/, '\n')),
  'headers CRLF': each(isHeader, (line) => line.replace(/\r?\n$/, '\r\n')),
  'bodies CRLF': each(isBody, (line) => line.replace(/\r?\n$/, '\r\n')),
  'a CRLF': one(any, (line) => line.replace(/\r?\n$/, '\r\n')),
  'prose between': (lines, random) => {
    lines.splice(below(lines.length + 1, random), 0, pick(prose, random));
    return lines;
  },
  'prose before a hunk or file': (lines, random) => {
    const at = lines.flatMap((line, i) => (isHunk(line) || line.startsWith('diff ') ? [i] : []));
    lines.splice(at.length > 0 ? pick(at, random) : 0, 0, pick(prose, random));
    return lines;
  },
  'prose at the end': (lines, random) => [...lines, pick(prose, random)],
  'files in another order': (lines, random) => {
    const [first = [], ...files] = filesOf(lines);
    files.sort(() => random() - 0.5);
    return [...first, ...files.flat()];
  },
  'a file twice': (lines, random) => {
    const files = filesOf(lines);
    return [...files.flat(), ...pick(files, random)];
  },
  'a file left out': (lines, random) => {
    const files = filesOf(lines);
    files.splice(below(files.length, random), 1);
    return files.flat();
  },
  'hunks in another order': (lines) => {
    const at = lines.flatMap((line, i) => (isHunk(line) ? [i] : []));
    const [a, b] = at;
    if (a === undefined || b === undefined) return lines;
    const end = lines.findIndex((line, i) => i > b && !isBody(line));
    const to = end < 0 ? lines.length : end;
    return [...lines.slice(0, a), ...lines.slice(b, to), ...lines.slice(a, b), ...lines.slice(to)];
  },
  'cut off at a line': (lines, random) => lines.slice(0, below(lines.length, random) + 1),
  'cut off within a line': (lines, random) => {
    const text = lines.join('');
    return [text.slice(0, below(text.length, random) + 1)];
  },
  'beginning cut off': (lines, random) => lines.slice(below(lines.length, random)),
  'last line end dropped': (lines) => [...lines.slice(0, -1), (lines.at(-1) ?? '').replace(/\r?\n$/, '')],
  'blank lines at the end': (lines) => [...lines, '\n', '\n'],
  'no-newline remark added': one(isBody, (line) => `${line}\\ No newline at end of file\n`),
  'no-newline remark dropped': each((line) => line.startsWith('\\'), removed),
  'mode changed': one(
    (line) => / mode \d+|^index .* \d+/.test(line),
    (line, random) =>
      line.replace(/\d+$/m, pick(['100755', '100644', '120000', '160000', '040000', '644', '0'], random)),
  ),
  'mode line added': (lines, random) => {
    const at = lines.findIndex((line) => line.startsWith('diff --git '));
    if (at >= 0)
      lines.splice(
        at + 1,
        0,
        pick(
          [
            'new file mode 100644\n',
            'deleted file mode 100644\n',
            'old mode 100644\nnew mode 100755\n',
            'new mode 100755\n',
            'similarity index 90%\nrename from a\nrename to b\n',
            'index 1234567..89abcde 100644\n',
            'GIT binary patch\n',
            'Binary files a/x and b/x differ\n',
          ],
          random,
        ),
      );
    return lines;
  },
  indented: each(any, (line) => `  ${line}`),
  'quoted in a mail': each(any, (line) => `> ${line}`),
  coloured: (lines, random) => {
    const some = chance(0.5, random);
    return lines.map((line) => (some && !isHunk(line) ? line : `\x1b[36m${line.trimEnd()}\x1b[m\n`));
  },
  'tabs made blanks': each(any, (line) => line.replaceAll('\t', '    ')),
  'section changed': one(isHunk, (line, random) =>
    line.replace(/@@ ?[^@]*$/, `@@${pick(['', ' f()', 'f()', ' @@', '  ', '\t', ' -- '], random)}\n`),
  ),
};
