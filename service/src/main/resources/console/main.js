// Puts the page together: who is logged in, what is shown, and how fresh it is.

import {Missing, Unauthorized, Unreachable, get, logOut} from './api.js';
import {body, byId, el, empty, setText} from './dom.js';
import {clock} from './format.js';
import {Poller} from './poll.js';
import * as login from './login.js';
import * as range from './range.js';
import {showAlerts} from './alerts.js';
import {showBudgets, showCosts} from './cost.js';
import {showErrors} from './errors.js';
import {showHealth} from './health.js';
import {showNow, showCharts} from './traffic.js';
import {showQueries, showRoutes} from './routes.js';
import {tile} from './tiles.js';

const HISTORY_OFF = ['The history of metrics is switched off',
  'Set history.enabled to true in config.yml (HISTORY_ENABLED=true) and restart the service.'];
const ALERTING_OFF = ['Alert rules are not evaluated here',
  'Set alerting.enabled to true in config.yml (ALERTING_ENABLED=true) and restart, or look at your Alertmanager.'];

let session = {assets: '', runbooks: ''};
let lastAnswer = 0;
let countdown;

/** What is asked for, and what shows when it cannot be had. */
function panels() {
  const span = range.chosen();
  return [
    {show: showHealth, tiles: ['health'], sections: ['checks']},
    {show: showNow, tiles: ['speed', 'traffic'], sections: [], off: HISTORY_OFF},
    {show: showBudgets, tiles: ['cost'], sections: ['budgets']},
    {show: () => showAlerts(session.runbooks), tiles: ['alerts'], sections: ['alerts'], off: ALERTING_OFF},
    {show: () => showCharts(span), tiles: [], sections: ['traffic', 'latency'], off: HISTORY_OFF},
    {show: showCosts, tiles: [], sections: ['cost-days', 'cost-models', 'cost-learners']},
    {show: () => showRoutes(span), tiles: [], sections: ['routes'], off: HISTORY_OFF},
    {show: () => showQueries(span), tiles: [], sections: ['queries'], off: HISTORY_OFF},
    {show: showErrors, tiles: [], sections: ['errors']},
  ];
}

/** A panel that fails says so itself; that nobody answers, or nobody is logged in, concerns all of them. */
async function showPanel(panel) {
  try {
    await panel.show();
  } catch (failure) {
    if (failure instanceof Unauthorized || failure instanceof Unreachable) {
      throw failure;
    }
    const [title, hint] = failure instanceof Missing && panel.off
      ? panel.off : ['This cannot be shown at present', `${failure.message} It is tried again by itself.`];
    panel.sections.forEach(section => body(section).replaceChildren(empty(title, hint)));
    panel.tiles.forEach(name => tile(name, {big: '–', more: [el('p', {}, title)]}));
  }
}

async function refresh() {
  session = await get('/console/session');
  if (session.assets !== new URL(import.meta.url).pathname.split('/').at(-2)) {
    location.reload();
    return;
  }
  range.name();
  await Promise.all(panels().map(showPanel));
  fresh();
}

function fresh() {
  clearInterval(countdown);
  lastAnswer = Date.now();
  byId('dashboard').classList.remove('stale');
  byId('connection').className = 'badge ok';
  setText(byId('connection'), 'Live');
  byId('updated').textContent = `Updated ${clock(lastAnswer)}`;
}

function failed(failure, pause) {
  if (failure instanceof Unauthorized) {
    poller.stop();
    login.ask('Your session has ended. Log in again.');
  } else if (failure instanceof Unreachable) {
    stale(pause);
  } else {
    console.error(failure);
    byId('connection').className = 'badge bad';
    setText(byId('connection'), 'Something failed on this page');
    byId('updated').textContent = failure.message;
  }
}

function stale(pause) {
  clearInterval(countdown);
  byId('dashboard').classList.add('stale');
  byId('connection').className = 'badge bad';
  setText(byId('connection'), 'The service does not answer');
  const until = Date.now() + pause;
  const count = () => {
    const since = lastAnswer ? `What you see is of ${clock(lastAnswer)}. ` : '';
    byId('updated').textContent = `${since}Next try in ${Math.max(0, Math.ceil((until - Date.now()) / 1000))} s`;
  };
  count();
  countdown = setInterval(count, 1000);
}

const poller = new Poller(refresh, failed);

function enter() {
  byId('login').hidden = true;
  byId('dashboard').hidden = false;
  byId('content').focus({preventScroll: true});
  poller.start();
}

async function leave() {
  poller.stop();
  try {
    await logOut();
    login.ask();
  } catch (failure) {
    login.ask('The service does not answer, so you may still be logged in. Log in and out again later.');
  }
}

/** Who is logged in already goes on; a service that does not answer may hold a session, so the page waits. */
async function begin() {
  range.offer(() => poller.now());
  login.onLogIn(enter);
  byId('logout').addEventListener('click', leave);
  try {
    await get('/console/session');
    enter();
  } catch (failure) {
    if (failure instanceof Unauthorized) {
      login.ask();
    } else {
      enter();
    }
  }
}

begin();
