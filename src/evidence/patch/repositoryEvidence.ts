import type { Evidence, Fact } from '../../core/evidence.js';
import type { Patch, PatchFile } from '../../core/patch.js';
import { type Place, quoteOf } from '../../core/place.js';
import { applyPatch, type FileApplication, reversed } from '../../repository/apply.js';
import type { Repository } from '../../repository/repository.js';
import { headerPlace, mostPlaces, placesOfFiles } from './reading.js';
import { hasGrammar, syntaxErrors } from './syntax.js';

/** Milliseconds after which no further file is parsed. */
const longestParsing = 2_000;
/** A patch that deletes more than this share of the code base's files, 0..1, is taken for a mistake. */
const mostDeleted = 0.5;

/** What only a look into the code base shows: whether the patch applies, and what it leaves. */
export async function patchRepositoryEvidence(patch: Patch, repository: Repository): Promise<Evidence> {
  const tried = await applyPatch(patch, repository);
  const done = tried.some(isRefused) ? await alreadyApplied(patch, repository) : undefined;
  return [
    done ? doneFact : appliesFact(patch, tried),
    await syntaxFact(done ?? tried),
    await deletionFact(patch, repository),
  ];
}

/** The patch as it was applied, where the code base has its changes already, as a working tree's patch does. */
async function alreadyApplied(patch: Patch, repository: Repository): Promise<FileApplication[] | undefined> {
  const back = await applyPatch(reversed(patch), repository);
  if (back.some(isRefused)) return undefined;
  return back.reverse().map(({ before: after, after: before }, i) => ({
    file: patch.files[i] as PatchFile,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  }));
}

function isRefused({ refusal }: FileApplication): boolean {
  return refusal !== undefined;
}

const doneFact: Fact = {
  id: 'applies',
  value: 1,
  sentence: 'Is applied to the code base already.',
  places: [],
  level: 'note',
};

function appliesFact({ files }: Patch, applied: readonly FileApplication[]): Fact {
  const refused = applied.filter(isRefused);
  const missing = refused.filter(({ refusal }) => refusal === 'There is no such file.');
  const [first] = refused;
  let sentence = 'Applies to the code base.';
  if (first) {
    const others = refused.length - 1;
    sentence =
      missing.length === files.length && files.length > 0
        ? `Does not apply: ${files.length === 1 ? `the file that it changes (${first.file.path}) is` : `none of the ${files.length} files that it changes is`} in the code base. It may belong to another one.`
        : `Does not apply to ${first.file.path}: ${lowerFirst(first.refusal ?? '')}${others > 0 ? ` ${others} more ${others === 1 ? 'file is' : 'files are'} refused.` : ''}`;
  }
  return {
    id: 'applies',
    value: Number(!first),
    sentence,
    places: refused.slice(0, mostPlaces).map(({ file, hunk }) => headerPlace(file, hunk?.document)),
    level: first ? 'blocker' : 'note',
  };
}

async function syntaxFact(applied: readonly FileApplication[]): Promise<Fact> {
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
  if (broken.length > 0) {
    sentence =
      broken.length === 1
        ? `Leaves ${broken[0]} with a syntax error.`
        : `Leaves ${broken.length} files with syntax errors.`;
  } else if (checked > 0) sentence = 'Every changed file still parses.';
  if (skipped > 0) sentence += ` ${skipped} ${skipped === 1 ? 'file was' : 'files were'} not checked.`;
  return {
    id: 'still-parses',
    value: Number(broken.length === 0),
    sentence,
    places: places.slice(0, mostPlaces),
    level: broken.length > 0 ? 'warning' : 'note',
  };
}

/** Error lines after the patch, where the file had fewer errors before; nothing where it could not be checked. */
async function newErrors(
  file: PatchFile,
  before: string,
  after: string,
): Promise<readonly number[] | undefined> {
  try {
    const now = await syntaxErrors(file.path, after);
    if (now === undefined || now.length === 0) return now;
    const then = file.oldPath === undefined ? [] : await syntaxErrors(file.oldPath, before);
    return then === undefined || now.length > then.length ? now : [];
  } catch {
    return undefined;
  }
}

async function deletionFact({ files }: Patch, repository: Repository): Promise<Fact> {
  const deleted = files.filter((file) => file.change === 'deleted');
  const all = deleted.length > 1 ? (await repository.paths()).length : 0;
  const most = deleted.length > 1 && deleted.length > mostDeleted * all;
  return {
    id: 'deletes-code-base',
    value: Number(most),
    sentence: most
      ? `Deletes ${deleted.length} of the ${all} files of the code base.`
      : 'Leaves most files of the code base in place.',
    places: most ? placesOfFiles(deleted) : [],
    level: most ? 'blocker' : 'note',
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
