// Who holds bases, where, and which. While a base is chosen only the filters stay, below its profile.

import { ofSeveral } from '../answer/sentence.js';
import { element } from '../draw/dom.js';
import { BaseList } from './base_list.js';
import { FacetList } from './facet_list.js';
import { NoneFound } from './none_found.js';
import { Signs } from './signs.js';

const LISTS = [
  { facet: 'operator', label: 'Operator', title: 'Who' },
  { facet: 'country', label: 'Country', title: 'Where' },
  { facet: 'status', label: 'Status', title: 'Status' },
  { facet: 'kind', label: 'Kind of site', title: 'Kind of site' },
];
// Lists that are open from the beginning.
const OPEN = 2;

export class Overview {
  constructor(atlas) {
    this.atlas = atlas;
    this.root = element('div', 'atlas-overview');
    const choose = (facet, words) => this.choose({ [facet]: words });
    this.lists = LISTS.map((names) => new FacetList(atlas, names, choose));
    this.bases = new BaseList(atlas);
    this.several = element('p', 'atlas-note');
    this.without = new NoneFound(atlas);
    this.key = element('p', 'atlas-note atlas-key-of-numbers');
    this.clear = element('button', 'atlas-clear', 'Clear all filters');
    this.clear.type = 'button';
    this.clear.addEventListener('click', () => {
      this.choose({ country: [], operator: [], status: [], kind: [], q: '' });
    });
    this.more = element('details', 'atlas-more');
    this.more.append(element('summary', '', 'More filters'));
    this.more.append(...this.lists.slice(OPEN).map(({ root }) => root));
    this.root.append(
      this.without.root,
      ...this.lists.slice(0, OPEN).map(({ root }) => root),
      this.key,
      this.several,
      this.clear,
      this.bases.root,
      this.more,
      new Signs(atlas).root,
    );
  }

  build() {
    this.lists.forEach((list) => list.build());
    this.bases.build();
    this.follow();
  }

  // The boxes follow the filters, whoever has chosen them.
  follow() {
    const { filter } = this.atlas.state;
    this.lists.forEach((list) => list.follow(filter[list.facet]));
    const isAny = this.lists.some(({ facet }) => filter[facet].length) || Boolean(filter.q);
    this.clear.hidden = !isAny;
    if (this.lists.slice(OPEN).some(({ facet }) => filter[facet].length)) this.more.open = true;
  }

  choose(words) {
    this.atlas.chooseFilter({ ...this.atlas.state.filter, ...words });
  }

  draw(found, isWhole) {
    const { atlas } = this;
    this.lists.forEach((list) => list.count(found.by[list.facet]));
    this.bases.root.hidden = !isWhole;
    if (!isWhole) return;
    write(this.several, ofSeveral(atlas.data, found));
    write(
      this.key,
      [
        found.all.said && '+ proposed or reported only',
        found.all.aside && '( ) outside the region, not counted',
      ].filter(Boolean).join(' · '),
    );
    this.without.draw();
    this.bases.draw();
  }
}

function write(node, words) {
  if (node.textContent !== words) node.textContent = words;
  node.hidden = !words;
}
