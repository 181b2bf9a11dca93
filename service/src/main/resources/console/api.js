// The service's own API. Failures have a type, since each asks for something else to be done.

const DEADLINE_MILLIS = 15000;

/** The session has ended, or there is none. */
export class Unauthorized extends Error {}

/** Nobody answers. */
export class Unreachable extends Error {}

/** The service runs without this part. */
export class Missing extends Error {}

/** The service answers, but not with what was asked for. */
export class Refused extends Error {}

let skewMillis = 0;

/** The service's time, which queries are asked in: this machine's may be another. */
export function now() {
  return Date.now() + skewMillis;
}

/** Reads JSON; statuses in {@code allowed} count as answers too. */
export async function get(path, allowed = []) {
  return answer(await send(path, {}), allowed);
}

/** Logs in. */
export async function logIn(token) {
  return answer(await send('/console/session', {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'X-Console': '1'},
    body: JSON.stringify({token}),
  }));
}

/** Logs out. */
export async function logOut() {
  await send('/console/session', {method: 'DELETE', headers: {'X-Console': '1'}});
}

async function send(path, options) {
  try {
    const reply = await fetch(path, {
      credentials: 'same-origin', cache: 'no-store', signal: AbortSignal.timeout(DEADLINE_MILLIS), ...options,
    });
    const date = Date.parse(reply.headers.get('Date') ?? '');
    if (Number.isFinite(date) && Math.abs(date - Date.now()) > 2000) {
      skewMillis = date - Date.now();
    }
    return reply;
  } catch (failure) {
    throw new Unreachable(path, {cause: failure});
  }
}

async function answer(reply, allowed = []) {
  const json = await reply.json().catch(() => undefined);
  if ((reply.ok || allowed.includes(reply.status)) && json !== undefined) {
    return json;
  }
  const words = json?.message ?? json?.error ?? `The service answered with status ${reply.status}.`;
  if (reply.status === 401) {
    throw new Unauthorized(words);
  }
  if (reply.status === 404) {
    throw new Missing(words);
  }
  if ([502, 504].includes(reply.status)) {
    throw new Unreachable(words);
  }
  throw new Refused(words);
}
