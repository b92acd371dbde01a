import { h } from '../../../webview/page.js';

/** Names of the menus that are open; they stay so when the page is renewed. */
const opened = new Set<string>();

/** A button that opens a menu: arrows, Home and End go through it, Escape and leaving it close it. */
export function menu(name: string, items: readonly HTMLElement[]): HTMLElement {
  const opener = h('button.more', { type: 'button', 'aria-haspopup': 'menu', 'aria-expanded': 'false' }, '⋯');
  opener.setAttribute('aria-label', name);
  opener.title = name;
  const list = h('div.menu', { role: 'menu', 'aria-label': name, hidden: '' }, items);
  const whole = h('span.opens', opener, list);
  for (const item of items) {
    item.setAttribute('role', 'menuitem');
    item.tabIndex = -1;
  }
  const open = (isOpen: boolean) => {
    list.hidden = !isOpen;
    if (isOpen) opened.add(name);
    else opened.delete(name);
    opener.setAttribute('aria-expanded', String(isOpen));
  };
  const close = () => {
    open(false);
    opener.focus();
  };
  const focusAt = (index: number) => items[(index + items.length) % items.length]?.focus();

  opener.addEventListener('click', () => {
    open(list.hidden !== false);
    if (list.hidden === false) focusAt(0);
  });
  opener.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    open(true);
    focusAt(0);
  });
  list.addEventListener('click', close);
  list.addEventListener('keydown', (event) => {
    const at = items.indexOf(document.activeElement as HTMLElement);
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => focusAt(at + 1),
      ArrowUp: () => focusAt(at - 1),
      Home: () => focusAt(0),
      End: () => focusAt(-1),
      Escape: close,
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  });
  whole.addEventListener('focusout', () => {
    // A page that is renewed takes the menu away, and the next one has the focus again.
    setTimeout(() => whole.isConnected && !whole.contains(document.activeElement) && open(false));
  });
  open(opened.has(name));
  return whole;
}
