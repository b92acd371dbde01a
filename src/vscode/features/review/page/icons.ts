const svg = 'http://www.w3.org/2000/svg';

/** Lines in a field of 16 by 16; drawn in the color of the text, so that they show in every theme. */
const shapes = {
  abstain: 'M8 1.7a6.3 6.3 0 1 1 0 12.6A6.3 6.3 0 0 1 8 1.7M3.6 3.6l8.8 8.8',
  proceed: 'M8 1.7a6.3 6.3 0 1 1 0 12.6A6.3 6.3 0 0 1 8 1.7M5 8.2l2.2 2.2L11.2 6',
  unrated: 'M8 1.7a6.3 6.3 0 1 1 0 12.6A6.3 6.3 0 0 1 8 1.7M6 6.3a2 2 0 1 1 2.9 1.8q-.9.4-.9 1.2M8 11.4v.4',
  error: 'M8 1.7a6.3 6.3 0 1 1 0 12.6A6.3 6.3 0 0 1 8 1.7M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8',
  warning: 'M8 2l6.4 11.8H1.6zM8 6.2v4M8 11.7v.4',
  info: 'M8 1.7a6.3 6.3 0 1 1 0 12.6A6.3 6.3 0 0 1 8 1.7M8 7.2v4M8 4.6v.4',
  rule: 'M2 3h12M2 8h12M2 13h7',
  estimate: 'M2 14V9M6.5 14V4M11 14V7M2 14.2h12',
} as const;

/** A small picture; what it means stands beside it, or is its name for a screen reader. */
export function icon(name: keyof typeof shapes, label = ''): SVGElement {
  const picture = document.createElementNS(svg, 'svg');
  const attributes = {
    class: `icon ${name}`,
    viewBox: '0 0 16 16',
    ...(label === '' ? { 'aria-hidden': 'true' } : { role: 'img', 'aria-label': label }),
  };
  for (const [key, value] of Object.entries(attributes)) picture.setAttribute(key, value);
  const path = document.createElementNS(svg, 'path');
  path.setAttribute('d', shapes[name]);
  picture.append(path);
  return picture;
}
