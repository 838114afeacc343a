// The legend: operators, states, and the switch for closed bases. In a file of its own the operators
// are switches too, since there is no filter around the map there.

import { element } from './dom.js';
import { drawIcon } from './marker_icons.js';
import { addFirstSight } from './first_sight.js';
import { addViewButtons } from './view_buttons.js';
import { of } from '../state/atlas.js';

const STATES = [
  ['solid', 'certainly there'],
  ['hollow', 'possibly there'],
  ['dashed', 'proposed or reported only'],
  ['closed', 'closed'],
];

function icon(style, look) {
  const box = element('span', 'atlas-legend-icon');
  box.append(drawIcon([{ style, look }], {}));
  return box;
}

function operatorRow(atlas, style) {
  const row = element(atlas.standalone ? 'button' : 'div', 'atlas-legend-row');
  row.append(icon(style, 'solid'), element('span', '', style.name));
  if (!atlas.standalone) return row;
  row.type = 'button';
  row.setAttribute('aria-pressed', 'true');
  row.addEventListener('click', () => {
    const hidden = atlas.state.hiddenOperators;
    if (!hidden.delete(style.name)) hidden.add(style.name);
    row.setAttribute('aria-pressed', String(!hidden.has(style.name)));
    atlas.setFilter(atlas.state.filter);
  });
  return row;
}

function closedRow(atlas, style) {
  const label = element('label', 'atlas-legend-row');
  const box = element('input');
  box.type = 'checkbox';
  box.checked = atlas.state.closedShown;
  box.addEventListener('change', () => atlas.showClosed(box.checked));
  atlas.on((what) => {
    if (what === 'closed') box.checked = atlas.state.closedShown;
  });
  label.append(icon(style, 'closed'), element('span', '', 'closed'), box);
  return label;
}

function fill(atlas, body) {
  body.replaceChildren();
  const used = new Set(atlas.data.periods.operator);
  const operators = atlas.data.operators.filter((style, o) => used.has(o) && style.shown);
  operators.slice(0, 12).forEach((style) => body.append(operatorRow(atlas, style)));
  if (operators.length > 12) {
    body.append(element('p', '', `and ${operators.length - 12} more operators`));
  }
  body.append(element('hr'));
  const plain = {
    name: '',
    colour: 'var(--atlas-text)',
    ink: 'var(--atlas-hollow)',
    letter: '',
    shape: 'circle',
  };
  STATES.slice(0, 3).forEach(([look, words]) => {
    const row = element('div', 'atlas-legend-row');
    row.append(icon(plain, look), element('span', '', words));
    body.append(row);
  });
  body.append(closedRow(atlas, plain));
  body.append(element('p', '', 'Dashed circle: the base, or a part of a range, is within it'));
  if (atlas.data.bases.some((base) => base.reference)) {
    body.append(element('p', '', 'Small: outside the region, not counted'));
  }
}

const Legend = L.Control.extend({
  options: { position: 'topright' },

  onAdd(map) {
    const atlas = of(map);
    const box = element('details', 'atlas-legend leaflet-bar');
    box.open = window.innerWidth > 900;
    box.append(element('summary', '', 'Legend'));
    const body = element('div', 'atlas-legend-body');
    box.append(body);
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    atlas.on((what) => {
      if (what === 'ready') fill(atlas, body);
    });
    return box;
  },
});

export function addLegend(map) {
  const atlas = of(map);
  addViewButtons(map);
  new Legend().addTo(map);
  addFirstSight(atlas);
  return atlas;
}
