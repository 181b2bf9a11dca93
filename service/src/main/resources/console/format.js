// Numbers and times for people.

const NONE = '–';

function digits(value, fraction) {
  return value.toLocaleString('en-US', {minimumFractionDigits: fraction, maximumFractionDigits: fraction});
}

function isNumber(value) {
  return typeof value === 'number' && Number.isFinite(value);
}

/** Three significant digits: 0.0213, 2.13, 21.3, 2,130. */
export function number(value) {
  if (!isNumber(value)) {
    return NONE;
  }
  const size = Math.abs(value);
  if (size === 0 || size >= 100) {
    return digits(value, 0);
  }
  return size >= 10 ? digits(value, 1) : size >= 1 ? digits(value, 2) : String(Number(value.toPrecision(2)));
}

/** A whole number of things, such as an extrapolated increase of a counter. */
export function count(value) {
  return isNumber(value) ? digits(Math.round(value), 0) : NONE;
}

/** US dollars: whole cents from one dollar on, finer below. */
export function usd(value) {
  if (!isNumber(value)) {
    return NONE;
  }
  const size = Math.abs(value);
  if (size === 0 || size >= 1) {
    return '$' + digits(value, 2);
  }
  return size < 0.000001 ? '<$0.000001' : '$' + String(Number(value.toFixed(size < 0.01 ? 6 : 4)));
}

/** A share as a percentage. */
export function percent(share) {
  if (!isNumber(share)) {
    return NONE;
  }
  const value = share * 100;
  if (value > 0 && value < 0.1) {
    return '<0.1 %';
  }
  return (value === 0 || value >= 10 ? digits(value, 0) : String(Number(value.toPrecision(2)))) + ' %';
}

/** A duration in seconds: 850 µs, 12 ms, 1.4 s, 3 min. */
export function seconds(value) {
  if (!isNumber(value)) {
    return NONE;
  }
  if (value === 0) {
    return '0 s';
  }
  if (value < 0.001) {
    return number(value * 1e6) + ' µs';
  }
  if (value < 1) {
    return number(value * 1e3) + ' ms';
  }
  return value < 120 ? number(value) + ' s' : span(value);
}

/** A long time in seconds, in its two largest units. */
export function span(value) {
  const units = [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]];
  const first = units.findIndex(([, size]) => value >= size);
  if (first < 0) {
    return '0 s';
  }
  const [name, size] = units[first];
  const whole = Math.floor(value / size);
  const next = units[first + 1];
  const rest = next && whole < 10 ? Math.floor((value - whole * size) / next[1]) : 0;
  return `${whole} ${name}` + (rest > 0 ? ` ${rest} ${next[0]}` : '');
}

/** How long ago an instant is. */
export function ago(instant, now) {
  const passed = Math.max(0, (now - Date.parse(instant)) / 1000);
  return passed < 5 ? 'just now' : span(passed) + ' ago';
}

/** Time of day. */
export function clock(millis) {
  return new Date(millis).toLocaleTimeString('en-GB');
}

/** One or many: plural(1, 'alert'), plural(2, 'alert'). */
export function plural(count, word) {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
