import { isTestPath } from '../../checks/patch/fileKind.js';
import type { Hunk, Patch, PatchFile } from '../../core/patch.js';
import type { Coverage, CoveredFile } from '../../core/rating.js';
import { countTokens } from '../../models/tokens.js';

/**
 * Cuts a patch to a number of tokens by whole hunks: files that the ticket names come first, then source before
 * tests before documents and all else; within that, as the patch has them. A patch that fits stays as it is.
 *
 * @param isSeen tells which hunks the model has rated before; they are covered and not sent again
 * @returns `cut`: what was left out, in a sentence for the model and the person; empty if nothing was
 */
export function fitPatch(
  patch: Patch,
  text: string,
  ticket: string | undefined,
  coverage: Coverage,
  mostTokens: number,
  isSeen: (hunk: Hunk) => boolean = () => false,
) {
  const lines = text.split('\n');
  const part = (from: number, to: number) => lines.slice(from - 1, to).join('\n');
  const shown = patch.files.filter((_, i) => coverage.files[i]?.how === 'reviewed');
  const again = shown.some((file) => file.hunks.some(isSeen));
  const whole = shown.map((file) => part(file.firstLine, file.lastLine)).join('\n');
  if (!again && countTokens(whole) <= mostTokens) return { text: whole, coverage, cut: '' };

  let left = mostTokens;
  const kept = new Map<PatchFile, { readonly texts: readonly string[]; readonly hunks: number }>();
  const ranked = [...shown].sort((a, b) => rank(a, ticket) - rank(b, ticket));
  for (const file of ranked) {
    const [first] = file.hunks;
    const header = part(file.firstLine, first ? first.document - 1 : file.lastLine);
    const hunks = file.hunks.flatMap((hunk, i) =>
      isSeen(hunk) ? [] : [part(hunk.document, (file.hunks[i + 1]?.document ?? file.lastLine + 1) - 1)],
    );
    const seen = file.hunks.length - hunks.length;
    if (seen > 0 && hunks.length === 0) {
      kept.set(file, { texts: [], hunks: seen });
      continue;
    }
    const costs = hunks.map((hunk) => countTokens(hunk) + 1);
    const headerCost = countTokens(header) + 1;
    if (hunks.length > 0 && headerCost + costs.reduce((a, b) => Math.min(a, b)) > left) continue;
    left -= headerCost;
    const fitting = hunks.filter((_, i) => {
      const cost = costs[i] as number;
      if (cost > left) return false;
      left -= cost;
      return true;
    });
    kept.set(file, { texts: [header, ...fitting], hunks: seen + fitting.length });
  }
  const files = patch.files.map((file, i): CoveredFile => {
    const before = coverage.files[i] as CoveredFile;
    if (before.how !== 'reviewed') return before;
    const hunks = kept.get(file)?.hunks ?? -1;
    if (hunks === file.hunks.length) return before;
    return hunks < 0
      ? { path: file.path, how: 'omitted', why: 'left out to fit the model' }
      : { path: file.path, how: 'summarised', why: `${hunks} of ${file.hunks.length} hunks fit the model` };
  });
  const changed = (file: PatchFile) => Math.max(1, file.added + file.deleted);
  const all = shown.reduce((sum, file) => sum + changed(file), 0);
  const read = shown.reduce((sum, file) => {
    const share = (kept.get(file)?.hunks ?? 0) / Math.max(1, file.hunks.length);
    return sum + changed(file) * share;
  }, 0);
  const gone = files.filter((file, i) => file !== coverage.files[i]).length;
  return {
    text: shown.flatMap((file) => kept.get(file)?.texts ?? []).join('\n'),
    coverage: {
      files: [...files, ...coverage.files.slice(patch.files.length)],
      share: (coverage.share * read) / Math.max(1, all),
    },
    cut:
      gone === 0
        ? ''
        : `The patch was cut to fit: of ${gone} ${gone === 1 ? 'file' : 'files'} some or all hunks are not shown.`,
  };
}

function rank({ path, change }: PatchFile, ticket: string | undefined): number {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (ticket?.includes(path) || (name.length > 5 && ticket?.includes(name))) return 0;
  if (isTestPath(path)) return 2;
  if (/\.(?:md|rst|txt|adoc|json|ya?ml|toml|lock|svg|csv)$/i.test(path)) return 3;
  return change === 'deleted' ? 4 : 1;
}

/** Cuts a ticket's text at a line, so that it has at most so many tokens. */
export function fitTicket(text: string, mostTokens: number) {
  if (countTokens(text) <= mostTokens) return { text, share: 1 };
  let low = 0;
  let high = text.length;
  while (high - low > 200) {
    const middle = (low + high) >> 1;
    if (countTokens(text.slice(0, middle)) <= mostTokens) low = middle;
    else high = middle;
  }
  const end = text.lastIndexOf('\n', low);
  const kept = text.slice(0, end > low / 2 ? end : low);
  return { text: kept, share: kept.length / text.length };
}
