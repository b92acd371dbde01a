import type { Encoding } from '../../core/inputText.js';
import type { Patch, PatchFile } from '../../core/patch.js';
import { type Place, quoteOf } from '../../core/place.js';
import type { FileApplication } from '../../repository/apply.js';
import { type PatchTrial, tryPatch } from '../../repository/patchTrial.js';
import type { Repository } from '../../repository/repository.js';
import { type Checks, measured, type Said, shared } from '../check.js';
import { headerPlace, mostPlaces, placesOfFiles } from './places.js';
import { hasGrammar, syntaxErrors } from './syntax.js';

/** A patch, and the code base that it is for. */
export interface PatchInCode {
  readonly patch: Patch;
  readonly repository: Repository;
  /** How the patch's bytes became text. */
  readonly encoding?: Encoding;
}

const trialOf = shared(({ patch, repository, encoding }: PatchInCode) =>
  tryPatch(patch, repository, encoding),
);

/** What only a look into the code base shows: whether the patch applies, and what it leaves. */
export const inCode = {
  applies: {
    title: 'Whether the patch applies to the open workspace, or is already applied',
    help: 'Blocker if it does not apply; the sentence says which file and why. In a git work tree the answer is that of `git apply --check`; elsewhere, Bouncer checks by itself, and a hint says what it could not know. Files with a `filter=` attribute are not checked, because git would run the filter.',
    why: 'A patch that does not apply was made for other code.',
    example: 'a hunk whose context lines have changed since.',
    run: async (reading) => appliesSaid(await trialOf(reading)),
  },
  'still-parses': {
    title: 'Whether the changed files still parse',
    help: 'Files in TypeScript, TSX, JavaScript, Python, Java, Go, Rust, C and C++. Warning for new errors; a file that already had errors is not checked.',
    why: 'Code with a syntax error does not run.',
    example: 'a Python line that is indented by three spaces in a block that is indented by four.',
    run: async (reading) => syntaxSaid((await trialOf(reading)).files),
  },
  'deletes-code-base': {
    title: "Whether it deletes more than half of the workspace's files",
    help: 'Blocker.',
    why: 'A ticket rarely asks for that.',
    example: 'a patch made in an empty folder, which deletes every file.',
    run: deletionSaid,
  },
} satisfies Checks<PatchInCode, Promise<Said>>;

/** Milliseconds after which no further file is parsed. */
const longestParsing = 2_000;
/** A patch that deletes more than this share of the code base's files, 0..1, is taken for a mistake. */
const mostDeleted = 0.5;

function appliesSaid({ outcome, files, gitsWords }: PatchTrial): Said {
  const refused = files.filter(({ refusal }) => refusal !== undefined);
  const unsure = files.filter((one) => one.unsure !== undefined);
  const sentences = {
    applies: () => 'Applies to the code base.',
    done: () => 'Is already applied to the code base.',
    unknown: () => unknownSentence(unsure),
    refused: () =>
      refused.length > 0 ? refusedSentence(files, refused) : `Does not apply: git says "${gitsWords}".`,
  };
  const shown = outcome === 'refused' ? refused : outcome === 'unknown' ? unsure : [];
  return {
    value: Number(outcome !== 'refused'),
    sentence: sentences[outcome](),
    places: shown.slice(0, mostPlaces).map(({ file, hunk }) => headerPlace(file, hunk?.document)),
    level: outcome === 'refused' ? 'blocker' : outcome === 'unknown' ? 'info' : 'note',
  };
}

function unknownSentence(unsure: readonly FileApplication[]): string {
  const [first] = unsure;
  return first
    ? `Could not check whether it applies to ${first.file.path}: ${lowerFirst(first.unsure ?? '')}${andMore(unsure.length - 1, 'not checked')}`
    : 'Could not check whether it applies.';
}

