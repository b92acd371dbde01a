import { codeLanguageOf } from '../../checks/patch/codeLanguage.js';
import { readTicket } from '../../checks/ticket/reading.js';
import type { Generation } from '../../core/baseRate.js';
import type { Patch } from '../../core/patch.js';
import type { Trust } from '../../core/rating.js';
import type { Ticket } from '../../core/ticket.js';
import { type GroupFigures, type LocalFigures, localFigures } from './figures.js';

type Group = readonly [group: string, words: string];

/** By the language of their code, the group of labelled patches that the rater was measured on. */
const groups = new Map<string, (generation: Generation) => Group>([
  [
    'Python',
    (generation) =>
      generation === '2024'
        ? ['2024', 'Python patches by agents of 2024 or earlier']
        : ['2025/26', 'Python patches by agents of 2025 or later'],
  ],
  ['Rust', () => ['Rust', 'Rust patches']],
  ['Java', () => ['Java', 'Java patches']],
]);

/** How near a patch is to what the rater was trained on: inside where the language of most of its lines is. */
export function patchTrust(
  { files }: Patch,
  generation: Generation,
  { patches }: LocalFigures = localFigures,
): Trust {
  const lines = new Map<string, number>();
  for (const { path, added, deleted } of files) {
    const language = codeLanguageOf(path);
    if (language) lines.set(language, (lines.get(language) ?? 0) + added + deleted);
  }
  const languages = [...lines].sort(([, one], [, other]) => other - one).map(([language]) => language);
  const [main = ''] = languages;
  const [group, words] = groups.get(main)?.(generation) ?? [];
  const figures = patches.groups.find(({ name }) => name === group) ?? patches.outside.all;
  return trust(
    groups.has(main),
    languages,
    words ?? 'patches in languages left out of its training',
    figures,
  );
}

/** How near a ticket is to the graded ones, which are all in English. */
export function ticketTrust(ticket: Ticket, { tickets }: LocalFigures = localFigures): Trust {
  const code = readTicket(ticket).language?.lexicon.code;
  const name = code && new Intl.DisplayNames(['en'], { type: 'language' }).of(code);
  return trust(code === 'en', name ? [name] : [], 'English tickets of Python projects', tickets.all);
}

function trust(inside: boolean, languages: readonly string[], nearest: string, figures: GroupFigures): Trust {
  return { inside, languages, nearest, rows: figures.rows, pairs: figures.auroc.value };
}
