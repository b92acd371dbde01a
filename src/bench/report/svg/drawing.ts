import { html, type Markup, nothing } from '../markup.js';
import { shortened } from '../words.js';

/** What a drawing says of itself; `description` gives the numbers in a sentence to those who can't see it. */
export interface Caption {
  /** For HTML: unique in the page; letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** What a drawing shows below its title; it is {@link width} wide. */
export interface Picture {
  readonly height: number;
  readonly body: Markup;
}

/**
 * Tells series and areas apart. Each tone has a color, a dash pattern and a marker of its own (`style.ts` has
 * the first two), so that nothing depends on color alone.
 */
export const tones = ['blue', 'orange', 'purple', 'red', 'grey'] as const;
export type Tone = (typeof tones)[number];

export const width = 560;
export const titleHeight = 30;

/**
 * The `<svg>` of a drawing, as wide as the page lets it.
 *
 * @param style CSS to carry along, for a drawing that leaves the page
 */
export function drawing(
  { id, title, description, height, body }: Caption & Picture,
  style = nothing,
): Markup {
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="plot" viewBox="0 0 ${width} ${pixels(height)}" role="img" aria-labelledby="${id}-title ${id}-desc"><title id="${id}-title">${title}</title><desc id="${id}-desc">${description}</desc>${style}<rect class="paper" width="${width}" height="${pixels(height)}" /><text class="title" x="12" y="20">${shortened(title, 68)}</text>${body}</svg>`;
}

/** A coordinate with a tenth of a pixel; never NaN or infinite. */
export function pixels(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value * 10) / 10 + 0) : '0';
}

/** About how wide a text in the drawing's font is. */
export function textWidth(text: string): number {
  return text.length * 6.6;
}

/** Corners of the markers, around their place. */
const corners = {
  orange: [-3.4, -3.4, 3.4, -3.4, 3.4, 3.4, -3.4, 3.4],
  purple: [0, -4.8, 4.8, 0, 0, 4.8, -4.8, 0],
  red: [0, 4.6, 4.3, -3.4, -4.3, -3.4],
} as const;

/** A marker around a place; its shape tells its tone. */
export function marker(tone: Tone, x: number, y: number): Markup {
  if (tone === 'blue') return html`<circle class="mark blue" cx="${pixels(x)}" cy="${pixels(y)}" r="3.6" />`;
  if (tone === 'grey') {
    const at = (dx: number, dy: number) => `${pixels(x + dx)},${pixels(y + dy)}`;
    return html`<path class="stroke grey" d="M${at(-3.4, -3.4)}L${at(3.4, 3.4)}M${at(-3.4, 3.4)}L${at(3.4, -3.4)}" />`;
  }
  const points = corners[tone].map((d, i) => pixels((i % 2 === 0 ? x : y) + d));
  return html`<polygon class="mark ${tone}" points="${points.join(' ')}" />`;
}
