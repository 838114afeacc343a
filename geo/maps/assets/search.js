// Search and switches for a map that stands alone: what the page's filters do elsewhere.
(function() {
  'use strict';

  const BaseAtlas = window.BaseAtlas;
  const { element, fold } = BaseAtlas;
  const MOST = 8;

  class Search {
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
      } [event.key];
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
      this.atlas.setFilter({ q: this.input.value });
      const found = !words.length ? [] : this.atlas.data.bases.filter((base, b) => {
        const { first, matched } = this.atlas.data.periods;
        return matched.subarray(first[b], first[b + 1]).includes(1);
      });
      this.list.replaceChildren(...found.slice(0, MOST).map((base) => this.item(base)));
      if (words.length && !found.length) this.list.append(element('li', '', 'No base has this name.'));
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

  // Draws the map of a document that carries everything inside.
  function standAlone({ gazetteer, outline, view, tiles }) {
    const map = L.map('map', { zoomSnap: 0.25, minZoom: 2, maxZoom: 18, center: [40, 70], zoom: 5 });
    L.control.scale().addTo(map);
    BaseAtlas.addOutline(map, outline).then((drawn) => {
      BaseAtlas.followTheme(() => {
        drawn.restyle();
        BaseAtlas.of(map).emitWhenReady('theme');
      });
      drawn.restyle();
    });
    const atlas = BaseAtlas.of(map);
    Object.assign(atlas, { fill: true, fullCards: true, standalone: true });
    BaseAtlas.addBases(map);
    BaseAtlas.addTimeSlider(map);
    BaseAtlas.addLegend(map);
    if (Object.keys(tiles).length) BaseAtlas.addTileChoice(map, tiles);
    const search = document.querySelector('.atlas-search');
    return atlas.load(gazetteer).then(() => {
      new Search(atlas, search);
      BaseAtlas.begin(atlas, view);
      document.documentElement.dataset.ready = 'yes';
    });
  }

  Object.assign(BaseAtlas, { standAlone });
})();
