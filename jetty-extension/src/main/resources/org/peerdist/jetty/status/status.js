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

function drawing(values, least, most) {
  const last = values.length - 1;
  const height = value => 99 - (value - least) / (most - least) * 97;
  const points = values.map((value, i) => (last === 0 ? 0 : i / last * 100) + ',' + height(value));
  const made = shape('svg', { viewBox: '0 0 100 100', preserveAspectRatio: 'none', role: 'img' });
  made.append(shape('line', { x1: 0, x2: 100, y1: height(0), y2: height(0), class: 'axis' }));
  if (last > 0) {
    made.append(shape('polygon', { points: ['0,' + height(0), ...points, '100,' + height(0)].join(' ') }));
    made.append(shape('polyline', { points: points.join(' ') }));
  }
  return made;
}

function chart(data, seconds) {
  const made = element('figure');
  const last = data.values.length - 1;
  const least = Math.min(0, ...data.values);
  const most = Math.max(1, ...data.values);
  const now = shown(data.values[last], data.unit);
  const minutes = Math.round(last * seconds / 60);
  const caption = element('figcaption');
  caption.append(element('span', data.label), element('span', now));
  const picture = drawing(data.values, least, most);
  picture.setAttribute('aria-label', data.label + ': ' + now);
  const scale = element('p', undefined, 'scale');
  scale.append(element('span', minutes > 0 ? minutes + ' min ago' : 'the start'));
  scale.append(element('span', 'at most ' + shown(Math.max(0, ...data.values), data.unit)));
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

function cell(data, label) {
  const made = element('td');
  made.dataset.label = label;
  if (data.time !== undefined) {
    made.className = 'moment';
    made.title = data.time;
    made.append(element('span', new Date(data.time).toLocaleTimeString()));
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
