// The first row: is it up, is it fast, what does it cost, is anything firing.

import {byId} from './dom.js';

const STATES = ['ok', 'warn', 'bad'];

/** Fills a tile; {@code isState} colors the value itself. */
export function tile(name, {state, big, more, isState = false}) {
  const place = byId(`tile-${name}`);
  place.classList.remove(...STATES);
  if (state) {
    place.classList.add(state);
  }
  const value = place.querySelector('.big');
  value.classList.toggle('state', isState);
  value.replaceChildren(...[big].flat());
  place.querySelector('.more').replaceChildren(...more.filter(Boolean));
}
