/** What goes into an element; what is missing is left out. */
export type Child = Node | string | false | null | undefined | readonly Child[];
type Attributes = Readonly<Record<string, string>>;

/**
 * Makes an element: `h('p.soft', { role: 'status' }, 'Rating…')`. Everything shown may be untrusted text, so it
 * enters the page as text nodes only.
 */
export function h(selector: string, ...parts: readonly (Attributes | Child)[]): HTMLElement {
  const [tag = '', ...classes] = selector.split('.');
  const made = document.createElement(tag);
  if (classes.length > 0) made.className = classes.join(' ');
  for (const part of parts) {
    if (isAttributes(part)) for (const [name, value] of Object.entries(part)) made.setAttribute(name, value);
    else made.append(...nodes(part));
  }
  return made;
}

function isAttributes(part: Attributes | Child): part is Attributes {
  return typeof part === 'object' && part !== null && !Array.isArray(part) && !(part instanceof Node);
}

function nodes(child: Child): (Node | string)[] {
  if (Array.isArray(child)) return child.flatMap(nodes);
  return child instanceof Node || (typeof child === 'string' && child !== '') ? [child] : [];
}

export function section(title: string, ...children: readonly Child[]): HTMLElement {
  return h('section', h('h2', title), children);
}

export function list(tag: 'ul' | 'ol', items: readonly Child[]): HTMLElement {
  return h(
    tag,
    items.map((item) => h('li', item)),
  );
}

/** A row of a table. @param cells after the one that names the row */
export function row(name: string, ...cells: readonly Child[]): HTMLElement {
  return h('tr', h('th', { scope: 'row' }, name), cells);
}

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

let editor: ReturnType<typeof acquireVsCodeApi> | undefined;

/** What a page's parts tell the editor with; VS Code gives a page its end of the line once. */
export function messenger<From>() {
  editor ??= acquireVsCodeApi();
  const line = editor;
  const send = (message: From) => line.postMessage(message);
  /** A button that sends a message. */
  const button = (text: Child, message: From, attributes: Attributes = {}) => {
    const made = h('button', { type: 'button', ...attributes }, text);
    made.addEventListener('click', () => send(message));
    return made;
  };
  return { send, button };
}

/** Joins the page with its panel in the editor: what comes is shown, what a person does is sent. */
export function joinPanel<To, From>(show: (content: To) => Child) {
  const root = document.querySelector('main') as HTMLElement;
  const { send, button } = messenger<From | 'ready'>();
  window.addEventListener('message', ({ data }: MessageEvent<To>) => {
    const made = nodes(show(data));
    if (made.length === 0) return;
    const focused = focusedIn(root);
    root.replaceChildren(...made);
    if (focused)
      focusable(root)
        .find((one) => nameOf(one) === focused)
        ?.focus();
  });
  send('ready');
  return { root, send, button };
}

/** What has the focus, by its name: a page that is renewed leaves it where it is. */
function focusedIn(root: HTMLElement): string | undefined {
  // While the editor has the focus, a page still has an active element, which must not take it away.
  if (!document.hasFocus()) return undefined;
  const { activeElement } = document;
  return activeElement instanceof HTMLElement && root.contains(activeElement)
    ? nameOf(activeElement)
    : undefined;
}

function focusable(root: HTMLElement): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('button, summary, a, input, select, [tabindex]')];
}

function nameOf(element: HTMLElement): string {
  return element.id || element.getAttribute('aria-label') || element.textContent || element.tagName;
}
