// One marker a base: colour, shape and letter by operator, solid where presence is certain on the
// date, hollow where it is possible, dashed where it is only proposed or reported, grey once closed.

import { lastOperatorAt, operatorsAt } from '../answer/answer.js';
import { CLOSED } from '../rule/words.js';
import { BasePopup } from './base_popup.js';
import { tooltip } from './card.js';
import { drawIcon, lookOf, SIZE } from './marker_icons.js';
import { pushApart, roomAt } from './spread.js';

const STATE = { '-1': 'closed', 0: 'absent', 1: 'possible', 2: 'certain' };

export class BaseMarkers {
  constructor(atlas) {
    this.atlas = atlas;
    this.map = atlas.map;
    this.markers = new Map();
    this.drawn = new Map();
    this.shifts = new Map();
    this.map.on('zoomend', () => this.spread());
    atlas.on((what) => this.hear(what));
    this.popup = atlas.card ? null : new BasePopup(atlas, this);
  }

  hear(what) {
    if (what === 'ready') this.renew();
    if (what === 'filter') this.spread();
    if (['filter', 'time', 'base', 'closed'].includes(what)) this.draw();
  }

  // Other data have come: the same numbers are other bases.
  renew() {
    this.markers.forEach((marker) => marker.remove());
    this.markers.clear();
    this.drawn.clear();
    this.shifts.clear();
  }

  partsOf(b) {
    const { atlas } = this;
    const { operators } = atlas.data;
    if (atlas.answer.state[b] === CLOSED) {
      return [{ style: operators[lastOperatorAt(atlas.data, b)], look: 'closed' }];
    }
    return operatorsAt(atlas.data, atlas.answer, b).map((entry) => ({
      style: operators[entry.operator],
      look: lookOf(entry),
      status: entry.status,
    }));
  }

  nameOf(b, parts) {
    const base = this.atlas.data.bases[b];
    const told = (
      { style, look, status },
    ) => (look === 'dashed' ? `${style.name} (${status} only)` : style.name);
    const state = STATE[this.atlas.answer.state[b]];
    const held = parts.some(({ look }) => look !== 'dashed');
    const change = this.atlas.changes ? this.atlas.changes[base.id] : '';
    return `${base.name}, ${base.country}: ${parts.map(told).join(' and ')}${
      held ? `, ${state}` : ''
    }${change ? `, ${change}` : ''}`;
  }

  draw() {
    const { atlas } = this;
    const { bases } = atlas.data;
    for (let b = 0; b < bases.length; b += 1) {
      const code = atlas.answer.state[b];
      if (code === 0 || (code === CLOSED && !atlas.state.closedShown)) this.hide(b);
      else this.drawBase(b, STATE[code]);
    }
  }

  drawBase(b, state) {
    const { atlas } = this;
    const base = atlas.data.bases[b];
    const parts = this.partsOf(b);
    const selected = atlas.state.base === base.id;
    const named = atlas.state.named.includes(base.id);
    const closing = parts.some((part) => part.status === 'closing');
    const change = atlas.changes ? atlas.changes[base.id] || 'neither' : '';
    const key = JSON.stringify([
      change,
      parts.map((part) => [part.style.name, part.look]),
      state,
      closing,
      selected,
      named,
      this.shifts.get(b) || 0,
    ]);
    if (this.drawn.get(b) === key) return;
    const marker = this.markers.get(b) || this.newMarker(b);
    marker.addTo(this.map);
    const element = marker.getElement();
    const icon = drawIcon(parts, { closing, reference: base.reference });
    const body = element.querySelector('.atlas-base-body');
    body.replaceChildren(icon);
    element.dataset.state = state;
    element.dataset.change = change;
    element.dataset.operators = parts.map((part) => part.style.name).join('|');
    element.classList.toggle('is-selected', selected);
    element.classList.toggle('is-named', named);
    element.setAttribute('aria-label', this.nameOf(b, parts));
    element.setAttribute('aria-pressed', String(selected));
    marker.setZIndexOffset(selected ? 1000 : state === 'closed' ? -500 : 0);
    this.shift(element, this.shifts.get(b));
    this.drawn.set(b, key);
  }

  hide(b) {
    if (!this.drawn.has(b)) return;
    this.markers.get(b).remove();
    this.drawn.delete(b);
  }

  // What the popup asks of a layer: whether it shows a base, and the element that had the focus.
  isDrawn(b) {
    return this.drawn.has(b);
  }

  elementOf(b) {
    return this.markers.get(b).getElement();
  }

  newMarker(b) {
    const { atlas } = this;
    const base = atlas.data.bases[b];
    const marker = L.marker([base.lat, base.lon], {
      keyboard: true,
      riseOnHover: true,
      icon: L.divIcon({
        className: 'atlas-base',
        html: '<span class="atlas-leader"></span><span class="atlas-base-body"></span>',
        iconSize: [SIZE, SIZE],
      }),
    });
    marker.on('add', () => {
      const element = marker.getElement();
      element.dataset.base = base.id;
      element.setAttribute('role', 'button');
    });
    marker.on('click keypress', (event) => {
      if (event.type === 'keypress' && event.originalEvent.key !== 'Enter') return;
      marker.closeTooltip();
      atlas.select(base.id);
      this.popup?.open(b);
    });
    // A finger does not hover: there the line would stay under the card.
    if (!window.matchMedia('(hover: none)').matches) {
      marker.bindTooltip(() => tooltip(atlas, b), { direction: 'top', offset: [0, -12] });
    }
    this.markers.set(b, marker);
    return marker;
  }

  // Bases that lie nearer to each other than a marker is wide are moved apart on the screen, with
  // a line to the true place. All matched bases take part, so nothing jumps while scrubbing.
  spread() {
    const { atlas, map } = this;
    const { bases, periods } = atlas.data;
    const points = [];
    for (let b = 0; b < bases.length; b += 1) {
      let matched = false;
      for (let i = periods.first[b]; i < periods.first[b + 1]; i += 1) {
        matched = matched || periods.matched[i] === 1;
      }
      if (matched) {
        const home = map.latLngToLayerPoint([bases[b].lat, bases[b].lon]);
        points.push({
          b,
          home,
          x: home.x,
          y: home.y,
          half: roomAt(map.getZoom(), halfWidth(atlas.data, b)),
        });
      }
    }
    for (let round = 0; round < 300 && pushApart(points); round += 1);
    atlas.spots = points;
    this.shifts = new Map();
    points.forEach(({ b, home, x, y }) => {
      const shift = [Math.round(x - home.x), Math.round(y - home.y)];
      if (shift[0] || shift[1]) this.shifts.set(b, shift);
    });
    this.drawn.forEach((_key, b) => {
      this.shift(this.markers.get(b).getElement(), this.shifts.get(b));
    });
    atlas.emit('spread');
  }

  shift(element, by = [0, 0]) {
    const [dx, dy] = by;
    element.style.marginLeft = `${dx - SIZE / 2}px`;
    element.style.marginTop = `${dy - SIZE / 2}px`;
    const leader = element.querySelector('.atlas-leader');
    const length = Math.hypot(dx, dy);
    leader.style.width = length > 4 ? `${length}px` : '0';
    leader.style.transform = `rotate(${Math.atan2(-dy, -dx)}rad)`;
  }
}

// Half the room a marker may need, in pixels: wider where several operators can share it.
function halfWidth(data, b) {
  const { periods } = data;
  const operators = new Set(periods.operator.subarray(periods.first[b], periods.first[b + 1]));
  return operators.size > 1 ? 18 : 12.5;
}
