// Search for a standalone map: what the page's filters do elsewhere.

import { element } from './dom.js';
import { fold } from '../rule/fold.js';

const MOST = 8;

export class Search {
  constructor(atlas, box) {
    this.atlas = atlas;
    this.input = box.querySelector('input');
    this.list = box.querySelector('ul');
    this.input.addEventListener('input', () => this.look());
    box.addEventListener('keydown', (event) => this.walk(event));
  }

  // As in any list of suggestions: down and up through it, Enter takes the first, Escape clears.
  walk(event) {
    const items = [...this.list.querySelectorAll('button')];
    const here = items.indexOf(document.activeElement);
    const goal = {
      ArrowDown: items[here + 1],
      ArrowUp: items[here - 1] || this.input,
      Enter: here < 0 && items[0],
    }[event.key];
    if (event.key === 'Escape') {
      this.input.value = '';
      this.look();
      this.input.focus();
    } else if (goal) {
      event.preventDefault();
      if (event.key === 'Enter') goal.click();
      else goal.focus();
    }
  }

  look() {
    const words = fold(this.input.value).split(/\s+/).filter(Boolean);
    this.atlas.setFilter({ ...this.atlas.state.filter, q: this.input.value });
    const found = !words.length ? [] : this.atlas.data.bases.filter((_base, b) => {
      const { first, matched } = this.atlas.data.periods;
      return matched.subarray(first[b], first[b + 1]).includes(1);
    });
    this.list.replaceChildren(...found.slice(0, MOST).map((base) => this.item(base)));
    const looked = !words.length
      ? []
      : this.atlas.data.searches.filter(({ search }) =>
        words.every((word) => search.includes(word))
      );
    this.list.append(...looked.slice(0, MOST).map(({ text }) => element('li', '', text)));
    if (words.length && !found.length && !looked.length) {
      this.list.append(element('li', '', 'No base found.'));
    }
  }

  item(base) {
    const row = element('li');
    const go = element('button', '', `${base.name}, ${base.country}`);
    go.type = 'button';
    go.addEventListener('click', () => this.goTo(base));
    row.append(go);
    return row;
  }

  // A base that is not there on the date is shown on the first day it was.
  goTo(base) {
    const { atlas } = this;
    const b = atlas.data.indexOf.get(base.id);
    if (atlas.answer.state[b] === 0) {
      const { first, s1 } = atlas.data.periods;
      atlas.goTo(Math.min(...s1.subarray(first[b], first[b + 1])));
    }
    atlas.map.panTo([base.lat, base.lon], { animate: false });
    atlas.select(base.id);
    this.list.replaceChildren();
  }
}
