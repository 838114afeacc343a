// The search: while letters are typed the map shows what has them. One hit is chosen once the reader
// rests; several are a list; none says what the atlas covers, what was looked for, and what is near.

import { searchedText } from '../answer/facets.js';
import { nearNames } from '../answer/near_names.js';
import { element } from '../draw/dom.js';
import { yearOf } from '../rule/days.js';
import { yearInWords } from '../rule/words.js';
import { fold } from '../rule/fold.js';

const MOST = 8;
const REST_MS = 900;

export class SearchBox {
  constructor(atlas) {
    this.atlas = atlas;
    this.root = element('div', 'atlas-find-base');
    this.root.setAttribute('role', 'search');
    this.input = element('input', 'atlas-find');
    this.input.type = 'search';
    this.input.maxLength = 100;
    this.input.autocomplete = 'off';
    this.input.placeholder = 'Search any script, e.g. Кант, Qarshi';
    this.input.setAttribute('aria-label', 'Search for a base');
    this.found = element('div', 'atlas-found');
    this.found.setAttribute('aria-live', 'polite');
    this.root.append(this.input, this.found);
    this.input.addEventListener('input', () => this.typed());
    this.root.addEventListener('keydown', (event) => this.walk(event));
  }

  // Another has changed the filters.
  follow() {
    const { q } = this.atlas.state.filter;
    if (this.input.value.trim() !== q.trim()) this.input.value = q;
    this.list();
  }

  typed() {
    const { atlas } = this;
    clearTimeout(this.resting);
    atlas.chooseFilter({ ...atlas.state.filter, q: this.input.value });
    this.resting = setTimeout(() => this.chooseOnly(), REST_MS);
  }

  hits() {
    const { data } = this.atlas;
    const { bases, periods } = data;
    const words = fold(this.input.value).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    const has = (b) => {
      for (let i = periods.first[b]; i < periods.first[b + 1]; i += 1) {
        const found = searchedText(data, i);
        if (words.every((word) => found.includes(word))) return true;
      }
      return false;
    };
    return bases.map((_base, b) => b).filter(has);
  }

  chooseOnly() {
    clearTimeout(this.resting);
    const hits = this.hits();
    if (hits.length === 1) this.atlas.select(this.atlas.data.bases[hits[0]].id);
    return hits.length === 1;
  }

  // What is found, in a few lines; nothing where one is chosen already.
  list() {
    const sought = this.input.value.trim();
    const key = `${sought} ${this.atlas.state.base}`;
    if (key === this.key) return;
    this.key = key;
    this.found.replaceChildren(...(sought ? this.lines(sought) : []));
  }

  lines(sought) {
    const { bases, searches } = this.atlas.data;
    const hits = this.hits();
    const isChosen = hits.length === 1 && bases[hits[0]].id === this.atlas.state.base;
    const words = fold(sought).split(/\s+/).filter(Boolean);
    const looked = searches.filter(({ search }) => words.every((word) => search.includes(word)));
    const notes = looked.slice(0, MOST).map(({ text }) => element('p', 'atlas-note', text));
    if (isChosen) return notes;
    const rest = hits.length - MOST;
    const more = rest > 0
      ? [element('p', 'atlas-note', `and ${rest.toLocaleString('en')} more`)]
      : [];
    if (hits.length) return [...hits.slice(0, MOST).map((b) => this.hit(b)), ...more, ...notes];
    return [...this.none(sought), ...notes];
  }

  none(sought) {
    const { bases } = this.atlas.data;
    const near = nearNames(sought, bases);
    return [
      element('p', '', `No base is called “${sought}”${near.length ? '. Did you mean:' : '.'}`),
      ...near.map((b) => this.hit(b)),
      element('p', 'atlas-note', this.scope()),
    ];
  }

  // What the gazetteer covers; one that lists what was looked for says what it does not.
  scope() {
    const { bases, coded, first, last, searches } = this.atlas.data;
    const countries = coded.country.words;
    const where = countries.length > MOST ? `${countries.length} countries` : countries.join(', ');
    const years = [...new Set([first, last].map(yearOf))].map(yearInWords).join(' to ');
    const left = searches.length
      ? ' Left out: forces in their own country, and sites that no published source names.'
      : '';
    return `The atlas covers ${
      bases.length.toLocaleString('en')
    } bases in ${where}, ${years}.${left}`;
  }

  hit(b) {
    const base = this.atlas.data.bases[b];
    const go = element('button', 'atlas-hit', `${base.name}, ${base.country}`);
    go.type = 'button';
    go.addEventListener('click', () => this.choose(base));
    return go;
  }

  // The search has done its work: all bases stand on the map again.
  choose(base) {
    const { atlas } = this;
    clearTimeout(this.resting);
    this.input.value = '';
    atlas.chooseFilter({ ...atlas.state.filter, q: '' });
    atlas.select(base.id);
  }

  // As in any list of suggestions: down and up through it, Enter takes the first, Escape clears.
  walk(event) {
    const items = [...this.found.querySelectorAll('button')];
    const here = items.indexOf(document.activeElement);
    if (event.key === 'Escape' && this.input.value) {
      event.stopPropagation();
      this.input.value = '';
      this.typed();
      this.input.focus();
    } else if (event.key === 'Enter' && here < 0) {
      event.preventDefault();
      if (!this.chooseOnly() && items[0]) items[0].focus();
    } else if (event.key === 'ArrowDown' && items[here + 1]) {
      event.preventDefault();
      items[here + 1].focus();
    } else if (event.key === 'ArrowUp' && here >= 0) {
      event.preventDefault();
      (items[here - 1] || this.input).focus();
    }
  }
}
