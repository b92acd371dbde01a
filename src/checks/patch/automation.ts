import { counted } from '../../core/counted.js';
import type { PatchFile } from '../../core/patch.js';
import { type Checks, type Said, take, tally, words } from '../check.js';
import { nameOf } from './fileKind.js';
import { type Check, checksOf, hasPipefail, isCheck, isLookedAt, isPipeline, showsTop } from './pipelines.js';
import { placesOf, placesOfFiles } from './places.js';
import {
  hunksByFile,
  isComment,
  newLines,
  type PatchReading,
  type ReadHunk,
  type ReadLine,
} from './reading.js';
import { isForgiving, lostTriggers } from './workflow.js';

/** Files that also hold other things than commands. */
const buildNames = words(
  'setup.py setup.cfg pyproject.toml pytest.ini conftest.py package.json Dockerfile Cargo.toml pom.xml build.gradle build.gradle.kts phpunit.xml',
);
/** Of those, the ones that run as soon as a patch is merged or a project is opened. */
const runNames = new Set(['setup.py', 'conftest.py', 'package.json', 'Dockerfile']);

/** What the patch does to builds, hooks and pipelines: above all, whether they can still fail. */
export const automation = {
  'automation-changed': {
    title: 'Changes of CI, hooks and build scripts',
    help: 'Bouncer compares what they check before and after the patch: a check counts while its failure stops the pipeline and the pipeline runs by itself. Blocker if a check no longer counts: it is removed, piped, negated, sent to the background, followed by `|| true`, under a condition that never holds, or in a workflow that lost its events or its place. A check that moves, or that another one replaces, still counts. Warning if tests are left out, if a new check cannot fail, or if an option above the shown lines decides (`pipefail`). Otherwise hint.',
    why: 'If CI passes whatever the code does, it no longer tells right patches from wrong ones. These files also run by themselves on other machines.',
    example:
      '`run: pytest | tee log`, `continue-on-error: true`, `"test": "exit 0"`, `ci.yml` renamed to `ci.yml.off`.',
    run: automationSaid,
  },
} satisfies Checks<PatchReading>;

function automationSaid(reading: PatchReading): Said {
  const { patch, hunks } = reading;
  const runs = patch.files.filter(
    ({ path }) => isPipeline(path) || runNames.has(nameOf(path)) || path.startsWith('.vscode/'),
  );
  const lines = hunks
    .filter(({ file: { path } }) => isPipeline(path) || buildNames.has(nameOf(path)))
    .flatMap((hunk) => hunk.lines.filter((one) => one.line.kind !== 'context' && !isComment(one)));
  const added = newLines(lines);
  const checks = compareChecks(hunks);
  const movedOut = checks.replaced ? [] : patch.files.filter(leavesPipeline);
  const triggers = lostTriggers(reading);
  // What a new pipeline does takes nothing away, unless it stands for an old one.
  const stands = ({ file }: ReadLine) =>
    file.change !== 'added' || checks.lost.length + movedOut.length > 0 || patch.files.some(endsPipeline);
  const forgiving = added.filter((one) => stands(one) && isForgiving(one));
  const stopped = triggers.filter(({ scheduled }) => !scheduled).map(({ line }) => line);
  const rarer = triggers.filter(({ scheduled }) => scheduled).map(({ line }) => line);
  const narrowed = added.filter(({ code }) => isCheck(code) && narrows.test(code));
  const silenced = [...checks.silenced, ...forgiving];
  const grave = [
    silenced.length > 0 && 'Lets checks fail without stopping CI',
    checks.gone.length > 0 &&
      `Removes ${counted(checks.gone.length, 'check')} from CI, hooks or build scripts`,
    movedOut.length > 0 && `Moves ${counted(movedOut.length, 'file')} out of where CI looks`,
    stopped.length > 0 && 'Keeps CI from running on changes',
  ];
  const doubtful = [
    checks.piped.length > 0 && 'Pipes a check into a command whose success may hide its failure',
    checks.hollow.length > 0 && 'Adds a check that cannot fail',
    narrowed.length > 0 && 'Leaves tests out of CI, hooks or build scripts',
    rarer.length > 0 && 'Runs CI on a schedule instead of on changes',
  ];
  const said = [...grave, ...doubtful].filter(Boolean);
  const seen = new Set([
    ...silenced,
    ...checks.gone,
    ...stopped,
    ...checks.piped,
    ...checks.hollow,
    ...narrowed,
    ...rarer,
  ]);
  const files = seen.size > 0 || said.length > 0 ? movedOut : runs;
  return {
    value: runs.length,
    sentence:
      said.length > 0
        ? `${said.join('. ')}.`
        : runs.length > 0
          ? 'Changes CI, hooks or build scripts.'
          : 'No change of CI, hooks or build scripts found.',
    places: [...placesOf([...seen]), ...placesOfFiles(files)],
    level: grave.some(Boolean) ? 'blocker' : said.length > 0 ? 'warning' : runs.length > 0 ? 'info' : 'note',
  };
}

