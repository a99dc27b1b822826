'use strict';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const SVG = 'http://www.w3.org/2000/svg';

function shown(value, unit) {
  if (unit !== 'bytes') {
    return value.toLocaleString('en');
  }
  let power = 0;
  let rest = value;
  while (Math.abs(rest) >= 1024 && power < UNITS.length - 1) {
    rest /= 1024;
    power++;
  }
  return (power === 0 ? rest : rest.toFixed(1)) + ' ' + UNITS[power];
}

function element(name, text) {
  const made = document.createElement(name);
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

function section(data) {
  const made = element('section');
  made.append(element('h2', data.title));
  const list = element('dl');
  for (const entry of data.entries) {
    list.append(element('dt', entry.label));
    list.append(element('dd', entry.text !== undefined ? entry.text : shown(entry.value, entry.unit)));
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

function chart(data, seconds) {
  const made = element('figure');
  const last = data.values.length - 1;
  const caption = element('figcaption');
  const minutes = Math.max(1, Math.round(last * seconds / 60));
  const now = shown(data.values[last], data.unit);
  caption.append(element('span', data.label), element('span', now + ', the last ' + minutes + ' min'));
  const least = Math.min(0, ...data.values);
  const most = Math.max(1, ...data.values);
  const points = data.values.map((value, i) =>
      (last === 0 ? 0 : i / last * 100) + ',' + (100 - (value - least) / (most - least) * 98 - 1));
  const drawing = shape('svg', { viewBox: '0 0 100 100', preserveAspectRatio: 'none', role: 'img' });
  drawing.setAttribute('aria-label', data.label + ': ' + now);
  drawing.append(shape('line', { x1: 0, x2: 100, y1: 99, y2: 99, class: 'axis' }));
  drawing.append(shape('polyline', { points: points.join(' ') }));
  made.append(caption, drawing);
  return made;
}

async function refresh() {
  const state = document.getElementById('state');
  try {
    const answer = await fetch('status.json', { cache: 'no-store' });
    if (!answer.ok) {
      throw new Error('HTTP ' + answer.status);
    }
    const data = await answer.json();
    document.getElementById('sections').replaceChildren(...data.sections.map(section));
    document.getElementById('charts').replaceChildren(...data.charts.map(c => chart(c, data.seconds)));
    state.textContent = 'as of ' + new Date().toLocaleTimeString();
    state.className = '';
  } catch (e) {
    state.textContent = 'no answer from the server (' + e.message + ')';
    state.className = 'lost';
  }
}

refresh();
setInterval(refresh, 5000);
