// What it costs, from the ledger: exact, in days of the platform's zone.

import {get} from './api.js';
import {body, data, el, empty, table} from './dom.js';
import {percent, plural, usd} from './format.js';
import {draw} from './chart.js';
import {tile} from './tiles.js';

const DAY_SECONDS = 86400;
const DAYS = 14;
const MOST = 6;

/** Today's cost and the budgets. */
export async function showBudgets() {
  const [today, budgets] = await Promise.all([get('/api/ops/costs'), get('/api/ops/budgets?top=4')]);
  const platform = budgets.windows.filter(window =>
    window.scope === 'platform' && window.mode === 'hard' && window.limit_usd !== undefined && !window.model);
  const tightest = platform.sort((a, b) => used(b) - used(a))[0];
  const cost = today.total.cost_usd;
  tile('cost', {
    state: !tightest ? 'ok' : used(tightest) >= 1 ? 'bad' : used(tightest) > tightest.warn_at ? 'warn' : 'ok',
    big: data(cost, usd(cost)),
    more: [
      el('p', {}, tightest ? `${percent(used(tightest))} of the ${tightest.period} ${usd(tightest.limit_usd)}`
        : 'no limit for the platform'),
      today.total.unknown_usd > 0 ? el('p', {class: 'problem'}, `at most ${usd(today.total.unknown_usd)} more is unknown`) : null,
      el('p', {}, plural(today.total.calls, 'call')),
    ],
  });
  const limited = budgets.windows.filter(window => window.limit_usd !== undefined);
  body('budgets').replaceChildren(...(limited.length === 0
    ? [empty('No budget is set', 'Spending is only counted. Set limits with monitorctl budget set, or under cost.budgets in config.yml.')]
    : limited.map(budget)));
}

function used(window) {
  return window.limit_usd > 0 ? (window.spent_usd + window.held_usd) / window.limit_usd : 1;
}

function budget(window) {
  const kind = window.scope.charAt(0).toUpperCase() + window.scope.slice(1);
  const name = [kind, window.id, window.model].filter(part => part).join(' ');
  const marks = [window.mode === 'soft' ? 'soft' : null, window.overridden ? 'set by an operator' : null].filter(mark => mark);
  const share = used(window);
  const bar = el('meter', {
    min: 0, max: 1, low: window.warn_at, high: 0.999, optimum: 0, value: Math.min(1, share),
    'aria-label': `${name}, ${window.period}: ${percent(share)} used`,
  });
  return el('div', {class: 'budget'},
    el('p', {}, el('span', {class: 'name'}, kind, window.id ? el('span', {class: 'mono'}, ` ${window.id}`) : null,
        window.model ? el('span', {class: 'mono'}, ` ${window.model}`) : null,
        [`, ${window.period}`, ...marks].join(', ')),
      el('span', {}, data(window.spent_usd, usd(window.spent_usd)), ` of ${usd(window.limit_usd)} · ${percent(share)}`)),
    bar);
}

/** The days, the models, the learners. */
export async function showCosts() {
  const [days, models, learners] = await Promise.all([
    get(`/api/ops/costs?since=${DAYS}d&by=day`),
    get(`/api/ops/costs?since=7d&by=model&top=${MOST}`),
    get(`/api/ops/costs?since=7d&by=learner&top=${MOST}`),
  ]);
  showDays(days);
  showRows('cost-models', 'Model', models, row => row.key.model);
  showRows('cost-learners', 'Learner', learners, row => row.key.learner || '(none)');
}

function showDays(report) {
  if (report.total.calls === 0) {
    body('cost-days').replaceChildren(empty('Nothing was spent in the last 14 days',
      'Each call of a model is booked here as soon as it ends.'));
    return;
  }
  const cost = new Map(report.rows.map(row => [row.key.day, row.cost_usd]));
  const first = Date.parse(report.from) / 1000;
  const times = Array.from({length: DAYS}, (unused, i) => first + i * DAY_SECONDS);
  const values = times.map(time => cost.get(new Date(time * 1000).toISOString().slice(0, 10)) ?? 0);
  draw(body('cost-days'), {
    times, values: [values], bars: true, format: usd, lines: [{title: 'Cost', color: '--line-1'}],
    summary: `Cost by day: today ${usd(values.at(-1))}, in 14 days ${usd(report.total.cost_usd)}.`,
  });
}

function showRows(section, title, report, name) {
  const total = report.total.cost_usd;
  body(section).replaceChildren(report.rows.length === 0
    ? empty('Nothing was spent in the last 7 days', 'Each call of a model is booked here as soon as it ends.')
    : el('div', {}, table(title, [
      {title, cell: row => el('span', {class: 'mono'}, name(row))},
      {title: 'Calls', number: true, cell: row => row.calls.toLocaleString('en-US')},
      {title: 'Share', number: true, extra: true, cell: row => total > 0 ? percent(row.cost_usd / total) : '–'},
      {title: 'Cost', number: true, cell: row => data(row.cost_usd, usd(row.cost_usd))},
    ], report.rows),
    report.rows_omitted > 0 ? el('p', {class: 'quiet'},
      `${report.rows_omitted} more: monitorctl cost-report --since 7d --by ${title.toLowerCase()}`) : null));
}