/** A file that CI no longer finds; a copy leaves the original where it is. */
function leavesPipeline({ oldPath, newPath, change }: PatchFile): boolean {
  return change === 'renamed' && isLookedAt(oldPath ?? '') && !isLookedAt(newPath ?? '');
}

function endsPipeline({ oldPath, change }: PatchFile): boolean {
  return (change === 'deleted' || change === 'renamed') && isLookedAt(oldPath ?? '');
}

/** Compares which checks could stop a pipeline before the patch and after it. */
function compareChecks(hunks: readonly ReadHunk[]) {
  const old: Check[] = [];
  const now: Check[] = [];
  for (const [{ oldPath = '', newPath = '' }, own] of hunksByFile(hunks)) {
    if (!looks(oldPath) && !looks(newPath)) continue;
    const [before, after] = [hasPipefail(own, 'deleted'), hasPipefail(own, 'added')];
    for (const hunk of own) {
      if (looks(oldPath)) for (const check of checksOf(hunk, 'deleted', before)) old.push(check);
      if (looks(newPath)) for (const check of checksOf(hunk, 'added', after)) now.push(check);
    }
  }
  const decides = ({ outcome }: Check) => outcome === 'decides';
  const kept = now.filter(decides);
  // Checks that decided before and stand nowhere now, so that they pass whatever happens or are gone.
  const lost = unmatched(old.filter(decides), kept);
  const weakBefore = new Set(old.filter((one) => !decides(one)).map(({ command }) => command));
  const weak = now.filter((one) => !decides(one) && !weakBefore.has(one.command));
  const sorts = new Set(lost.map(({ sort }) => sort));
  const replacing = weak.filter(({ sort }) => sorts.has(sort));
  const isUnsure = ({ outcome, line: { hunk } }: Check) => outcome === 'piped' && !showsTop(hunk);
  const linesOf = (checks: readonly Check[]) => checks.map(({ line }) => line);
  const newFiles = new Set(linesOf(kept).flatMap(({ file }) => (file.change === 'added' ? [file] : [])));
  const isHollow = ({ sort, outcome, changed, line }: Check) =>
    outcome === 'swallowed' && changed && !sorts.has(sort) && !newFiles.has(line.file);
  return {
    lost,
    gone: linesOf(lost.slice(replacing.length)),
    silenced: linesOf(replacing.filter((one) => !isUnsure(one))),
    piped: linesOf(replacing.filter(isUnsure)),
    /** Checks that are new and cannot fail. */
    hollow: linesOf(weak.filter(isHollow)),
    /** Whether new files run checks, too. */
    replaced: newFiles.size > 0,
  };
}

function looks(path: string): boolean {
  return isLookedAt(path) || nameOf(path) === 'package.json';
}

/** The checks for which there is none of the same kind now: the same one, another in its place, or one that takes in more. */
function unmatched(before: readonly Check[], after: readonly Check[]): Check[] {
  const same = tally(after.map(({ command }) => command));
  const others = before.filter(({ command }) => !take(same, command));
  const instead = tally(
    after.flatMap(({ command, sort, changed }) => (changed && take(same, command) ? [sort] : [])),
  );
  const wide = [...new Set(after.map(({ command }) => command))].slice(0, mostCompared);
  return others.filter(
    ({ sort, command }) =>
      !take(instead, sort) &&
      !(sort === 'lint' && take(instead, 'test')) &&
      !wide.some((one) => isWider(one, command)),
  );
}

/** Commands that are looked through for a wider one. */
const mostCompared = 40;

/** Whether a command runs what another runs and more: the same with fewer words. */
function isWider(wide: string, narrow: string): boolean {
  const inside = words(narrow);
  return wide !== narrow && wide.split(' ').every((word) => inside.has(word));
}

/** Leaves some tests out. */
const narrows =
  /\s-k[ =]?["']?not\b|\s-m[ =]?["']?not\b|--deselect\b|--ignore(?:-glob)?[ =]|--testPathIgnorePatterns|--exclude\b|\s--skip\b|\s-skip\b|--grep .{0,80}--invert|--without-\w*test|\bSKIP=/;
