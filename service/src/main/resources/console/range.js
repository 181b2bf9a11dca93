// How far back the page looks; kept in the address, so that it can be sent to others.

import {byId, el} from './dom.js';

/** Seconds, the distance of points, and the window that rates are taken over: at least four samples. */
const RANGES = {
  '15m': {name: '15m', words: '15 minutes', seconds: 900, step: 15, window: '1m'},
  '1h': {name: '1h', words: 'hour', seconds: 3600, step: 30, window: '2m'},
  '6h': {name: '6h', words: '6 hours', seconds: 21600, step: 120, window: '5m'},
  '24h': {name: '24h', words: '24 hours', seconds: 86400, step: 480, window: '10m'},
};
const USUAL = '1h';

/** The range that is chosen. */
export function chosen() {
  return RANGES[new URLSearchParams(location.search).get('range')] ?? RANGES[USUAL];
}

/** Offers the ranges; tells when another one is chosen. */
export function offer(changed) {
  const choices = Object.values(RANGES).map(range => {
    const input = el('input', {type: 'radio', name: 'range', value: range.name});
    input.checked = range === chosen();
    input.addEventListener('change', () => {
      history.replaceState(null, '', `?range=${range.name}`);
      changed();
    });
    return el('label', {}, input, el('span', {}, range.name));
  });
  byId('ranges').append(...choices);
}

/** Tells sections whose content depends on the range which it is. */
export function name() {
  for (const place of document.querySelectorAll('.in-range')) {
    place.textContent = `last ${chosen().words}`;
  }
}
