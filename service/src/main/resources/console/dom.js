// Elements, made without markup: what comes from elsewhere is only ever text.

/** An element with properties or attributes, and children: elements, texts, or nothing. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat().filter(child => child !== undefined && child !== null && child !== ''));
  return element;
}

/** The element with an id; the page has all that are asked for. */
export function byId(id) {
  return document.getElementById(id);
}

/** Where a section shows its content. */
export function body(id) {
  return byId(id).querySelector('.body');
}

/** Sets a text, and only when it is another one: live regions read out what changes. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** A table; a column is {title, cell(row)}, with number to the right, with extra not on small screens. */
export function table(label, columns, rows) {
  const look = column => (column.number ? 'number' : 'name') + (column.extra ? ' extra' : '');
  const head = columns.map(column => el('th', {scope: 'col', class: look(column)}, column.title));
  const lines = rows.map(row => el('tr', {}, columns.map(column => el('td', {class: look(column)}, column.cell(row)))));
  return el('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label},
    el('table', {}, el('thead', {}, el('tr', {}, head)), el('tbody', {}, lines)));
}

/** What stands where there is nothing to show: what that means, and what to do. */
export function empty(title, hint) {
  return el('div', {class: 'empty'}, el('strong', {}, title), hint);
}

/** A number as a person reads it, with the exact one behind it. */
export function data(value, text) {
  return el('data', {value: String(value), title: String(value)}, text);
}

/** A time: how long ago, and exactly on demand. */
export function time(text, shown) {
  return el('time', {datetime: text, title: new Date(text).toLocaleString()}, shown);
}

/** A colored word; its state is also in the word itself. */
export function badge(state, text) {
  return el('span', {class: `badge ${state}`}, text);
}
