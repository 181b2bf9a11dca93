// Lines and bars over time, drawn by uPlot in the page's colors.

import {el} from './dom.js';

const HEIGHT = 200;
const charts = new Map();

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function axis(format) {
  return {
    stroke: color('--quiet'), font: '12px system-ui, sans-serif', size: format ? 62 : 34,
    grid: {stroke: color('--grid'), width: 1}, ticks: {show: false},
    ...(format ? {values: (unused, ticks) => ticks.map(format)} : {}),
  };
}

function series({title, color: name}, format, bars) {
  return {
    label: title, stroke: color(name), width: bars ? 0 : 2,
    value: (unused, value) => value === null || value === undefined ? '–' : format(value),
    ...(bars ? {points: {show: false}, paths: uPlot.paths.bars({size: [0.6, 48], radius: 0.15}), fill: color(name)} : {}),
  };
}

/** By day: the first tick of a day is its date. */
function days() {
  return {
    ...axis(), space: 46,
    values: (unused, ticks) => ticks.map(tick =>
      new Date(tick * 1000).toLocaleDateString('en-GB', {day: 'numeric', month: 'short', timeZone: 'UTC'})),
  };
}

function options(lines, format, bars, width) {
  return {
    width, height: HEIGHT, legend: {show: true}, cursor: {y: false, points: {size: 7}},
    padding: [12, 22, 0, 0],
    ...(bars ? {tzDate: seconds => uPlot.tzDate(new Date(seconds * 1e3), 'UTC')} : {}),
    scales: {
      x: {time: true, ...(bars ? {range: (unused, min, max) => [min - 43200, max + 43200]} : {})},
      y: {range: (unused, min, max) => [0, max > 0 ? max * 1.12 : 1]},
    },
    axes: [bars ? days() : {...axis(), space: 64, values: TIMES}, axis(format)],
    series: [{label: bars ? 'Day' : 'Time', value: bars ? DAY : '{HH}:{mm}:{ss}'}, ...lines.map(line => series(line, format, bars))],
  };
}

const DAY = (unused, seconds) => seconds ? new Date(seconds * 1000).toISOString().slice(0, 10) : '–';
const HOURS = '{HH}:{mm}';
const DATE = '{D} {MMM}';
// Distance of ticks, format, and what is added where a new day begins; uPlot's own are American.
const TIMES = [
  [86400, DATE, null, null, null, null, null, null, 1],
  [60, HOURS, null, null, `\n${DATE}`, null, null, null, 1],
  [1, `${HOURS}:{ss}`, null, null, `\n${DATE}`, null, null, null, 1],
];

/**
 * Draws {@code values} (times, then one list per line) into {@code place}. {@code summary} is what is read out.
 */
export function draw(place, {lines, format, times, values, bars = false, summary}) {
  let chart = charts.get(place);
  if (!chart || chart.plot.root.parentNode?.parentNode !== place) {
    chart = {holder: el('div', {role: 'img'})};
    place.replaceChildren(chart.holder);
    chart.redraw = shown => {
      chart.plot?.destroy();
      chart.plot = new uPlot(options(lines, format, bars, place.clientWidth), shown, chart.holder);
    };
    chart.redraw([times, ...values]);
    charts.set(place, chart);
    sizes.observe(place);
  } else {
    chart.plot.setData([times, ...values]);
  }
  chart.holder.setAttribute('aria-label', summary);
}

const sizes = new ResizeObserver(changes => {
  for (const {target} of changes) {
    const plot = charts.get(target)?.plot;
    if (plot && target.clientWidth > 0 && plot.width !== target.clientWidth) {
      plot.setSize({width: target.clientWidth, height: HEIGHT});
    }
  }
});

// Colors are painted, so they do not follow the style sheet by themselves.
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  for (const chart of charts.values()) {
    chart.redraw(chart.plot.data);
  }
});