function refusedSentence(files: readonly FileApplication[], refused: readonly FileApplication[]): string {
  const changed = files.filter(({ file }) => file.oldPath !== undefined);
  const missing = refused.filter((one) => one.missing);
  if (missing.length > 1 && missing.length === changed.length) {
    return `Does not apply: none of the ${changed.length} files that it changes is in the code base. The patch may be for another one.`;
  }
  const [first] = missing.length > 0 ? missing : refused;
  if (!first) return 'Does not apply.';
  const { file, refusal = '' } = first;
  const others = andMore(refused.length - 1, 'refused');
  if (!first.missing) return `Does not apply to ${file.path}: ${lowerFirst(refusal)}${others}`;
  const does = file.change === 'deleted' ? 'deletes' : 'changes';
  const another = missing.length === changed.length ? ' The patch may be for another one.' : '';
  return `Does not apply: ${file.oldPath}, which it ${does}, is not in the code base.${another}${others}`;
}

function andMore(count: number, what: string): string {
  if (count === 0) return '';
  return ` ${count} more ${count === 1 ? 'file is' : 'files are'} ${what}.`;
}

async function syntaxSaid(applied: readonly FileApplication[]): Promise<Said> {
  const end = Date.now() + longestParsing;
  const places: Place[] = [];
  const broken: string[] = [];
  let checked = 0;
  let skipped = 0;
  for (const { file, before, after } of applied) {
    if (after === undefined || !hasGrammar(file.path)) continue;
    const errors = Date.now() > end ? undefined : await newErrors(file, before ?? '', after);
    if (errors === undefined) skipped++;
    else {
      checked++;
      if (errors.length > 0) broken.push(file.path);
      for (const line of errors) places.push(placeInFile(file, line));
    }
  }
  let sentence = 'No changed file is in a language whose syntax is checked.';
  if (broken.length > 1) sentence = `Leaves ${broken.length} files with syntax errors.`;
  else if (broken.length > 0) sentence = `Leaves ${broken[0]} with a syntax error.`;
  else if (checked > 0) sentence = 'Every changed file still parses.';
  if (skipped > 0) sentence += ` ${skipped} ${skipped === 1 ? 'file was' : 'files were'} not checked.`;
  return {
    value: Number(broken.length === 0),
    sentence,
    places: places.slice(0, mostPlaces),
    level: broken.length > 0 ? 'warning' : 'note',
  };
}

/** Error lines after the patch; nothing where it could not be checked, or where the file had errors before. */
async function newErrors(file: PatchFile, before: string, after: string) {
  try {
    const now = await syntaxErrors(file.path, after);
    if (now === undefined || now.length === 0 || file.oldPath === undefined) return now;
    const then = await syntaxErrors(file.oldPath, before);
    return then?.length === 0 ? now : undefined;
  } catch {
    return undefined;
  }
}

async function deletionSaid({ patch, repository }: PatchInCode): Promise<Said> {
  const deleted = patch.files.filter((file) => file.change === 'deleted');
  const all = deleted.length > 1 ? (await repository.paths()).length : 0;
  if (deleted.length <= 1 || deleted.length <= mostDeleted * all)
    return measured(0, 'Leaves most files of the code base in place.');
  return {
    value: 1,
    sentence: `Deletes ${deleted.length} of the ${all} files of the code base.`,
    places: placesOfFiles(deleted),
    level: 'blocker',
  };
}

/** A line of the file after the patch: at the patch's own line that shows it, else at the file's header. */
function placeInFile(file: PatchFile, line: number): Place {
  for (const hunk of file.hunks) {
    const shown = hunk.lines.find((one) => one.kind !== 'deleted' && one.newLine === line);
    if (shown) {
      return {
        document: 'patch',
        range: {
          start: { line: shown.document, column: 2 },
          end: { line: shown.document, column: 2 + shown.text.length },
        },
        quote: quoteOf(shown.text),
        file: { path: file.path, line, side: 'new' },
      };
    }
  }
  return { ...headerPlace(file), file: { path: file.path, line, side: 'new' } };
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
