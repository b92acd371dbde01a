import type { ChosenPolicy, ImpossiblePolicy } from '../../calibration/policies.js';
import { percent, plurals } from '../../core/policy.js';
import type { Door } from '../../core/rating.js';
import type { RatedCase, RiskCoveragePoint } from '../../stats/riskCoverage.js';
import { html, type Markup, markupText, nothing } from './markup.js';
import { type Axis, chart, type Series } from './svg/chart.js';
import { drawing } from './svg/drawing.js';

/** What the page of a policy shows. */
interface PolicyView {
  readonly door: Door;
  readonly rater: string;
  readonly source: string;
  readonly cases: readonly RatedCase[];
  readonly chosen: ChosenPolicy | ImpossiblePolicy;
  readonly line: readonly RiskCoveragePoint[];
}

/** The body of a page on a policy: its sentence, its figures, and its place on the line of risk against coverage. */
export function policyPage({ door, rater, source, cases, chosen, line }: PolicyView): string {
  const noun = plurals[door];
  const instances = new Set(cases.map(({ instance }) => instance)).size;
  const basis = `Measured on ${cases.length.toLocaleString('en')} labeled ${noun} of ${instances.toLocaleString('en')} instances (${source}), rated by ${rater}.`;
  const body = html`<main class="report"><h1>${door === 'input' ? 'Ticket' : 'Patch'} policy</h1>${words(door, chosen)}<p>${basis}</p><figure class="single">${riskChart(noun, chosen, line)}</figure></main>`;
  return markupText(body);
}

function words(door: Door, chosen: PolicyView['chosen']): Markup {
  if ('impossible' in chosen)
    return html`<p><strong>${chosen.impossible}</strong></p><p>${chosen.nextStep}</p>`;
  const { threshold, expectedRisk, expectedCoverage, guarantee, explanation } = chosen;
  const rows = [
    ['Threshold', percentWithDigit(threshold)],
    ['Risk: of the accepted, need rework', expectedRisk === null ? '–' : percent(expectedRisk)],
    [`Coverage: of the ${plurals[door]}, are accepted`, percent(expectedCoverage)],
    [
      'Guarantee',
      guarantee
        ? `risk of at most ${percent(guarantee.alpha)}, with ${percent(1 - guarantee.delta)} confidence`
        : 'none',
    ],
  ].map(([name, value]) => html`<tr><th scope="row">${name as string}</th><td>${value as string}</td></tr>`);
  return html`<p><strong>${explanation}</strong></p><p><a href="command:bouncer.applyPolicy">Apply This Policy</a></p><table><tbody>${rows}</tbody></table>`;
}

function riskChart(noun: string, chosen: PolicyView['chosen'], line: readonly RiskCoveragePoint[]): Markup {
  const points = line.flatMap(({ coverage, risk }) => (risk === null ? [] : [{ x: coverage, y: risk }]));
  const last = points.at(-1);
  if (!last) return nothing;
  const axis = (title: string): Axis => ({ title, domain: { from: 0, to: 1 }, text: percent });
  const series: Series[] = [{ name: 'accepting the likeliest first', tone: 'blue', shape: 'line', points }];
  if ('threshold' in chosen && chosen.expectedRisk !== null) {
    const point = { x: chosen.expectedCoverage, y: chosen.expectedRisk };
    series.push({ name: 'this policy', tone: 'orange', shape: 'points', points: [point] });
  }
  return drawing({
    id: 'policy-risk-coverage',
    title: 'Risk against coverage',
    description: `Accepting all ${noun} has a risk of ${percent(last.y)}.`,
    ...chart(
      axis(`Share of the ${noun} that is accepted`),
      axis('Share of the accepted that needs rework'),
      series,
    ),
  });
}

function percentWithDigit(share: number): string {
  return `${Number((100 * share).toFixed(1))}%`;
}
