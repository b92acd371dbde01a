import { type CheckedRow, type CheckFigure, checkFigures, loudShare, type Standing } from './checkFigures.js';

/** What `docs/checks.md` says of how often the checks are right. */
export interface PageFigures {
  readonly tables: string;
  /** A sentence for each check, by its id. */
  readonly sentences: ReadonlyMap<string, string>;
}

const [start, end] = ['<!-- figures: npm run checks -->\n', '<!-- end of figures -->'];
/** The sentence in a check's section. */
const measured = 'Measured: ';
const seed = 44;

const ofPatches: readonly Standing[] = ['gold', 'right', 'wrong'];
const ofTickets: readonly Standing[] = ['clear', 'vague'];

/** Reads all labelled tickets and patches and measures every check on them. */
export async function figuresOf(
  read: (file: string) => Promise<readonly CheckedRow[]>,
): Promise<PageFigures> {
  const gold = await read('gold_patches.train.jsonl');
  const early = await read('output.train.jsonl');
  const late = await read('output_modern.train.jsonl');
  const others = await read('output_multilingual.train.jsonl');
  const tickets = await read('input.train.jsonl');
  const patches = [...gold, ...early, ...late];
  const patchFigures = checkFigures(patches, ['right', 'wrong'], seed);
  const ticketFigures = checkFigures(tickets, ['clear', 'vague'], seed);
  const tables = [
    '#### Patches with a warning or a blocker',
    table(
      ['Patches', ...ofPatches],
      [
        loudLine('merged by the maintainers', gold),
        loudLine('agents of 2024 and 2025', early),
        loudLine('agents of 2025 and 2026', late),
        loudLine('all agents above', [...early, ...late]),
        loudLine('agents on Rust and Java', others),
      ],
    ),
    '#### Checks of patches (Python)',
    ratioTable(patchFigures, ofPatches),
    '#### Checks of patches (Rust and Java)',
    ratioTable(checkFigures(others, ['right', 'wrong'], seed), ['right', 'wrong']),
    '#### Checks of tickets',
    ratioTable(ticketFigures, ofTickets),
  ];
  return {
    tables: tables.join('\n\n'),
    sentences: sentencesOf([
      ...patchFigures.map((figure) => [figure.id, clause(figure, ofPatches, 'patches')] as const),
      ...ticketFigures.map((figure) => [figure.id, clause(figure, ofTickets, 'tickets')] as const),
    ]),
  };
}

/** The page with these figures in place of those that it has. @throws Error where it has no place for them */
export function checksPage(page: string, { tables, sentences }: PageFigures): string {
  const [from, to] = [page.indexOf(start) + start.length, page.indexOf(end)];
  if (from < start.length || to < 0) throw new Error('The page of the checks has no place for the figures.');
  const sections = page.slice(0, from).split(/^(?=#{2,3} )/m);
  const told = sections.map((section) => {
    const id = /^### (\S+)$/m.exec(section)?.[1];
    if (id === undefined) return section;
    const lines = section.split('\n').filter((line) => !line.startsWith(measured));
    const figure = sentences.get(id);
    return `${lines.join('\n').trimEnd()}\n\n${figure === undefined ? '' : `${measured}${figure}\n\n`}`;
  });
  return `${told.join('')}\n${tables}\n\n${page.slice(to)}`;
}

/** The share of the rows of each standing on which anything is loud. */
export function loudLine(name: string, rows: readonly CheckedRow[]): string[] {
  return [
    name,
    ...ofPatches.map((standing) => {
      const count = rows.filter((row) => row.standing === standing).length;
      return count === 0 ? '' : `${percent(loudShare(rows, standing))} of ${count}`;
    }),
  ];
}

/** What each check that speaks is worth, the best first. */
function ratioTable(figures: readonly CheckFigure[], standings: readonly Standing[]): string {
  return table(
    ['Check', 'Says', ...standings, 'Ratio', '95% interval'],
    figures.map(({ id, says, shares, ratio: { value, low, high } }) => [
      id,
      says,
      ...standings.map((standing) => percent(shares.get(standing) ?? 0)),
      value.toFixed(1),
      `${low.toFixed(1)} to ${high.toFixed(1)}`,
    ]),
  );
}

/** One sentence for each check, of a clause for each level that it speaks at. */
function sentencesOf(clauses: readonly (readonly [id: string, clause: string])[]): Map<string, string> {
  const sentences = new Map<string, string>();
  for (const [id, clause] of clauses) {
    const before = sentences.get(id);
    sentences.set(id, before === undefined ? `${clause}.` : `${before.slice(0, -1)}; ${clause}.`);
  }
  return sentences;
}

function clause(
  { says, shares, ratio: { value, low, high } }: CheckFigure,
  standings: readonly Standing[],
  noun: string,
): string {
  const each = standings.map((standing) => `${percent(shares.get(standing) ?? 0)} of ${standing}`);
  return `a ${says} on ${each.slice(0, -1).join(', ')} and ${each.at(-1)} ${noun}, ratio ${value.toFixed(1)} (95% interval ${low.toFixed(1)} to ${high.toFixed(1)})`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
