// The last failures, to find in the log by their request id.

import {get, now} from './api.js';
import {badge, body, el, empty, table, time} from './dom.js';
import {ago} from './format.js';

const MOST = 20;

export async function showErrors() {
  const {errors, total} = await get('/api/ops/errors');
  body('errors').replaceChildren(...(errors.length === 0
    ? [empty('No errors since the start', 'Replies with a status of 500 and above, and ERROR lines of the log, show here.')]
    : [table('Recent errors', [
      {title: 'When', cell: error => time(error.at, ago(error.at, now()))},
      {title: 'Route', cell: error => error.route ? `${error.method ?? ''} ${error.route}` : 'outside a request'},
      {title: 'Reply', cell: error => error.status ? [badge('bad', String(error.status)), ` ${error.code ?? ''}`] : ''},
      {title: 'Thrown', extra: true, cell: error => [error.exception, error.logger].filter(Boolean).join(' in ')},
      {title: 'Request id', cell: error => el('span', {class: 'mono'}, error.request_id ?? '')},
    ], errors.slice(0, MOST)),
    total > MOST ? el('p', {class: 'quiet'}, `${total} since the start; the log has all of them.`) : '']));
}
