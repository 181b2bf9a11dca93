// Which routes are used, which fail, which are slow; and the database's statements.

import {body, data, empty, table} from './dom.js';
import {count, percent, seconds} from './format.js';
import {LEARNERS, instant} from './prometheus.js';

const MOST = 8;

/** The busiest routes. */
export async function showRoutes(range) {
  const by = `sum by (method, endpoint) (increase(http_requests_total{${LEARNERS}}[${range.name}]))`;
  const found = await instant({
    calls: `topk(${MOST}, ${by} > 0)`,
    errors: `sum by (method, endpoint) (increase(http_requests_total{${LEARNERS}, status=~"5.."}[${range.name}]))`,
    p95: `histogram_quantile(0.95, sum by (method, endpoint, le) (rate(http_request_duration_seconds_bucket{${LEARNERS}}[${range.name}])))`,
  });
  const rows = (found.calls ?? []).sort((a, b) => b.value - a.value);
  body('routes').replaceChildren(rows.length === 0
    ? empty(`No traffic in the last ${range.words}`, 'Choose a longer range, or wait for requests.')
    : table('Routes', [
      {title: 'Route', cell: row => `${row.labels.method} ${row.labels.endpoint}`},
      {title: 'Requests', number: true, cell: row => data(row.value, count(row.value))},
      {title: 'Errors', number: true, cell: row => percent((match(found.errors, row) ?? 0) / row.value)},
      {title: 'P95', number: true, cell: row => seconds(match(found.p95, row))},
    ], rows));
}

function match(list, {labels}) {
  return list?.find(one => one.labels.method === labels.method && one.labels.endpoint === labels.endpoint)?.value ?? null;
}

/** Statements by type, and how many were slow. */
export async function showQueries(range) {
  const found = await instant({
    calls: `sum by (query_type) (increase(database_query_duration_seconds_count[${range.name}])) > 0`,
    slow: `sum by (query_type) (increase(database_slow_queries_total[${range.name}]))`,
    p95: `histogram_quantile(0.95, sum by (query_type, le) (rate(database_query_duration_seconds_bucket[${range.name}])))`,
  });
  const rows = (found.calls ?? []).sort((a, b) => of(found.slow, b) - of(found.slow, a) || b.value - a.value);
  body('queries').replaceChildren(rows.length === 0
    ? empty(`No statements in the last ${range.words}`, 'Choose a longer range, or wait for requests.')
    : table('Statements', [
      {title: 'Statements', cell: row => row.labels.query_type},
      {title: 'Count', number: true, cell: row => count(row.value)},
      {title: 'Slow', number: true, cell: row => count(of(found.slow, row))},
      {title: 'P95', number: true, cell: row => seconds(of(found.p95, row, null))},
    ], rows));
}

function of(list, {labels}, otherwise = 0) {
  return list?.find(one => one.labels.query_type === labels.query_type)?.value ?? otherwise;
}
