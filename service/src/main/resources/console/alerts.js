// What fires, what is about to, and what to do about it.

import {now} from './api.js';
import {badge, body, el, empty, time} from './dom.js';
import {ago, plural} from './format.js';
import {rules} from './prometheus.js';
import {tile} from './tiles.js';

const ORDER = ['firing', 'pending'];
const COLORS = {firing: 'bad', pending: 'warn'};

/** Shows the alerts; {@code runbooks} comes before paths that are no addresses. */
export async function showAlerts(runbooks) {
  const {groups, warnings} = await rules();
  const all = groups.flatMap(group => group.rules);
  const alerts = all.flatMap(rule => rule.alerts)
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.activeAt.localeCompare(b.activeAt));
  const broken = all.filter(rule => rule.health === 'err');
  // What is for nobody in particular, such as the watchdog, which always fires, is listed but alarms nobody.
  const alarming = alerts.filter(alert => alert.labels.severity !== 'info');
  const firing = alarming.filter(alert => alert.state === 'firing');
  const pending = alarming.length - firing.length;
  tile('alerts', {
    state: firing.length > 0 ? 'bad' : pending > 0 || broken.length > 0 ? 'warn' : all.length > 0 ? 'ok' : null,
    big: firing.length > 0 ? `${firing.length} firing` : all.length > 0 ? 'None firing' : 'No rules', isState: true,
    more: [
      el('p', {}, firing.length > 0 ? [...new Set(firing.map(alert => alert.labels.alertname))].join(', ')
        : plural(all.length, 'rule') + ' watched'),
      pending > 0 ? el('p', {}, `${pending} pending`) : null,
      broken.length > 0 ? el('p', {class: 'problem'}, `${plural(broken.length, 'rule')} cannot be evaluated`) : null,
    ],
  });
  body('alerts').replaceChildren(
    ...warnings.map(warning => el('p', {class: 'problem'}, warning)),
    ...broken.map(rule => el('p', {class: 'problem'}, `${rule.name}: ${rule.lastError}`)),
    ...(alerts.length > 0 ? alerts.map(alert => shown(alert, runbooks)) : [quiet(all)]));
}

function quiet(all) {
  return all.length === 0
    ? empty('No alerting rules', 'Put rule files where alerting.rules in config.yml (ALERT_RULES) points to.')
    : empty('Nothing fires and nothing is pending', `${plural(all.length, 'rule')} are watched.`);
}

function shown(alert, runbooks) {
  const {alertname, severity, ...labels} = alert.labels;
  const where = Object.entries(labels).map(([name, value]) => `${name}=${value}`).join('  ');
  const {summary, runbook_url: runbook} = alert.annotations;
  return el('div', {class: 'alert'},
    badge(COLORS[alert.state] ?? '', alert.state),
    el('strong', {}, alertname, severity ? el('span', {class: 'quiet'}, ` ${severity}`) : null),
    el('span', {class: 'quiet since'}, 'began ', time(alert.activeAt, ago(alert.activeAt, now()))),
    summary ? el('p', {class: 'summary'}, summary) : null,
    el('p', {class: 'where quiet'}, runbook ? ['Runbook: ', link(runbook, runbooks), where ? ' · ' : ''] : null, where));
}

/** Only addresses of the web become links: an annotation may be anything. */
function link(runbook, runbooks) {
  const address = /^https?:\/\//.test(runbook) ? runbook
    : runbooks && !runbook.includes(':') ? runbooks.replace(/\/+$/, '') + '/' + runbook.replace(/^\/+/, '') : null;
  return address === null ? el('code', {}, runbook)
    : el('a', {href: address, target: '_blank', rel: 'noopener noreferrer'}, runbook.split('/').at(-1));
}
