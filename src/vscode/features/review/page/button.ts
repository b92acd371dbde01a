import type { Place } from '../../../../core/place.js';
import { placeWords } from '../../../../core/place.js';
import { type Child, messenger } from '../../../webview/page.js';
import type { FromReview, PanelAction } from '../protocol.js';

export const { send, button } = messenger<FromReview>();

/** A button that does one of the panel's actions. */
export function action(text: string, name: PanelAction, attributes = {}): HTMLElement {
  return button(text, { type: 'act', action: name }, attributes);
}

/** Links to places, the first ones; the others are counted. */
export function links(places: readonly Place[], most = places.length): Child {
  const shown = places.slice(0, most).map((place) => {
    const attributes = { class: 'link', title: place.quote };
    return [' ', button(placeWords(place), { type: 'goTo', place }, attributes)];
  });
  const left = places.length - shown.length;
  return [shown, left > 0 && ` and ${left} more`];
}
