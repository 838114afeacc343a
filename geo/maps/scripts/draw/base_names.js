// The names of the bases that are there, beside their markers, where they cover neither a marker nor
// each other: the chosen one first, then those held, then the others. A name keeps
// its side while there is room for it, so that nothing jumps while the hand moves.

import { element } from './dom.js';
import { boxesOver } from './free_box.js';
import { MANY } from '../answer/gazetteer.js';

const FONT = '600 12px';
const HEIGHT = 15;
const HEIGHT_OF_TWO = 30;
// From the edge of a marker to its name, in pixels.
const GAP = 2.5;
// From the middle of a marker to the name that an event gives it.
const AWAY = 15;
// A name at a corner of its marker keeps this far from the next one, whose name it might be taken for.
const NEAR = 8;
// How the lines of a name stand, by its side (around): to the right of its marker they begin there.
const ALIGNED = ['left', 'right', 'center', 'center', 'left', 'left', 'right', 'right']
  .concat(['left', 'left', 'right', 'right']);

// Ranks of names: of bases that are gone, that are there in some way, and that are held; a chosen one
// has more.
const [GONE, THERE, HELD, CHOSEN] = [0, 1, 3, 100];

/**
 * Return the places of some names: [side, box] of those that have room, in order of their rank, and of
 * one rank first those that have the fewest places. A name is broken into two lines where one has no
 * room. The name of a base that is held may cover the marker of one that is gone, which has a name of
 * its own only where every base that is held has one.
 *
 * @param {{x: number, y: number, width: number, two?: number, reach: number, rank: number,
 *   before: number}[]} wanted `two`: the width in two lines, 0 where it cannot be broken; `reach`:
 *   half of the marker's width; `before`: the side that a name had, -1 for none
 * @param {number[][]} taken boxes to keep clear, as left, top, right, bottom
 * @param {number[]} frame
 * @param {number[][]} gone markers of bases that are gone
 */
export function placeNames(wanted, taken, frame, gone = []) {
  const boxes = [...taken];
  let isAllHeld = true;
  const placed = wanted.map(() => null);
  const sidesOfAll = wanted.map(sidesOf);
  const fitsAt = (/** @type {number[][]} */ sides, /** @type {number} */ one, kept) =>
    fits(roomOf(one, sides[one]), kept, frame);
  const free = sidesOfAll.map((sides) =>
    [...sides.keys()].filter((one) => fitsAt(sides, one, taken)).length
  );
  const order = wanted.map((_name, k) => k).sort((a, b) =>
    wanted[b].rank - wanted[a].rank || free[a] - free[b] || a - b
  );
  order.forEach((k) => {
    const name = wanted[k];
    const sides = sidesOfAll[k];
    const tries = [...sides.keys()];
    if (name.before >= 0) tries.unshift(name.before);
    if (name.rank === GONE && !isAllHeld) return;
    const findSide = (/** @type {number[][]} */ kept) =>
      tries.find((one) => fitsAt(sides, one, kept));
    let side = findSide([...boxes, ...gone]);
    if (side === undefined && name.rank >= HELD) {
      side = tries.find((one) => !isCorner(one) && fitsAt(sides, one, boxes));
    }
    if (side === undefined) {
      isAllHeld = isAllHeld && name.rank < HELD;
      return;
    }
    boxes.push(sides[side]);
    placed[k] = [side, sides[side]];
  });
  return placed;
}

function isCorner(/** @type {number} */ side) {
  return side % ALIGNED.length >= 4 && side % ALIGNED.length < 8;
}

// What a name keeps clear at one of its sides.
function roomOf(/** @type {number} */ side, /** @type {number[]} */ [left, top, right, bottom]) {
  const near = isCorner(side) ? NEAR : 0;
  return [left - near, top, right + near, bottom];
}

// Those of one line, then those of two.
function sidesOf(name) {
  const ofOne = around(name, name.width, HEIGHT);
  return name.two ? [...ofOne, ...around(name, name.two, HEIGHT_OF_TWO)] : ofOne;
}

// Where a name in two lines is broken, so that it is least wide; blank where it is one word.
function broken(/** @type {string} */ name) {
  const words = name.split(' ');
  const ways = words.slice(1).map((_word, k) => [words.slice(0, k + 1), words.slice(k + 1)]);
  const lines = ways.map((way) => way.map((line) => line.join(' ')));
  const longest = (/** @type {string[]} */ way) => Math.max(...way.map((line) => line.length));
  return lines.sort((one, other) => longest(one) - longest(other))[0]?.join('\n') || '';
}

// Right, left, below, above, the corners, and beside it a little higher or lower.
function around({ x, y, reach }, width, height) {
  const away = reach + GAP;
  const box = (left, top) => [left, top, left + width, top + height];
  const half = height / 2;
  return [
    box(x + away, y - half),
    box(x - away - width, y - half),
    box(x - width / 2, y + 14),
    box(x - width / 2, y - 14 - height),
    box(x + 9, y + 13),
    box(x + 9, y - 13 - height),
    box(x - 9 - width, y + 13),
    box(x - 9 - width, y - 13 - height),
    box(x + away, y - height - 5.5),
    box(x + away, y + 5.5),
    box(x - away - width, y - height - 5.5),
    box(x - away - width, y + 5.5),
  ];
}

