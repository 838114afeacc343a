// Cells of the map: a ring as wide as how many are there at most, filled as far as they certainly are,
// in the colour of the operator who has most; few periods as points, filled where they certainly are.

import { CanvasLayer } from '../draw/canvas_layer.js';
import { css } from '../draw/dom.js';
import { CERTAIN, POSSIBLE } from '../rule/presence.js';
import { countInWords } from '../rule/words.js';
import { placeOf } from './grid.js';

const SMALLEST = 3;
// Pixels around a mark in which a press counts.
const NEAR = 6;
const POINT = 6;
// Pixels that a letter of a count needs.
const LETTER = 6.4;

export class CellLayer {
  /** @param {any} map @param {{colour: string}[]} operators */
  constructor(map, operators) {
    this.map = map;
    this.operators = operators;
    this.marks = [];
    this.layer = new CanvasLayer(this, 'overlayPane');
    this.layer.addTo(map);
  }

  /** What the layer shows: cells with their sums, or periods with their presence. */
  show({ cells = [], shift = 0, periods = [] }) {
    this.cells = cells;
    this.shift = shift;
    this.periods = periods;
    this.most = cells.reduce((most, cell) => Math.max(most, cell.possible), 1);
    this.project();
    this.draw();
  }

  project() {
    if (!this.cells) return;
    const side = 2 ** this.shift;
    const pixel = (x, y) => this.map.latLngToContainerPoint(placeOf(x, y));
    this.marks = this.cells.map((cell) => {
      const [a, b] = [
        pixel(cell.x * side, cell.y * side),
        pixel((cell.x + 1) * side, (cell.y + 1) * side),
      ];
      const widest = Math.max(SMALLEST + 1, (b.x - a.x) / 2 - 4);
      const radius = (count) =>
        count ? Math.max(SMALLEST, widest * (Math.log1p(count) / Math.log1p(this.most))) : 0;
      return {
        x: (a.x + b.x) / 2,
        y: (a.y + b.y) / 2,
        outer: radius(cell.possible),
        inner: radius(cell.certain),
        width: b.x - a.x,
        cell,
      };
    });
    this.periods.forEach((period) => {
      const point = this.map.latLngToContainerPoint([period.latitude, period.longitude]);
      this.marks.push({ x: point.x, y: point.y, outer: POINT, inner: 0, period });
    });
  }

  draw() {
    const { context } = this.layer;
    if (!context) return;
    const { x: width, y: height } = this.map.getSize();
    context.clearRect(0, 0, width, height);
    const [halo, text] = [css('--atlas-halo'), css('--atlas-text')];
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.font = '600 11px system-ui, sans-serif';
    this.marks.forEach((mark) => {
      if (mark.x < -40 || mark.y < -40 || mark.x > width + 40 || mark.y > height + 40) return;
      if (mark.cell) this.drawCell(context, mark, halo, text);
      else this.drawPeriod(context, mark, halo);
    });
  }

  drawCell(context, { x, y, outer, inner, width, cell }, halo, text) {
    const { colour } = this.operators[cell.leader];
    const isSure = cell.certain === cell.possible;
    disc(context, x, y, outer, { fill: halo, alpha: 0.75 });
    if (inner) disc(context, x, y, inner, { fill: colour, alpha: 0.8 });
    disc(context, x, y, outer, { line: colour, dash: isSure ? [] : [3, 2.5] });
    const words = countInWords(cell).replace(' to ', '–');
    if (words.length * LETTER > width) return;
    context.lineWidth = 3;
    context.strokeStyle = halo;
    context.strokeText(words, x, y);
    context.fillStyle = text;
    context.fillText(words, x, y);
  }

  drawPeriod(context, { x, y, outer, period }, halo) {
    const { colour } = period;
    if (period.presence === CERTAIN) disc(context, x, y, outer, { fill: colour, line: halo });
    else if (period.presence === POSSIBLE) {
      disc(context, x, y, outer, { fill: halo, line: colour, dash: [2, 2] });
    }
  }

  /** Return the mark at a place of the map's container, null where there is none. */
  at({ x, y }) {
    let found = null;
    let least = Infinity;
    this.marks.forEach((mark) => {
      if (mark.period && !mark.period.presence) return;
      const distance = Math.hypot(mark.x - x, mark.y - y);
      if (distance <= mark.outer + NEAR && distance < least) [found, least] = [mark, distance];
    });
    return found;
  }
}

function disc(context, x, y, radius, { fill = '', line = '', alpha = 1, dash = [] }) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  if (fill) {
    context.globalAlpha = alpha;
    context.fillStyle = fill;
    context.fill();
    context.globalAlpha = 1;
  }
  if (!line) return;
  context.setLineDash(dash);
  context.lineWidth = 1.5;
  context.strokeStyle = line;
  context.stroke();
  context.setLineDash([]);
}
