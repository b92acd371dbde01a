import type { Checklist, Point, PointState } from '../../core/checklist.js';
import { cut, squeezed } from '../../core/oneLine.js';
import type { Patch, PatchFile } from '../../core/patch.js';
import type { Place } from '../../core/place.js';
import type { Ticket } from '../../core/ticket.js';
import type { Repository } from '../../repository/repository.js';
import { placesOf as placesInTicket } from '../ticket/facts.js';
import { pointsOf } from '../ticket/points.js';
import { readTicket } from '../ticket/reading.js';
import { type Asked, askedBy } from './asked.js';
import { nameOf } from './fileKind.js';
import { headerPlace, placesOf } from './places.js';
import { type PatchReading, type ReadLine, readPatch } from './reading.js';
import { relatedIn } from './related.js';
import { assertion, testStart } from './testing.js';

/** Points that are looked at, and characters of one that are told. */
const mostPoints = 50;
const longestText = 240;
/** Places that are told of a point. */
const mostPlaces = 3;

/** A patch with the ticket that it answers. */
interface Work {
  readonly patch: Patch;
  readonly ticket: Ticket;
  /** Paths that change without being shown. */
  readonly unread?: readonly string[];
  /** The code base before the patch, or with the patch applied. */
  readonly repository?: Repository;
}

type Answer = Pick<Point, 'state' | 'why' | 'places'>;

/**
 * What a ticket asks for, and what can be told of it without judging code: that a file, a symbol, a test or an entry is
 * there or is not. All else is unknown. What the ticket says of itself, such as a ticked box, counts for nothing.
 */
export async function checklistOf(work: Work): Promise<Checklist> {
  const reading = readTicket(work.ticket);
  const spans = pointsOf(reading);
  const looked = spans.slice(0, mostPoints);
  const patch = readPatch(work.patch, work.ticket);
  const related = relatedIn(patch);
  const points: Point[] = [];
  for (const span of looked) {
    const text = squeezed(work.ticket.text.slice(span.start, span.end));
    const asked = askedBy(text);
    const answer = asked && (await answered(asked, patch, work));
    const [place] = placesInTicket(reading, [span]);
    points.push({
      text: text.length > longestText ? `${cut(text, longestText - 1)}…` : text,
      place: place as Place,
      ...(answer ?? unknown(placesOf(related(text)))),
      by: 'checks',
    });
  }
  return { points, more: spans.length - looked.length };
}

function unknown(places: readonly Place[]): Answer {
  const near = places.slice(0, mostPlaces);
  const why =
    near.length > 0
      ? 'These changed lines share its words; the checks can’t tell whether they do it.'
      : 'The checks can’t tell; no changed line shares its words.';
  return { state: 'unknown', why, places: near };
}

function told(state: PointState, why: string, places: readonly Place[] = []): Answer {
  return { state, why, places: places.slice(0, mostPlaces) };
}

/** What is known of what a point asks for; undefined where nothing is. */
async function answered(asked: Asked, patch: PatchReading, work: Work): Promise<Answer | undefined> {
  switch (asked.kind) {
    case 'file':
      return fileAnswer(asked, work);
    case 'gone':
      return goneAnswer(asked, work);
    case 'symbol':
      return symbolAnswer(asked, patch, work);
    case 'tests':
      return testsAnswer(asked, patch, work);
    default:
      return entryAnswer(asked, work);
  }
}

async function fileAnswer(
  { name, whole }: Asked & { name: string },
  work: Work,
): Promise<Answer | undefined> {
  const touched = work.patch.files.find((file) => isNamed(pathsOf(file), name));
  if (touched) {
    const isMade = touched.change === 'added' || touched.change === 'renamed' || touched.change === 'copied';
    const made = whole && isMade && touched.newPath !== undefined && isNamed([touched.newPath], name);
    return made ? told('met', 'The patch adds it.', [headerPlace(touched)]) : unknown([headerPlace(touched)]);
  }
  if (isNamed(work.unread ?? [], name)) return undefined;
  const there = await pathIn(work.repository, name);
  if (there !== false) return undefined;
  return told('not-met', `${name} is neither in the patch nor in the code base.`);
}

async function goneAnswer(
  { name, whole }: Asked & { name: string },
  work: Work,
): Promise<Answer | undefined> {
  const touched = work.patch.files.find((file) => isNamed(pathsOf(file), name));
  if (touched) {
    const isGone = touched.change === 'deleted' || !isNamed([touched.newPath ?? ''], name);
    return whole && isGone
      ? told('met', 'The patch removes it.', [headerPlace(touched)])
      : unknown([headerPlace(touched)]);
  }
  if (isNamed(work.unread ?? [], name)) return undefined;
  const there = await pathIn(work.repository, name);
  return there ? told('not-met', `${there} is still in the code base.`) : undefined;
}