/** @param {number[]} box @param {number[][]} boxes @param {number[]} frame */
function fits([left, top, right, bottom], boxes, [west, north, east, south]) {
  const isIn = left > west && right < east && top > north && bottom < south;
  return isIn && boxes.every((b) => b[0] >= right || left >= b[2] || b[1] >= bottom || top >= b[3]);
}

function markerBox({ x, y, half }) {
  return [x - half, y - 13, x + half, y + 13];
}

export class BaseNames {
  constructor(atlas) {
    this.atlas = atlas;
    this.map = atlas.map;
    this.pane = this.map.createPane('atlas-base-names');
    this.pane.style.zIndex = 610;
    this.pane.setAttribute('aria-hidden', 'true');
    this.pane.classList.add('leaflet-zoom-hide');
    this.pen = document.createElement('canvas').getContext('2d');
    this.widths = new Map();
    this.labels = new Map();
    this.sides = new Map();
    this.map.on('moveend', () => this.draw(true));
    atlas.on((what) => {
      if (what === 'ready') this.renew();
      if (what === 'spread') this.draw(true);
      if (['time', 'base', 'closed'].includes(what)) this.draw(false);
    });
  }

  renew() {
    this.labels.forEach((label) => label.remove());
    this.labels.clear();
    this.sides.clear();
    this.widths.clear();
    this.key = '';
  }

  // moved: the markers stand elsewhere; otherwise only other bases may be there.
  draw(moved) {
    const { atlas } = this;
    if (!atlas.answer || atlas.data.bases.length > MANY || !atlas.spots) return;
    const wanted = this.wanted();
    const key = JSON.stringify(wanted.map(({ b, rank }) => [b, rank]));
    if (!moved && key === this.key) return;
    this.key = key;
    if (moved || !this.over) this.findOver();
    const placed = placeNames(wanted, this.taken(), this.frame(), this.gone());
    const shown = new Set();
    atlas.nameBoxes = [];
    placed.forEach((place, k) => {
      const { b } = wanted[k];
      if (!place) return;
      const [side, box] = place;
      shown.add(b);
      this.sides.set(b, side);
      atlas.nameBoxes.push(box);
      this.write(b, side, box, wanted[k]);
    });
    this.labels.forEach((label, b) => {
      label.hidden = !shown.has(b);
    });
    atlas.emit('named');
  }

  wanted() {
    const { answer, data, spots, state } = this.atlas;
    return spots.flatMap(({ b, x, y, half }) => {
      const base = data.bases[b];
      const there = answer.state[b];
      if (there === 0 || (there === -1 && !state.closedShown)) return [];
      // An event has its own label for it.
      if (state.named.includes(base.id)) return [];
      const isChosen = base.id === state.base;
      const best = answer.best[b];
      const held = best >= 0 && data.periods.held[best] ? HELD : best >= 0 ? THERE : GONE;
      const rank = (isChosen ? CHOSEN : 0) + held;
      const before = this.sides.has(b) ? this.sides.get(b) : -1;
      const two = broken(base.name) ? this.width(broken(base.name)) : 0;
      return [{ b, x, y, reach: half, rank, before, width: this.width(base.name), two }];
    });
  }

  width(name) {
    if (!this.widths.has(name)) {
      this.pen.font = `${FONT} ${getComputedStyle(document.body).fontFamily}`;
      const widths = name.split('\n').map((line) => this.pen.measureText(line).width);
      this.widths.set(name, Math.ceil(Math.max(...widths)) + 2);
    }
    return this.widths.get(name);
  }

  // Markers of bases that are there, and what lies over the map.
  taken() {
    const { answer, spots, state } = this.atlas;
    const corner = this.map.containerPointToLayerPoint([0, 0]);
    const there = spots.filter(({ b }) => answer.state[b] > 0);
    const named = spots.filter(({ b }) => state.named.includes(this.atlas.data.bases[b].id));
    return [
      ...named.map(({ b, x, y }) => [
        x,
        y - 13,
        x + AWAY + 18 + this.width(this.atlas.data.bases[b].name),
        y + 13,
      ]),
      ...there.map(markerBox),
      ...this.over.map((box) => box.map((n, k) => n + (k % 2 ? corner.y : corner.x))),
    ];
  }

  // Markers of bases that are gone, where they are shown.
  gone() {
    const { answer, spots, state } = this.atlas;
    return state.closedShown ? spots.filter(({ b }) => answer.state[b] === -1).map(markerBox) : [];
  }

  // What lies over the map: looked for when the map has moved, since looking has the page laid out.
  findOver() {
    this.over = boxesOver(this.map.getContainer());
  }

  frame() {
    const corner = this.map.containerPointToLayerPoint([0, 0]);
    const size = this.map.getSize();
    return [corner.x, corner.y, corner.x + size.x, corner.y + size.y];
  }

  write(b, side, [left, top], { rank }) {
    const label = this.labels.get(b) || element('span', 'atlas-base-label');
    const { name } = this.atlas.data.bases[b];
    label.textContent = side < ALIGNED.length ? name : broken(name);
    label.style.textAlign = ALIGNED[side % ALIGNED.length];
    label.classList.toggle('is-faded', this.atlas.answer.state[b] === -1);
    label.classList.toggle('is-chosen', rank >= CHOSEN);
    label.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
    if (!this.labels.has(b)) this.pane.append(label);
    this.labels.set(b, label);
  }
}
