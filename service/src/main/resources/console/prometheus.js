// The history of metrics, over the Prometheus HTTP API that the service itself answers.

import {get, now} from './api.js';

const BASE = '/api/ops/prometheus/api/v1';
const NAME = 'q';

/** Requests but those that watch the service itself. */
export const LEARNERS = 'endpoint!~"/api/ops/.*|/console.*|/health|/metrics"';

/** Several expressions as one query; the label q tells their results apart. */
export function together(expressions) {
  return Object.entries(expressions)
    .map(([name, expression]) => `label_replace(${expression}, "${NAME}", "${name}", "", "")`)
    .join(' or ');
}

/** What the expressions are now: a list of {labels, value} by name. */
export async function instant(expressions) {
  const found = await ask('/query', {query: together(expressions), time: (now() / 1000).toFixed(3)});
  return byName(found, sample => ({labels: sample.metric, value: parse(sample.value[1])}));
}

/** What they were over a range: {times, names: {name: [{labels, values}]}}, null where there is no sample. */
export async function history(expressions, range) {
  const end = Math.floor(now() / 1000 / range.step) * range.step;
  const start = end - range.seconds;
  const times = Array.from({length: range.seconds / range.step + 1}, (unused, i) => start + i * range.step);
  const found = await ask('/query_range', {query: together(expressions), start, end, step: range.step});
  const place = new Map(times.map((time, i) => [time, i]));
  const names = byName(found, series => {
    const values = new Array(times.length).fill(null);
    for (const [time, value] of series.values) {
      values[place.get(Math.round(time))] = parse(value);
    }
    return {labels: series.metric, values};
  });
  return {times, names};
}

/** The alerting rules with their alerts, and warnings about files. */
export async function rules() {
  const reply = await get(`${BASE}/rules?type=alert`);
  return {groups: reply.data.groups, warnings: reply.warnings ?? []};
}

async function ask(path, parameters) {
  const reply = await get(`${BASE}${path}?${new URLSearchParams(parameters)}`);
  return reply.data.result;
}

function byName(found, map) {
  const names = {};
  for (const one of found) {
    (names[one.metric[NAME]] ??= []).push(map(one));
  }
  return names;
}

function parse(text) {
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}
