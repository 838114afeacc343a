// The words of one filter as a list that is legend, filter and count at once.

import { element } from '../draw/dom.js';
import { drawIcon } from '../draw/marker_icons.js';
import { countInWords, facetsInWords } from '../rule/words.js';

// More words than this are folded, and have a field to find one by.
const MANY = 12;

export class FacetList {
  /**
   * @param {any} atlas
   * @param {{facet: string, label: string, title: string}} names what it filters by, and its title
   * @param {(facet: string, words: string[]) => void} choose
   */
  constructor(atlas, { facet, label, title }, choose) {
    this.atlas = atlas;
    this.facet = facet;
    this.label = label;
    this.choose = choose;
    this.root = element('fieldset', 'atlas-facet');
    this.root.setAttribute('aria-label', label);
    this.heading = element('legend', '', title);
    this.list = element('div', 'atlas-facet-list');
    this.list.addEventListener('change', () => this.choose(this.facet, this.chosen()));
    this.root.append(this.heading, this.list);
  }

  // Other data have come. The words with most bases come first, and stay where they are.
  build() {
    const { bases, coded, operators, periods } = this.atlas.data;
    const { words, of } = coded[this.facet];
    const total = new Int32Array(words.length);
    const seen = new Int32Array(words.length).fill(-1);
    of.forEach((word, i) => {
      if (seen[word] !== periods.base[i]) total[word] += 1;
      seen[word] = periods.base[i];
    });
    const isUsed = (k) => total[k] && (this.facet !== 'operator' || operators[k].shown);
    const order = words.map((_word, k) => k).filter(isUsed);
    if (this.facet !== 'status') {
      order.sort((a, b) => total[b] - total[a] || (words[a] < words[b] ? -1 : 1));
    }
    this.bases = bases;
    this.rows = order.map((k) => this.row(words[k], k, operators));
    this.list.replaceChildren(...this.rows.map(({ label }) => label));
    this.fold();
  }

  row(word, k, operators) {
    const label = element('label', 'atlas-row');
    const box = element('input');
    box.type = 'checkbox';
    box.value = word;
    label.append(box);
    if (this.facet === 'operator') {
      const icon = element('span', 'atlas-row-icon');
      icon.append(drawIcon([{ style: operators[k], look: 'solid' }], {}));
      label.append(icon);
    }
    const held = element('span', 'atlas-row-held');
    const said = element('span', 'atlas-row-said');
    const aside = element('span', 'atlas-row-said');
    label.append(element('span', 'atlas-row-word', word), held, said, aside);
    return { k, word, label, box, held, said, aside };
  }

  fold() {
    if (this.more) this.more.remove();
    this.more = null;
    if (this.rows.length <= MANY) return;
    this.more = element('input', 'atlas-find');
    this.more.type = 'search';
    this.more.placeholder = `Search ${facetsInWords(this.rows.length, this.facet)}`;
    this.more.setAttribute('aria-label', `Find in ${this.label}`);
    const find = () => {
      const part = this.more.value.trim().toLowerCase();
      let shown = 0;
      this.rows.forEach(({ word, label, box }) => {
        const isFound = part ? word.toLowerCase().includes(part) : shown < MANY;
        label.hidden = !isFound && !box.checked;
        shown += label.hidden ? 0 : 1;
      });
    };
    this.more.addEventListener('input', find);
    this.heading.after(this.more);
    find();
  }

  chosen() {
    return this.rows.filter(({ box }) => box.checked).map(({ word }) => word);
  }

  follow(words) {
    this.rows.forEach(({ box, word, label }) => {
      box.checked = words.includes(word);
      if (box.checked) label.hidden = false;
    });
  }

  // The numbers of the day.
  count(counts) {
    this.rows.forEach(({ k, label, held, said, aside }) => {
      const count = counts[k];
      write(held, count.possible || !(count.said || count.aside) ? countInWords(count) : '');
      write(said, count.said ? `+${count.said}` : '', 'proposed or reported only');
      write(aside, count.aside ? `(${count.aside})` : '', 'not counted');
      label.classList.toggle('is-none', !count.possible && !count.said && !count.aside);
    });
  }
}

function write(node, words, title = '') {
  if (node.textContent === words) return;
  node.textContent = words;
  if (title) node.title = words ? `${words.replace(/\D/g, '')} ${title}` : '';
}
