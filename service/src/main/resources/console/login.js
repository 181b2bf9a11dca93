// The form that asks for the operators' token. The token is sent once and kept nowhere.

import {Unreachable, logIn} from './api.js';
import {byId} from './dom.js';

/** Shows the form, with a reason if there is one. */
export function ask(reason = '') {
  byId('dashboard').hidden = true;
  byId('login').hidden = false;
  byId('login-error').textContent = reason;
  byId('token').focus();
}

/** Calls {@code entered} with the session after a log-in. */
export function onLogIn(entered) {
  byId('login-form').addEventListener('submit', async event => {
    event.preventDefault();
    const field = byId('token');
    const button = byId('login-button');
    button.disabled = true;
    try {
      const session = await logIn(field.value);
      byId('login').hidden = true;
      byId('login-error').textContent = '';
      entered(session);
    } catch (failure) {
      byId('login-error').textContent = failure instanceof Unreachable
        ? 'The service does not answer. Is it running? Try again.' : failure.message;
      field.focus();
    } finally {
      field.value = '';
      button.disabled = false;
    }
  });
}
