// The bases that are there, one row each: those held, those only proposed or reported, and those
// outside the region. A row chooses its base.

import { operatorsAt } from '../answer/answer.js';
import { spanOf } from '../draw/card.js';
import { element } from '../draw/dom.js';
import { drawIcon, lookOf } from '../draw/marker_icons.js';
import { POSSIBLE } from '../rule/presence.js';

// More rows than anybody reads; the table of the page has all.
const MOST = 60;
const TITLES = ['Bases held', 'Proposed or reported', 'Outside the region, not counted'];

export class BaseList {
  constructor(atlas) {
    this.atlas = atlas;
    this.root = element('div', 'atlas-bases');
    this.key = '';
  }

  // Other data have come: names in order.
  build() {
    const { bases } = this.atlas.data;
    const compare = new Intl.Collator('en').compare;
    this.order = bases.map((_base, b) => b).sort((a, b) => compare(bases[a].name, bases[b].name));
    this.rows = new Map();
    this.key = '';
  }

  draw() {
    const groups = this.groups();
    const key = JSON.stringify(groups);
    if (key === this.key) return;
    this.key = key;
    const active = /** @type {HTMLElement} */ (document.activeElement);
    const focused = this.root.contains(active) ? active.dataset.row : null;
    this.root.replaceChildren(...groups.flatMap((group, g) => this.section(group, TITLES[g])));
    if (focused) this.row(focused)?.focus();
  }

  /** @param {string} id */
  row(id) {
    return this.root.querySelector(`[data-row="${CSS.escape(id)}"]`);
  }

  // For each group its rows as [base, [[period, look], …]], and how many more there are.
  groups() {
    const { atlas } = this;
    const { answer, data } = atlas;
    const groups = TITLES.map(() => ({ rows: [], more: 0 }));
    this.order.forEach((b) => {
      if (answer.best[b] < 0) return;
      const best = answer.best[b];
      const { held, real } = data.periods;
      const group = groups[held[best] ? 0 : real[best] ? 2 : 1];
      if (group.rows.length >= MOST) group.more += 1;
      else {group.rows.push([
          b,
          operatorsAt(atlas.data, atlas.answer, b).map((
            { period },
          ) => [period, lookAt(atlas, period)]),
        ]);}
    });
    return groups;
  }

  section({ rows, more }, title) {
    if (!rows.length) return [];
    const list = element('ul', 'atlas-base-rows');
    list.append(...rows.map(([b, periods]) => this.item(b, periods)));
    const rest = more
      ? [
        element(
          'p',
          'atlas-note',
          `and ${more.toLocaleString('en')} more ${
            this.atlas.pages ? 'on the page of bases' : 'in the table below'
          }`,
        ),
      ]
      : [];
    return [element('h2', '', title), list, ...rest];
  }

  item(b, periods) {
    const key = `${b}:${JSON.stringify(periods)}`;
    if (!this.rows.has(key)) this.rows.set(key, this.newItem(b, periods));
    return this.rows.get(key);
  }

  newItem(b, periods) {
    const { data } = this.atlas;
    const base = data.bases[b];
    const item = element('li');
    const go = element('button', 'atlas-base-row');
    go.type = 'button';
    go.dataset.row = base.id;
    const icon = element('span', 'atlas-row-icon');
    icon.append(drawIcon(
      periods.map(([i, look]) => ({ style: data.operators[data.periods.operator[i]], look })),
      { reference: base.reference },
    ));
    const words = element('span', 'atlas-base-words');
    words.append(element('span', 'atlas-base-name', base.name));
    periods.forEach(([i, look]) => {
      const operator = data.operators[data.periods.operator[i]].name;
      const doubt = look === 'hollow' ? 'possibly ' : '';
      const status = data.statuses[data.periods.status[i]];
      const held = status === 'active' ? '' : `, ${status}`;
      const line = `${doubt}${operator}${held}: ${spanOf(this.atlas, i)}`;
      words.append(element('span', 'atlas-note', line[0].toUpperCase() + line.slice(1)));
    });
    go.append(icon, words);
    go.addEventListener('click', () => this.atlas.select(base.id));
    item.append(go);
    return item;
  }
}

function lookAt({ answer, data }, i) {
  const status = data.statuses[data.periods.status[i]];
  return lookOf({ presence: answer.presence[i] || POSSIBLE, status });
}
