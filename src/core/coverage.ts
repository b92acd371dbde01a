import picomatch from 'picomatch';
import type { Patch, PatchFile } from './patch.js';
import type { Coverage, CoveredFile } from './rating.js';
import type { Ticket } from './ticket.js';

/** A ticket's characters from here on are not read: a ticket this long is a log or an archive, not a request. */
export const longestTicket = 200_000;

/** A file with more changed lines than this is counted, not read. */
export const mostChangedLines = 5_000;

/** Lock files are made by package managers; a person does not review them line by line either. */
const lockFiles = [
  '**/package-lock.json',
  '**/npm-shrinkwrap.json',
  '**/yarn.lock',
  '**/pnpm-lock.yaml',
  '**/bun.lock',
  '**/Cargo.lock',
  '**/go.sum',
  '**/poetry.lock',
  '**/uv.lock',
  '**/Pipfile.lock',
  '**/composer.lock',
  '**/Gemfile.lock',
  '**/gradle.lockfile',
];

/** Patterns of generated files; the default of the setting `bouncer.generatedFiles`. */
export const generatedFiles: readonly string[] = [
  '**/*.min.{js,css}',
  '**/*.map',
  '**/*.snap',
  '**/*_pb2.py',
  '**/*.pb.{go,cc,h}',
  '**/*.generated.*',
  '**/node_modules/**',
];

const matchOptions = { dot: true, nocase: true } as const;

/**
 * Says file by file what of a patch will be read. The patterns come from the user's settings; nothing that a
 * patch brings (a `.gitattributes`, a «generated» header) can hide a file from review.
 *
 * The share counts changed lines. Lock files and generated files are outside it, a binary file counts as one line.
 * When nothing at all was reviewed the share is 0.
 */
export function patchCoverage(patch: Patch, generated: readonly string[] = generatedFiles): Coverage {
  const isLockFile = picomatch(lockFiles, matchOptions);
  const isGenerated = generated.length > 0 ? picomatch([...generated], matchOptions) : () => false;
  let reviewed = 0;
  let unread = 0;
  const files = patch.files.map((file): CoveredFile => {
    const { path } = file;
    const changed = Math.max(1, file.added + file.deleted);
    if (file.binary) {
      unread += 1;
      return { path, how: 'omitted', why: 'binary' };
    }
    if (isLockFile(path)) return { path, how: 'summarised', why: 'lock file' };
    if (isGenerated(path)) return { path, how: 'omitted', why: 'generated' };
    if (changed > mostChangedLines) {
      unread += changed;
      return {
        path,
        how: 'summarised',
        why: `too large (${changed.toLocaleString('en')} changed lines)`,
      };
    }
    reviewed += changed;
    return { path, how: 'reviewed', why: '' };
  });
  return { files, share: reviewed === 0 ? 0 : reviewed / (reviewed + unread) };
}

/** The patch as reviewed: files that are not reviewed keep their header and counts but lose their hunks. */
export function reviewedPart(patch: Patch, coverage: Coverage): Patch {
  if (coverage.files.every((file) => file.how === 'reviewed')) return patch;
  const files = patch.files.map(
    (file, i): PatchFile => (coverage.files[i]?.how === 'reviewed' ? file : { ...file, hunks: [] }),
  );
  return { ...patch, files };
}

/** A ticket is reviewed from its start up to {@link longestTicket} characters. */
export function ticketCoverage(ticket: Ticket): Coverage {
  const share = Math.min(1, longestTicket / ticket.text.length);
  const why = share < 1 ? `only the first ${longestTicket.toLocaleString('en')} characters were read` : '';
  return { files: [{ path: ticket.source, how: share < 1 ? 'summarised' : 'reviewed', why }], share };
}
