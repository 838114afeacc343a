// What outlines and circles on the map mean, and the switch for closed bases.

import { element } from '../draw/dom.js';
import { drawIcon } from '../draw/marker_icons.js';

const STATES = [
  ['solid', 'certainly there'],
  ['hollow', 'possibly there'],
  ['dashed', 'proposed or reported only'],
];
const PLAIN = {
  name: '',
  colour: 'var(--atlas-text)',
  ink: 'var(--atlas-hollow)',
  letter: '',
  shape: 'circle',
};

export class Signs {
  constructor(atlas) {
    this.root = element('details', 'atlas-signs');
    this.root.append(element('summary', '', 'Key to the signs'));
    this.root.append(...STATES.map(([look, words]) => {
      const row = element('div', 'atlas-row');
      row.append(icon(look), element('span', '', words));
      return row;
    }));
    const label = element('label', 'atlas-row');
    this.box = element('input');
    this.box.type = 'checkbox';
    this.box.addEventListener('change', () => atlas.showClosed(this.box.checked));
    label.append(this.box, icon('closed'), element('span', '', 'closed'));
    this.root.append(
      label,
      element(
        'p',
        'atlas-note',
        'Yellow dot: notice served. Dashed circle: the base, or a part of a range, is within it.',
      ),
      element('p', 'atlas-note', 'Small: outside the region, not counted.'),
    );
    atlas.on((what) => {
      if (what === 'ready' || what === 'closed') this.box.checked = atlas.state.closedShown;
    });
  }
}

function icon(look) {
  const box = element('span', 'atlas-row-icon');
  box.append(drawIcon([{ style: PLAIN, look }], {}));
  return box;
}