async function symbolAnswer(
  { name, whole }: Asked & { name: string },
  patch: PatchReading,
  work: Work,
): Promise<Answer | undefined> {
  const word = new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`);
  const has = ({ line }: ReadLine) => word.test(line.text);
  const lines = patch.hunks.flatMap((hunk) => hunk.lines);
  const added = lines.filter((one) => one.line.kind === 'added' && has(one));
  const defined = added.filter(({ code, role }) => role === 'code' && defines(code, name));
  if (whole && defined.length > 0) return told('met', 'The patch defines it.', placesOf(defined));
  if (added.length > 0) return unknown(placesOf(added));
  const isHidden = (work.unread ?? []).length > 0 || work.patch.files.some(isUnseen);
  if (isHidden || lines.some((one) => one.line.kind === 'context' && has(one)) || !work.repository) {
    return undefined;
  }
  const { files, complete } = await work.repository.locate([name]);
  if (files.has(name) || !complete) return undefined;
  return told('not-met', `${name} is neither in the patch nor in the code base.`);
}

const definition =
  '(?:def|class|function|func|fn|const|let|var|interface|struct|enum|trait|type|val|fun|object)';

function defines(code: string, name: string): boolean {
  const escaped = name.replaceAll('$', '\\$');
  return new RegExp(`(?:^|\\s)${definition}\\s+${escaped}(?![\\w$])`).test(code);
}

function testsAnswer({ whole }: Asked, patch: PatchReading, work: Work): Answer | undefined {
  const files = work.patch.files.filter(
    (file) => patch.kinds.get(file) === 'test' && file.change !== 'deleted',
  );
  const inSources = patch.added.filter(({ code }) => testStart.test(code) || assertion.test(code));
  const places = [...files.map((file) => headerPlace(file)), ...placesOf(inSources)];
  const isAdded = patch.testsAdded.some(({ code }) => testStart.test(code));
  if (whole && isAdded) return told('met', 'The patch adds tests.', places);
  if (places.length > 0) return unknown(places);
  const isHidden = (work.unread ?? []).length > 0 || work.patch.files.some(isUnseen);
  return isHidden ? undefined : told('not-met', 'The patch changes no test.');
}

const entries = {
  changelog: {
    what: 'changelog',
    path: /(?:^|\/)(?:change(?:s|log)|history|news|release[-_ ]?notes)(?:[-_.][^/]*)?$|(?:^|\/)(?:changes|changelogs?|news|newsfragments|\.changeset|unreleased|releasenotes)\//i,
  },
  readme: { what: 'README', path: /(?:^|\/)readme(?:\.[^/]*)?$/i },
} as const;

function entryAnswer(asked: Asked, work: Work): Answer | undefined {
  if (asked.kind !== 'changelog' && asked.kind !== 'readme') return undefined;
  const { what, path } = entries[asked.kind];
  const files = work.patch.files.filter((file) => pathsOf(file).some((one) => path.test(one)));
  const places = files.map((file) => headerPlace(file));
  if (asked.whole && files.some(({ added }) => added > 0)) {
    return told('met', `The patch adds to the ${what}.`, places);
  }
  if (places.length > 0) return unknown(places);
  if ((work.unread ?? []).some((one) => path.test(one))) return undefined;
  return told('not-met', `The patch changes no ${what}.`);
}

/** A change that the patch names without showing it. */
function isUnseen({ binary, unseen }: PatchFile): boolean {
  return binary || unseen !== undefined;
}

function pathsOf({ path, oldPath, newPath }: PatchFile): string[] {
  return [path, oldPath ?? [], newPath ?? []].flat();
}

/** Whether one of paths is the named one, which may leave out folders. */
function isNamed(paths: readonly string[], name: string): boolean {
  return paths.some((path) => path === name || path.endsWith(`/${name}`));
}

/** A file of the code base by its name or the end of its path; undefined where nobody can tell. */
async function pathIn(repository: Repository | undefined, name: string): Promise<string | false | undefined> {
  if (!repository) return undefined;
  if (await repository.has(name)) return name;
  const paths = await repository.paths();
  const found = paths.find(
    (path) => isNamed([path], name) || nameOf(path).toLowerCase() === nameOf(name).toLowerCase(),
  );
  if (found !== undefined) return found;
  return paths.length < mostListed ? false : undefined;
}

/** A code base of as many files is known in part. */
const mostListed = 50_000;
