import { parsePatch } from '../../core/parsePatch.js';
import { type Hunk, MalformedPatch, type Patch, type PatchFile } from '../../core/patch.js';
import { CouldNotRate, type Finding, type RaterIdentity } from '../../core/rating.js';
import type { Earlier } from '../rater.js';
import type { Material } from './claims.js';

/** What need not be sent again of a patch that was rated before, and what stays of that verdict. */
export interface SecondLook {
  isSeen(hunk: Hunk): boolean;
  /** What the model is told about the hunks that it is not shown. */
  readonly told: string;
  /** Its earlier answer, which is text of a model about untrusted text. */
  readonly answer: string;
  /** Earlier findings about hunks that are as they were. The others are settled, or the new look finds them again. */
  readonly carried: readonly Finding[];
}

/**
 * Compares a patch with the one that the same rater rated before, hunk by hunk. Nothing where that gains nothing:
 * another rater, no hunk in common, or no change at all.
 */
export function secondLook(
  patch: Patch,
  earlier: Earlier | undefined,
  { name, version }: RaterIdentity,
  material: Material,
): SecondLook | undefined {
  if (earlier?.verdict.rater.name !== name || earlier.verdict.rater.version !== version) return undefined;
  const before = new Set(hunksOf(earlier.patchText).map(([file, hunk]) => keyOf(file, hunk)));
  const now = patch.files.flatMap((file) => file.hunks.map((hunk) => [file, hunk] as const));
  const seen = new Set(now.filter(([file, hunk]) => before.has(keyOf(file, hunk))).map(([, hunk]) => hunk));
  if (seen.size === 0 || (seen.size === now.length && before.size === now.length)) return undefined;
  const { verdict } = earlier;
  return {
    isSeen: (hunk) => seen.has(hunk),
    told: `This is a second look: of ${now.length} hunks, ${seen.size} ${seen.size === 1 ? 'is' : 'are'} as when you rated this patch before and ${seen.size === 1 ? 'is' : 'are'} not shown again. Your earlier answer follows; judge the patch as a whole, as it is now.`,
    answer: `${verdict.label}: ${verdict.explanation}`,
    carried: verdict.findings.flatMap((finding) => carry(finding, seen, material)),
  };
}

function carry(finding: Finding, seen: ReadonlySet<Hunk>, material: Material): Finding[] {
  if (finding.id !== 'model' || finding.place?.document !== 'patch') return [];
  const { quote, file } = finding.place;
  const place = material.locate(quote.replace(/…$/, ''), file?.path ?? '');
  const line = place?.range.start.line ?? 0;
  const isInSeen = [...seen].some(
    (hunk) => line > hunk.document && line <= (hunk.lines.at(-1)?.document ?? 0),
  );
  return place && isInSeen ? [{ ...finding, place }] : [];
}

function hunksOf(text: string): (readonly [PatchFile, Hunk])[] {
  try {
    return parsePatch(text, '').files.flatMap((file) => file.hunks.map((hunk) => [file, hunk] as const));
  } catch (error) {
    if (error instanceof MalformedPatch || error instanceof CouldNotRate) return [];
    throw error;
  }
}

/** A hunk by its file and lines; where it stands does not matter. */
function keyOf(file: PatchFile, { lines }: Hunk): string {
  return [file.path, ...lines.map(({ kind, text }) => `${kind[0]}${text}`)].join('\n');
}
