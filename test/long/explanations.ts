import type { Difference, DifferenceKind } from './differences.js';

/** A difference from git that is meant to be, and who is right. */
interface Explanation {
  readonly why: string;
  readonly kinds: readonly DifferenceKind[];
  readonly fits: (difference: Difference) => boolean;
}

const refuses = ['refuses to read, git reads', 'refuses to read, git applies'] as const;

/** A refusal in these words, of a patch that somebody damaged: a refusal hides nothing and lets nothing pass. */
function refusal(words: RegExp): Pick<Explanation, 'kinds' | 'fits'> {
  return {
    kinds: refuses,
    fits: ({ own, isReal, git }) => words.test(own.refusal) && !(isReal && git.applies),
  };
}

const explanations: readonly Explanation[] = [
  {
    why: 'Lines that look like changes stand behind a full hunk. Git drops them in silence; Bouncer, which refuses, is right.',
    ...refusal(/looks like a changed line/),
  },
  {
    why: 'A hunk header has no numbers. Git passes over the hunk; Bouncer, which refuses, is right.',
    ...refusal(/not a hunk header|combined diff/),
  },
  {
    why: 'A hunk or name line lacks the rest of its header. Git passes over it; Bouncer, which refuses, is right.',
    ...refusal(
      /only one side|no file header|does not directly follow|names no file|has no "diff --git" header|is missing between/,
    ),
  },
  {
    why: 'The names of a header disagree. Git picks one; Bouncer, which refuses, is right.',
    ...refusal(/names two different files/),
  },
  {
    why: 'A header says new or deleted and its lines say otherwise. Git counts it, and refuses to apply most; Bouncer refuses at once.',
    ...refusal(/marks the file/),
  },
  {
    why: "A name is quoted badly, or a mode is none of git's. Git takes the bytes as they are; Bouncer refuses what others read otherwise.",
    ...refusal(/a quote that does not end|is not a file mode/),
  },
  {
    why: 'The remark that a file has no last line end stands before more of its lines. Git takes two lines for one; Bouncer, which refuses, is right.',
    ...refusal(/more lines of the file follow/),
  },
  {
    why: 'A name has a tab or another control character. Git takes it; Bouncer refuses what no tool shows as it is.',
    kinds: refuses,
    fits: ({ own }) => own.refusal.includes('a control character in its name'),
  },
  {
    why: 'Git breaks off on a check of its own memory. Bouncer, which answers, is right.',
    kinds: ['applies, git refuses', 'reads, git refuses', ...refuses],
    fits: ({ git }) => /Assertion .* failed/.test(git.refusal),
  },
  {
    why: 'The first line of a header stands there twice. Git keeps names of the first; Bouncer, which reads it once, is right.',
    kinds: ['applies, git refuses', 'reads, git refuses'],
    fits: ({ git, isReal }) => !isReal && git.refusal.includes('expected /dev/null, got'),
  },
  {
    why: 'A submodule is changed twice from the same commit. Git is right: Bouncer does not compare commits.',
    kinds: ['applies, git refuses'],
    fits: ({ git, name, patch }) =>
      name.includes('a file twice') && patch.includes('160000') && /patch failed: lib:1/.test(git.refusal),
  },
  {
    why: 'Binary data is damaged. Git passes over it or refuses to apply it; Bouncer refuses at once.',
    ...refusal(/binary data is/),
  },
  {
    why: 'Binary data holds text, as `git diff --binary` writes it for a file that attributes call binary. Git applies it; Bouncer refuses what hides text from its reader.',
    kinds: refuses,
    fits: ({ own }) => own.refusal.includes('binary data holds text'),
  },
  {
    why: 'The text has NUL bytes, as `git diff --text` writes them. Git reads it; Bouncer refuses what no person can read.',
    kinds: refuses,
    fits: ({ own, patch }) => /is binary, not text|NUL/.test(own.refusal) && patch.includes(0),
  },
  {
    why: 'The diff is colored. Git passes over its hunks; Bouncer, which reads them, is right.',
    kinds: ['reads less', 'reads otherwise', 'reads, git refuses', 'applies, git refuses', ...refuses],
    fits: ({ patch, own, git }) =>
      patch.includes('\x1b[') && (own.files ? lines(own.files) >= lines(git.files) : lines(git.files) === 0),
  },
  {
    why: 'A file has no lines to count, such as a binary one without data. Git passes over it; Bouncer, which lists it, is right.',
    kinds: ['reads otherwise'],
    fits: ({ own, git }) => {
      const withLines = (own.files ?? []).filter(({ added, deleted }) => added + deleted > 0);
      return (
        (git.files ?? []).filter(({ added, deleted }) => added + deleted > 0).length === withLines.length
      );
    },
  },
  {
    why: 'A side is /dev/null though the file is neither new nor deleted. Git takes it for the file dev/null, Bouncer for the file beside it; no line is lost.',
    kinds: ['reads less', 'reads otherwise'],
    fits: ({ own, git }) =>
      git.files?.some(({ path }) => /^\/?dev\/null$/.test(path)) === true &&
      lines(own.files) === lines(git.files),
  },
  {
    why: 'Both sides name the same path, with neither a/ nor b/. Git takes its first folder off unless told -p0; Bouncer, which keeps the path as diff.noprefix, Subversion and quilt mean it, is right. No line is lost.',
    kinds: ['reads less', 'reads otherwise'],
    fits: (difference) => sameBut(difference, (own, git) => git === own.replace(/^[^/]*\//, '')),
  },
  {
    why: 'A time stamp stands behind blanks instead of a tab. Git takes it for a part of the name; Bouncer is right. No line is lost.',
    kinds: ['reads less', 'reads otherwise', 'applies, git refuses', 'reads, git refuses'],
    fits: (difference) =>
      /stamps? added/.test(difference.name) &&
      (/inconsistent (?:old|new) filename/.test(difference.git.refusal) ||
        sameBut(difference, (own, git) =>
          // Read with -p0 it has its prefix, too.
          [git, git.slice(git.indexOf('/') + 1)].some(
            (name) => name.startsWith(own) && /^\s+(?:$|.*\d\d:\d\d)/.test(name.slice(own.length)),
          ),
        ) ||
        /\d\d:\d\d:\d\d[^:]*: No such file/.test(difference.git.refusal)),
  },
  {
    why: 'Words between two files of a patch without a/ and b/ name one with them. Git is right: Bouncer takes a folder off every name. No line is lost.',
    kinds: ['reads less'],
    fits: ({ own, git, isReal, name }) =>
      !isReal && name.includes('prose') && lines(own.files) === lines(git.files),
  },
  {
    why: 'Some names have a/ and b/, and others have no folder. Git takes all as they are; Bouncer takes a/ and b/ off. No line is lost.',
    kinds: ['reads less'],
    fits: ({ own, git, isReal, name }) =>
      !isReal && name.includes('prefixes changed') && lines(own.files) === lines(git.files),
  },
  {
    why: 'A header without lines stands before another of the same file. Git counts two; Bouncer lists the file once. No line is lost.',
    kinds: ['reads less'],
    fits: ({ own, git }) =>
      lines(own.files) === lines(git.files) &&
      git.files?.every(({ path }) => own.files?.some((file) => file.path === path)) === true,
  },
  {
    why: 'A header announces a file and changes nothing. Git finds no patch in it; Bouncer lists the file, and nothing in it fails to apply.',
    kinds: ['applies, git refuses', 'reads, git refuses'],
    fits: ({ own, git }) =>
      /No valid patches|only garbage|lacks filename information/.test(git.refusal) &&
      own.files?.some(({ added, deleted }) => added + deleted === 0) === true,
  },
  {
    why: 'A header without "diff --git" names a file that is not there, and its one hunk has no old lines. Git takes it for a new file; Bouncer, which says that there is no such file, is right.',
    kinds: ['does not apply, git applies'],
    fits: ({ own, isReal }) => !isReal && own.refusal.endsWith('There is no such file.'),
  },
  {
    why: 'The names have no a/ and b/, and one has no folder. Git is right: it applies with -p0, and Bouncer, which asks it with -p1, says that it does not.',
    kinds: ['does not apply, git applies'],
    fits: ({ own }) => own.refusal.includes('when removing 1 leading pathname component'),
  },
  {
    why: 'The last line end is missing, or blank context lines at the end. Git calls it corrupt; Bouncer mends it, since it can mean one thing only.',
    kinds: ['applies, git refuses', 'reads, git refuses'],
    fits: ({ git }) => git.refusal.includes('corrupt patch at line'),
  },
  {
    why: 'Git can not read it. Bouncer reads it and says that it does not apply.',
    kinds: ['reads, git refuses'],
    fits: ({ own }) => own.applies === 'no',
  },
];

/** Whether the same lines are read of each file, whose names are the same or differ in a way. */
function sameBut({ own, git }: Difference, differ: (own: string, git: string) => boolean): boolean {
  const theirs = git.files ?? [];
  return (
    own.files?.length === theirs.length &&
    own.files.every(({ path, added, deleted }, i) => {
      const { path: name = '', added: more, deleted: less } = theirs[i] ?? {};
      return more === added && less === deleted && (name === path || differ(path, name));
    })
  );
}

function lines(files: Difference['own']['files']): number {
  return (files ?? []).reduce((sum, { added, deleted }) => sum + added + deleted, 0);
}

/** Why a difference is as it should be; nothing where it is not. */
export function explanation(difference: Difference): string | undefined {
  return explanations.find(({ kinds, fits }) => kinds.includes(difference.kind) && fits(difference))?.why;
}
