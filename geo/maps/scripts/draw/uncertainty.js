// Where a base may lie: a circle as wide as its point is uncertain, drawn at the scales at which it
// is larger than a marker. A range of 200 km is no dot.

import { CLOSED } from '../rule/words.js';
import { css } from './dom.js';
import { SIZE } from './marker_icons.js';
import { MANY } from '../answer/gazetteer.js';

// Metres of the equator that one pixel spans at zoom 0 of Web Mercator.
const EQUATOR = 40_075_016.686 / 256;

// The radius in pixels of a circle of some metres, as the map draws it at a latitude.
export function pixels(metres, latitude, zoom) {
  return (metres * 2 ** zoom) / (EQUATOR * Math.cos((latitude * Math.PI) / 180));
}

// The bases whose circle reaches out of their marker.
export function wider(bases, zoom) {
  return bases.filter(({ uncertainty_m, lat }) => pixels(uncertainty_m, lat, zoom) > SIZE * 0.75);
}

function isDark() {
  return document.documentElement.dataset.theme === 'dark';
}

export class Uncertainty {
  constructor(atlas) {
    this.atlas = atlas;
    this.map = atlas.map;
    this.map.createPane('atlas-uncertainty').style.zIndex = 350;
    this.renderer = L.canvas({ pane: 'atlas-uncertainty' });
    this.circles = L.layerGroup().addTo(this.map);
    this.map.on('moveend', () => this.draw());
    atlas.on((what) => {
      if (['filter', 'time', 'base', 'closed', 'theme'].includes(what)) this.draw();
    });
  }

  draw() {
    const { circles, renderer } = this;
    const wanted = this.shown().map((base) => ({ base, style: this.styleOf(base) }));
    const key = JSON.stringify(wanted.map(({ base, style }) => [base.id, style]));
    if (key === this.key) return;
    this.key = key;
    circles.clearLayers();
    wanted.forEach(({ base, style }) => {
      L.circle([base.lat, base.lon], {
        ...style,
        radius: base.uncertainty_m,
        pane: 'atlas-uncertainty',
        interactive: false,
        renderer,
      }).addTo(circles);
    });
  }

  // Of very many circles none could be told from another: only the selected base keeps its own.
  shown() {
    const { atlas, map } = this;
    const { bases } = atlas.data;
    const there = bases.filter((_base, b) => {
      const state = atlas.answer.state[b];
      if (atlas.footprints.isDrawn(b)) return false;
      return state > 0 || (state === CLOSED && atlas.state.closedShown);
    });
    const view = map.getBounds();
    const seen = wider(there, map.getZoom()).filter((base) =>
      view.intersects(L.latLng(base.lat, base.lon).toBounds(2 * base.uncertainty_m))
    );
    return seen.length > MANY ? seen.filter(({ id }) => id === atlas.state.base) : seen;
  }

  styleOf(base) {
    const { atlas } = this;
    const { answer, data } = atlas;
    const b = data.indexOf.get(base.id);
    const held = answer.state[b] > 0;
    const operator = data.operators[data.periods.operator[answer.best[b]]];
    const selected = atlas.state.base === base.id;
    // Colours made for light ground need more of themselves on a dark one.
    const faint = isDark()
      ? { opacity: 0.9, fillOpacity: 0.14 }
      : { opacity: 0.55, fillOpacity: 0.05 };
    const look = selected ? { opacity: 0.95, fillOpacity: isDark() ? 0.22 : 0.12 } : faint;
    return {
      color: held && operator ? operator.colour : css('--atlas-closed'),
      weight: selected ? 2 : isDark() ? 1.5 : 1,
      dashArray: '5 4',
      ...look,
    };
  }
}
