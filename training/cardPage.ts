import { inTen } from '../src/core/ratingWords.js';
import type {
  Bands,
  EffectFigures,
  LocalFigures,
  PatchFigures,
  TicketFigures,
} from '../src/raters/local/figures.js';
import { interval, share, table } from './markdown.js';
import { fewestOfASide } from './ticketFigures.js';

const [start, end] = ['<!-- figures: npm run card -->\n', '<!-- end of figures -->'];

/** A page with other figures in the place that it has for them. */
export function withFigures(page: string, figures: string): string {
  const [from, to] = [page.indexOf(start) + start.length, page.indexOf(end)];
  if (from < start.length || to < 0) throw new Error('The page has no place for the figures.');
  return `${page.slice(0, from)}\n${figures}\n\n${page.slice(to)}`;
}

/** The figures of the local rater's card, in Markdown. */
export function cardFigures({ tickets, patches }: LocalFigures): string {
  return `${ticketChapter(tickets)}\n\n${patchChapter(patches)}`;
}

/** What the README says of how good the local rater is. */
export function readmeFigures({ tickets, patches }: LocalFigures): string {
  const pairs = (name: string) => {
    const group = patches.groups.find((one) => one.name === name);
    return inHundred(group?.auroc.value ?? Number.NaN);
  };
  const limit = patches.limits.find((one) => one.limit === null);
  return [
    `Measured on work that the local rater had not seen, it tells a vague ticket from a clear one in ${inHundred(tickets.all.auroc.value)} of 100 pairs, a wrong patch from a right one in ${pairs('2025/26')} where agents of 2025 or later wrote them, and in ${pairs('2024')} where agents of 2024 did.`,
    `At the usual limits, ${inTen(limit?.wrongAmongBounced ?? Number.NaN)} of the patches of today's agents that it holds up are wrong, and ${inTen(1 - (limit?.rightAmongAccepted ?? Number.NaN))} of those that it lets through; where it says _ask first_, ${inTen(tickets.limits.abstain.wrongAmongBounced ?? Number.NaN)} of the tickets are vague.`,
    'So it finds the worst, and a patch that may proceed is still one to test, or to show a model. The [model card](docs/local-rater.md) has all figures.',
  ].join(' ');
}

const inHundred = (value: number) => Math.round(100 * value);
const three = (value: number) => value.toFixed(3);
const shareOrDash = (value: number | null) => share(value ?? Number.NaN);

function ticketChapter({ all, repositories, limits, bands, twins, leftOut }: TicketFigures): string {
  const limitLine = (name: string, { bounced, wrongAmongBounced, rightBounced }: EffectFigures) => [
    name,
    share(bounced),
    shareOrDash(wrongAmongBounced),
    share(rightBounced),
  ];
  return [
    '### Tickets',
    `${all.rows} tickets from ${repositories} repositories, ${share(all.share)} of which need rework.`,
    table(
      ['Figure', 'Value', '95% interval'],
      [
        ['AUROC', three(all.auroc.value), interval(all.auroc)],
        ['Expected calibration error', three(all.ownError.value), interval(all.ownError)],
      ],
    ),
    'What the limits do, which each fold chose by itself:',
    table(
      ['From the limit on', 'Tickets', 'Vague among them', 'Of the clear ones'],
      [limitLine('Proceed, but ask', limits.ask), limitLine('Ask first', limits.abstain)],
    ),
    'What a probability turned out to mean:',
    bandsTable(bands, 'Tickets', 'Vague'),
    'Tickets beside a vague twin that says the same with details left out, and short tickets that were written for this project. A padded twin has neutral lines on its environment up to the length of the full ticket; those of the second kind were never learned from.',
    table(
      [
        'Text',
        'Tickets',
        'Rated higher than the full one',
        'By length alone',
        'Bounced',
        'Full ones bounced',
      ],
      twins.map(({ copy, rows, ratedHigher, shorter, bounced, fullBounced }) => [
        copy,
        `${rows}`,
        ratedHigher === null ? '' : share(ratedHigher),
        shorter === null ? '' : share(shorter),
        share(bounced),
        fullBounced === null ? '' : share(fullBounced),
      ]),
    ),
    `Trained without one repository and measured on it alone. Repositories with fewer than ${fewestOfASide} tickets of either side are left out.`,
    table(
      ['Left-out repository', 'Tickets', 'AUROC'],
      leftOut.map(({ repository, rows, auroc }) => [repository, `${rows}`, three(auroc)]),
    ),
  ].join('\n\n');
}

