// What a reader sees of one base: a line on hover, a card on click. Text goes in as text, never as
// HTML, and links are followed only where they are http or https.

import { element, link } from './dom.js';
import { POSSIBLE } from '../rule/presence.js';
import { counted, presenceInWords } from '../rule/words.js';

function periodsOf(atlas, b) {
  const { periods } = atlas.data;
  const found = [];
  for (let i = periods.first[b]; i < periods.first[b + 1]; i += 1) {
    if (periods.matched[i]) found.push(i);
  }
  return found;
}

function titleOf(atlas, i) {
  const { data } = atlas;
  const status = data.statuses[data.periods.status[i]];
  const operator = data.operators[data.periods.operator[i]].name;
  return status === 'active' ? operator : `${operator}, ${status}`;
}

// From when to when an operator was there; where a status is named, from when to when it had that.
export function spanOf({ data }, i) {
  const { when, tenure } = data.text[i];
  return data.statuses[data.periods.status[i]] === 'active' ? tenure : when;
}

export function tooltip(atlas, b) {
  const base = atlas.data.bases[b];
  const node = element('div', 'atlas-tooltip');
  node.append(element('strong', '', base.name));
  const present = periodsOf(atlas, b).filter((i) => atlas.answer.presence[i]);
  present.forEach((i) => {
    node.append(element('div', '', `${titleOf(atlas, i)}: ${spanOf(atlas, i)}`));
  });
  if (!present.length) node.append(element('div', '', presenceInWords(atlas.answer.state[b])));
  return node;
}

function countOfSources({ sources }) {
  return counted(sources.length, 'source');
}

function periodItem(atlas, i, withSources) {
  const { data } = atlas;
  const text = data.text[i];
  const presence = atlas.answer.presence[i];
  const item = element('li', presence ? 'is-present' : '');
  const swatch = element('span', 'atlas-swatch');
  swatch.style.background = data.operators[data.periods.operator[i]].colour;
  item.append(
    swatch,
    element('strong', '', titleOf(atlas, i)),
    element('div', '', withSources ? text.when : spanOf(atlas, i)),
  );
  if (presence === POSSIBLE) item.append(element('em', '', 'possibly there on this date'));
  if (text.unit) item.append(element('div', 'atlas-unit', text.unit));
  if (withSources) {
    const fold = element('details', 'atlas-fold');
    fold.append(element('summary', '', countOfSources(text)));
    const list = element('ul', 'atlas-sources');
    text.sources.forEach((s) => {
      const row = element('li');
      row.append(link(data.sources[s]));
      list.append(row);
    });
    fold.append(list);
    item.append(fold);
  } else {
    item.append(element('div', 'atlas-unit', countOfSources(text)));
  }
  return item;
}

// What filters leave out may well be there.
function absence(atlas, b, matched) {
  const { first } = atlas.data.periods;
  const whole = matched.length === first[b + 1] - first[b];
  return whole
    ? `On this date: ${presenceInWords(atlas.answer.state[b])}.`
    : 'Your filters hide it on this date.';
}

export function card(atlas, b) {
  const base = atlas.data.bases[b];
  const full = atlas.fullCards;
  const node = element('article', 'atlas-card');
  node.append(element('h2', '', base.name));
  node.append(element('p', 'atlas-kind', `${base.kind}, ${base.country}`));
  if (full && base.names) node.append(element('p', 'atlas-names', base.names));
  const periods = periodsOf(atlas, b);
  const present = periods.filter((i) => atlas.answer.presence[i]);
  const shown = full ? periods : present.length ? present : periods.slice(-1);
  if (!present.length) node.append(element('p', '', absence(atlas, b, periods)));
  const list = element('ul', 'atlas-periods');
  shown.forEach((i) => list.append(periodItem(atlas, i, full)));
  node.append(list);
  if (base.reference) {
    node.append(element('p', '', 'Outside the region: shown for reference, not counted.'));
  }
  return node;
}
