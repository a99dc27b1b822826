'use strict';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const SVG = 'http://www.w3.org/2000/svg';

function bytes(value) {
  let power = 0;
  let rest = value;
  while (Math.abs(rest) >= 1024 && power < UNITS.length - 1) {
    rest /= 1024;
    power++;
  }
  return (power === 0 ? rest : rest.toFixed(1)) + ' ' + UNITS[power];
}

function shown(value, unit) {
  switch (unit) {
    case 'bytes': return bytes(value);
    case 'percent': return value + ' %';
    case 'milliseconds': return (value / 1000).toFixed(1) + ' s';
    default: return value.toLocaleString('en');
  }
}

function element(name, text, kind) {
  const made = document.createElement(name);
  if (text !== undefined) {
    made.textContent = text;
  }
  if (kind !== undefined) {
    made.className = kind;
  }
  return made;
}

function section(data) {
  const made = element('section');
  made.append(element('h2', data.title));
  const list = element('dl');
  for (const entry of data.entries) {
    const row = element('div');
    row.append(element('dt', entry.label));
    row.append(element('dd', entry.text !== undefined ? entry.text : shown(entry.value, entry.unit)));
    list.append(row);
  }
  made.append(list);
  return made;
}

function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  return made;
}

/** The points of a curve, with those where it crosses zero; each is how far right, and a value. */
function curve(values) {
  const step = 100 / (values.length - 1);
  const points = [];
  values.forEach((value, i) => {
    const before = values[i - 1];
    if (before * value < 0) {
      points.push([(i - value / (value - before)) * step, 0]);
    }
    points.push([i * step, value]);
  });
  return points;
}

/** A curve, the later values at the right; filled between it and zero, in another way below zero. */
function drawing(values, least, most) {
  const height = value => 99 - (value - least) / (most - least) * 97;
  const made = shape('svg', { viewBox: '0 0 100 100', preserveAspectRatio: 'none', role: 'img' });
  const line = points => points.map(([x, value]) => x + ',' + height(value)).join(' ');
  const area = part => line([[0, 0], ...curve(values).map(([x, value]) => [x, part(value)]), [100, 0]]);
  made.append(shape('line', { x1: 0, x2: 100, y1: height(0), y2: height(0), class: 'axis' }));
  made.append(shape('polygon', { points: area(value => Math.max(0, value)) }));
  if (least < 0) {
    made.append(shape('polygon', { points: area(value => Math.min(0, value)), class: 'below' }));
  }
  made.append(shape('polyline', { points: line(curve(values)) }));
  return made;
}

function chart(data, seconds) {
  const made = element('figure');
  const values = [...(data.values.length > 0 ? data.values : [data.value]), data.value];
  const least = Math.min(0, ...values);
  const highest = Math.max(0, ...values);
  // What is below zero alone leaves room above it, so that it is seen to be below.
  const most = Math.max(1, highest, -least / 2);
  const now = shown(data.value, data.unit);
  const minutes = Math.round(data.values.length * seconds / 60);
  const caption = element('figcaption');
  caption.append(element('span', data.label), element('span', now));
  const picture = drawing(values, least, most);
  picture.setAttribute('aria-label', data.label + ': ' + now);
  const bounds = (least < 0 ? 'at least ' + shown(least, data.unit) + ', ' : '') + 'at most ' + shown(highest, data.unit);
  const scale = element('p', undefined, 'scale');
  scale.append(element('span', minutes > 0 ? minutes + ' min ago' : 'the start'));
  scale.append(element('span', bounds));
  scale.append(element('span', 'now'));
  made.append(caption, picture, scale);
  return made;
}

/** Words that may be broken where paths have slashes. */
function words(text) {
  const made = element('span');
  text.split(/(?<=[^\/]\/)(?=[^\/])/).forEach((part, i) => made.append(...(i > 0 ? [element('wbr'), part] : [part])));
  return made;
}

/** The time of day, and the day if it was another one. */
function moment(time) {
  const today = time.toDateString() === new Date().toDateString();
  return today ? time.toLocaleTimeString() : time.toLocaleString();
}

function cell(data, label) {
  const made = element('td');
  made.dataset.label = label;
  if (data.time !== undefined) {
    made.className = 'moment';
    made.title = data.time;
    made.append(element('span', moment(new Date(data.time))));
  } else if (data.text !== undefined) {
    made.className = 'words';
    made.append(words(data.text));
  } else {
    made.className = 'number';
    made.append(element('span', shown(data.value, data.unit)));
  }
  return made;
}

function table(data) {
  const made = element('section');
  made.append(element('h2', data.title));
  if (data.lines.length === 0) {
    made.append(element('p', data.empty, 'empty'));
    return made;
  }
  const head = element('tr');
  data.columns.forEach((name, i) => {
    const heading = element('th', name, data.lines[0][i].unit !== undefined ? 'number' : undefined);
    heading.scope = 'col';
    head.append(heading);
  });
  const body = element('tbody');
  for (const line of data.lines) {
    const row = element('tr');
    row.append(...line.map((entry, i) => cell(entry, data.columns[i])));
    body.append(row);
  }
  const header = element('thead');
  header.append(head);
  const all = element('table');
  all.append(header, body);
  const wide = element('div', undefined, 'wide');
  wide.append(all);
  made.append(wide);
  return made;
}

function fill(id, parts) {
  document.getElementById(id).replaceChildren(...parts);
}

async function refresh() {
  const state = document.getElementById('state');
  try {
    const answer = await fetch('status.json', { cache: 'no-store' });
    if (!answer.ok) {
      throw new Error('HTTP ' + answer.status);
    }
    const data = await answer.json();
    fill('sections', data.sections.map(section));
    fill('charts', data.charts.map(c => chart(c, data.seconds)));
    fill('tables', data.tables.map(table));
    state.textContent = 'as of ' + new Date().toLocaleTimeString();
    state.className = '';
  } catch (e) {
    state.textContent = 'no answer from the server (' + e.message + ')';
    state.className = 'lost';
  }
}

refresh();
setInterval(refresh, 5000);
