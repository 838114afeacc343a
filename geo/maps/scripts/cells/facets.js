// The filters: the words of each, with how many are held; what is chosen stays in sight.

import { element } from '../draw/dom.js';
import { countInWords } from '../rule/words.js';
import { FILTERS } from './asked.js';

const TITLES = { country: 'Country', operator: 'Operator', status: 'Status', kind: 'Kind' };

export class Facets {
  /** @param {HTMLElement} root @param {(key: string, words: string[]) => void} act */
  constructor(root, act) {
    this.act = act;
    this.lists = Object.fromEntries(FILTERS.map((key) => {
      const group = element('details', 'facet');
      const title = element('summary', '', TITLES[key]);
      const list = element('div', 'facet-words');
      list.setAttribute('role', 'group');
      list.setAttribute('aria-label', TITLES[key]);
      group.append(title, list);
      root.append(group);
      return [key, { title, list, group }];
    }));
  }

  /** @param {Record<string, string[]>} chosen @param {Record<string, any[]>} counts */
  show(chosen, counts) {
    FILTERS.forEach((key) => {
      const { title, list } = this.lists[key];
      const rows = [...counts[key]];
      chosen[key].forEach((word) => {
        if (!rows.some((row) => row.word === word)) rows.unshift({ word, certain: 0, there: 0 });
      });
      title.textContent = chosen[key].length
        ? `${TITLES[key]}: ${chosen[key].join(', ')}`
        : TITLES[key];
      const active = /** @type {any} */ (document.activeElement);
      const focused = list.contains(active) && active.value;
      list.replaceChildren(...rows.map((row) => this.box(key, row, chosen)));
      if (focused) {
        [...list.querySelectorAll('input')].find((box) => box.value === focused)?.focus();
      }
    });
  }

  box(key, { word, certain, there }, chosen) {
    const label = element('label');
    const box = element('input');
    Object.assign(box, { type: 'checkbox', value: word, checked: chosen[key].includes(word) });
    box.addEventListener('change', () => {
      const others = chosen[key].filter((other) => other !== word);
      this.act(key, box.checked ? [...others, word] : others);
    });
    const count = element('span', 'count', countInWords({ certain, possible: there }));
    label.append(box, element('span', '', word), count);
    return label;
  }
}
