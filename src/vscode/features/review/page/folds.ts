import { type Child, h } from '../../../webview/page.js';

/** What a person has opened or folded; it stays so when the page is renewed. */
const folds = new Map<string, boolean>();

/** A part of the page that can be folded. */
export function folded(key: string, title: string, ...children: readonly Child[]): HTMLElement {
  const summary = h('summary', h('h2', title));
  const made = h('details', { id: `fold-${key}` }, summary, children) as HTMLDetailsElement;
  made.open = folds.get(key) ?? false;
  made.addEventListener('toggle', () => folds.set(key, made.open));
  return made;
}

/** Opens a part and goes to it. */
export function unfold(key: string): void {
  const made = document.getElementById(`fold-${key}`) as HTMLDetailsElement | null;
  if (!made) return;
  made.open = true;
  made.scrollIntoView({ block: 'nearest' });
  made.querySelector('summary')?.focus();
}
