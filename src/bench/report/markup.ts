const mark = Symbol('markup');

/** HTML or SVG that may stand in a page as it is. Only {@link html} makes it, never data. */
export interface Markup {
  readonly [mark]: string;
}

type Value = string | number | Markup | readonly Markup[];

/**
 * Writes HTML or SVG. Every interpolation is escaped for text and for quoted attributes, unless it is itself markup.
 * Void elements are closed (`<br />`), so that the result is well-formed XML too.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return marked(parts.map((part, i) => (i === 0 ? part : textOf(values[i - 1] as Value) + part)).join(''));
}

export const nothing = marked('');

export function markupText(markup: Markup): string {
  return markup[mark];
}

function marked(text: string): Markup {
  return { [mark]: text };
}

function textOf(value: Value): string {
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  return mark in value ? value[mark] : value.map(markupText).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => entities[character] as string);
}

/** Control characters and direction overrides of untrusted text are shown, not obeyed; XML allows few of them. */
function visible(text: string): string {
  return text.replace(
    /(?![\t\n\r])[\p{Cc}\p{Cs}\p{Bidi_Control}\ufffe\uffff]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
