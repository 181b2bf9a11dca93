// Whether it is up, and each check.

import {get} from './api.js';
import {badge, body, el, table} from './dom.js';
import {span} from './format.js';
import {tile} from './tiles.js';

const STATES = {healthy: 'ok', degraded: 'warn', unhealthy: 'bad'};

/** Shows {@code /health}, whose 503 is an answer. */
export async function showHealth() {
  const health = await get('/health', [503]);
  const checks = Object.entries(health.checks).sort(([a], [b]) => a.localeCompare(b));
  const failed = checks.filter(([, check]) => check.status !== 'ok');
  const word = health.status.charAt(0).toUpperCase() + health.status.slice(1);
  tile('health', {
    state: STATES[health.status], big: word, isState: true,
    more: [
      failed.length > 0 ? el('p', {class: 'problem'}, `Failing: ${failed.map(([name]) => name).join(', ')}`) : null,
      el('p', {}, `for ${span(health.uptime_seconds)} · version ${health.version}`),
    ],
  });
  body('checks').replaceChildren(table('Health checks', [
    {title: 'Check', cell: ([name]) => name},
    {title: 'State', cell: ([, check]) => badge(state(check), check.status.replace('_', ' '))},
    {title: 'If it fails', extra: true, cell: ([, check]) => check.required ? 'unhealthy' : 'degraded'},
    {title: 'Message', cell: ([, check]) => check.message ?? ''},
    {title: 'Took', number: true, extra: true, cell: ([, check]) => `${check.duration_ms} ms`},
  ], checks));
}

function state(check) {
  return check.status === 'ok' ? 'ok' : check.required ? 'bad' : 'warn';
}
