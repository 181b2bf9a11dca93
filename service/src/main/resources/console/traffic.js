// How many requests, how many fail, how long they take.

import {body, data, el, empty} from './dom.js';
import {number, percent, seconds} from './format.js';
import {LEARNERS, history, instant} from './prometheus.js';
import {draw} from './chart.js';
import {tile} from './tiles.js';

const NOW = '5m';
const SLOW_SECONDS = 2;
const MANY_ERRORS = 0.05;

function expressions(window) {
  const rate = `sum(rate(http_requests_total{${LEARNERS}}[${window}]))`;
  const errors = `sum(rate(http_requests_total{${LEARNERS}, status=~"5.."}[${window}]))`;
  const latency = quantile =>
    `histogram_quantile(${quantile}, sum by (le) (rate(http_request_duration_seconds_bucket{${LEARNERS}}[${window}])))`;
  return {
    rate, errors: `(${errors} or 0 * ${rate})`, p50: latency(0.5), p95: latency(0.95), p99: latency(0.99),
  };
}

/** The tiles: the last five minutes. */
export async function showNow() {
  const found = await instant(expressions(NOW));
  const value = name => found[name]?.[0]?.value ?? null;
  const rate = value('rate');
  const share = rate > 0 ? value('errors') / rate : null;
  const quiet = !(rate > 0);
  tile('speed', {
    state: quiet ? null : value('p95') > SLOW_SECONDS ? 'warn' : 'ok',
    big: quiet || value('p95') === null ? '–' : [data(value('p95'), seconds(value('p95'))), el('small', {}, ' P95')],
    more: [el('p', {}, quiet ? 'No requests in the last 5 minutes.'
      : `P50 ${seconds(value('p50'))} · P99 ${seconds(value('p99'))}`)],
  });
  tile('traffic', {
    state: quiet ? null : share > MANY_ERRORS ? 'bad' : share > 0 ? 'warn' : 'ok',
    big: rate === null ? '–' : [data(rate, number(rate)), el('small', {}, ' requests/s')],
    more: [el('p', {class: share > 0 ? 'problem' : null}, quiet ? 'No requests in the last 5 minutes.'
      : share > 0 ? `${percent(share)} fail` : 'none fail')],
  });
}

/** The charts: the chosen range. */
export async function showCharts(range) {
  const {times, names} = await history(expressions(range.window), range);
  const values = name => names[name]?.[0]?.values ?? times.map(() => null);
  if (!values('rate').some(value => value !== null)) {
    const nothing = () => empty(`No traffic in the last ${range.words}`,
      'Requests show here about a minute after the first one. make demo sends some.');
    body('traffic').replaceChildren(nothing());
    body('latency').replaceChildren(nothing());
    return;
  }
  draw(body('traffic'), {
    times, values: [values('rate'), values('errors')], format: number,
    lines: [{title: 'Requests', color: '--line-1'}, {title: 'Errors (5xx)', color: '--line-3'}],
    summary: `Requests per second: ${told(values('rate'), number)}. Errors: ${told(values('errors'), number)}.`,
  });
  draw(body('latency'), {
    times, values: [values('p50'), values('p95'), values('p99')], format: seconds,
    lines: [{title: 'P50', color: '--line-1'}, {title: 'P95', color: '--line-2'}, {title: 'P99', color: '--line-3'}],
    summary: `Latency. P50: ${told(values('p50'), seconds)}. P95: ${told(values('p95'), seconds)}. P99: ${told(values('p99'), seconds)}.`,
  });
}

function told(values, format) {
  const known = values.filter(value => value !== null);
  return known.length === 0 ? 'none' : `now ${format(known.at(-1))}, at most ${format(Math.max(...known))}`;
}
