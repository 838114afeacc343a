// The countries in which no base was found at the time; opened, what was looked for, where and when.

import { searchesWithoutABase } from '../answer/searches.js';
import { element, link } from '../draw/dom.js';

export class NoneFound {
  constructor(atlas) {
    this.atlas = atlas;
    this.root = element('details', 'atlas-fold atlas-none-found');
    this.summary = element('summary');
    this.list = element('div');
    this.root.append(this.summary, this.list);
    this.key = null;
  }

  draw() {
    const { data, state } = this.atlas;
    const { country } = state.filter;
    const found = searchesWithoutABase(data, state).filter((search) =>
      !country.length || country.includes(search.country)
    );
    const names = found.map((search) => search.country);
    const key = names.join();
    if (key === this.key && this.root.isConnected) return;
    this.key = key;
    this.root.hidden = !names.length;
    this.summary.textContent = `None found: ${names.join(', ')}`;
    this.list.replaceChildren(...found.map((search) => this.evidence(search)));
  }

  /** @param {import('../answer/gazetteer.js').Search} search */
  evidence({ country, found, how = '', sources = [] }) {
    const part = element('section');
    part.dataset.country = country;
    part.append(element('p', '', `${country}: none found${found ? `; ${found}` : ''}.`));
    part.append(element('p', 'atlas-note', how));
    const list = element('ul', 'atlas-sources');
    sources.forEach((source) => {
      const row = element('li');
      row.append(link(this.atlas.data.sources[source]));
      list.append(row);
    });
    part.append(list);
    return part;
  }

  // One country's, opened and in sight.
  show(country) {
    this.root.open = true;
    const part = [...this.list.children].find((one) => one.dataset.country === country);
    part?.scrollIntoView({ block: 'nearest' });
    this.summary.focus({ preventScroll: true });
  }
}