function patchChapter({ sources, groups, limits, bands, padding, outside }: PatchFigures): string {
  const late = bands['2025'];
  return [
    '### Patches',
    table(
      ['Source', 'Patches', 'Tickets', 'Wrong', 'AUROC', '95% interval', 'AUROC, trained without it'],
      sources.map((one) => [
        one.name,
        `${one.rows}`,
        `${one.instances}`,
        share(one.share),
        three(one.auroc.value),
        interval(one.auroc),
        three(one.leftOut),
      ]),
    ),
    'Generations and languages. AUROC is within sources: none of it comes from telling sources apart. The error is the expected calibration error in 15 bins of equal size, once where the base rate is set to the share of the group, once with defaults.',
    table(
      [
        'Group',
        'Patches',
        'Wrong',
        'AUROC',
        '95% interval',
        'Error at its share',
        '95% interval',
        'Error with defaults',
      ],
      groups.map((one) => [
        one.name,
        `${one.rows}`,
        share(one.share),
        three(one.auroc.value),
        interval(one.auroc),
        three(one.ownError.value),
        interval(one.ownError),
        three(one.usualError.value),
      ]),
    ),
    `What a limit does to the patches of 2025/26 at the default base rate of ${share(late.baseRate)}; the last line is the default limit, which each fold chose by itself.`,
    table(
      ['Limit', 'Bounced', 'Wrong among them', 'Right ones bounced', 'Right among the accepted'],
      limits.map(({ limit, bounced, wrongAmongBounced, rightBounced, rightAmongAccepted }) => [
        limit?.toFixed(2) ?? 'default',
        share(bounced),
        shareOrDash(wrongAmongBounced),
        share(rightBounced),
        shareOrDash(rightAmongAccepted),
      ]),
    ),
    'What a probability turned out to mean for them:',
    bandsTable(late, 'Patches', 'Wrong'),
    `And for the patches of 2024, at a base rate of ${share(bands['2024'].baseRate)}:`,
    bandsTable(bands['2024'], 'Patches', 'Wrong'),
    `Languages that were left out of the training, one at a time. There the log odds of what the surface says are too large; outside of the three languages they are multiplied by ${outside.slope.toFixed(2)}, which is the slope over both, divided by that of a rater that knows them.`,
    table(
      ['Left-out language', 'Patches', 'Wrong', 'AUROC', '95% interval', 'Slope', 'Slope if known'],
      outside.languages.map((one) => [
        one.name,
        `${one.rows}`,
        share(one.share),
        three(one.auroc.value),
        interval(one.auroc),
        one.slope.toFixed(2),
        one.insideSlope.toFixed(2),
      ]),
    ),
    'Padding: of the patches that are bounced at the limit, how many are let through once padding is added; and by how much it raises the trust in any patch at most.',
    table(
      [
        'Padding',
        'Patches',
        'Let through, defaults',
        "Let through, generation's base rate",
        'Largest gain',
        '99 of 100 below',
      ],
      padding.map(({ copy, rows, usual, own, mostGain, gain99 }) => [
        copy,
        `${rows}`,
        `${usual.letThrough} of ${usual.bounced}`,
        `${own.letThrough} of ${own.bounced}`,
        three(mostGain),
        three(gain99),
      ]),
    ),
  ].join('\n\n');
}

/** Bands are a few; each goes up to the next. */
function bandsTable({ bands }: Bands, rows: string, wrong: string): string {
  return table(
    ['Bounce probability', rows, wrong, '95% interval'],
    bands.map((band, i) => [
      `${share(band.from)} to ${share(bands[i + 1]?.from ?? 1)}`,
      `${band.rows}`,
      share(band.share.value),
      `${share(band.share.low)} to ${share(band.share.high)}`,
    ]),
  );
}
