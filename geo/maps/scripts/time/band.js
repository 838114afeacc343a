// The band behind the slider: how many bases were held at each date, stacked by operator, certain
// solid and possible hatched, openings and closings as ticks, the chosen base's periods below.

import { heldSpans, turns } from '../answer/held_spans.js';
import { css } from '../draw/dom.js';

function hatch(context, colour) {
  const tile = document.createElement('canvas');
  tile.width = 6;
  tile.height = 6;
  const pen = tile.getContext('2d');
  pen.strokeStyle = colour;
  pen.lineWidth = 1.6;
  pen.beginPath();
  pen.moveTo(-1, 7);
  pen.lineTo(7, -1);
  pen.moveTo(-4, 4);
  pen.lineTo(4, -4);
  pen.moveTo(2, 10);
  pen.lineTo(10, 2);
  pen.stroke();
  return context.createPattern(tile, 'repeat');
}

export class Band {
  // inset: half the width of the slider's handle, in pixels; the slider sets it.
  constructor(atlas, canvas) {
    this.atlas = atlas;
    this.canvas = canvas;
    this.inset = 11;
  }

  // The centre of the slider's handle at a day, in pixels from the left edge of the band.
  x(day) {
    const { first, last } = this.atlas.data;
    const share = (Math.min(Math.max(day, first), last + 1) - first) / (last - first || 1);
    return this.inset + share * (this.width - 2 * this.inset);
  }

  refresh() {
    this.spans = heldSpans(this.atlas.data);
    this.turns = turns(this.atlas.data);
    this.draw();
  }

  draw() {
    const ratio = window.devicePixelRatio || 1;
    this.width = this.canvas.clientWidth;
    this.height = this.canvas.clientHeight;
    if (!this.spans || !this.width) return;
    this.canvas.width = this.width * ratio;
    this.canvas.height = this.height * ratio;
    const context = this.canvas.getContext('2d');
    context.scale(ratio, ratio);
    this.drawStack(context);
    this.drawTurns(context);
    this.drawBase(context);
  }

  columns(spans) {
    const steps = new Int32Array(Math.ceil(this.width) + 2);
    spans.forEach(([from, to]) => {
      const start = Math.round(this.x(from));
      const end = Math.round(this.x(to + 1));
      if (end <= this.inset || start >= this.width - this.inset) return;
      steps[start] += 1;
      steps[Math.max(end, start + 1)] -= 1;
    });
    let sum = 0;
    return steps.map((step) => {
      sum += step;
      return sum;
    });
  }

  drawStack(context) {
    const floor = this.height - 12;
    const room = floor - 9;
    const stacks = this.spans.map(({ operator, certain, possible }) => ({
      style: this.atlas.data.operators[operator],
      certain: this.columns(certain),
      possible: this.columns(possible),
    }));
    const totals = new Int32Array(Math.ceil(this.width) + 2);
    stacks.forEach(({ possible }) =>
      possible.forEach((count, x) => {
        totals[x] += count;
      })
    );
    this.most = Math.max(1, ...totals);
    const unit = room / this.most;
    const base = new Float32Array(totals.length).fill(floor);
    stacks.forEach(({ style, certain, possible }) => {
      this.fillColumns(context, base, certain, unit, style.colour);
      const doubt = possible.map((count, x) => Math.max(0, count - certain[x]));
      this.fillColumns(context, base, doubt, unit, hatch(context, style.colour));
    });
    context.fillStyle = css('--atlas-muted');
    context.fillRect(this.inset, floor, this.width - 2 * this.inset, 1);
  }

  fillColumns(context, base, counts, unit, paint) {
    context.fillStyle = paint;
    for (let x = Math.floor(this.inset); x < this.width - this.inset; x += 1) {
      if (!counts[x]) continue;
      const high = counts[x] * unit;
      context.fillRect(x, base[x] - high, 1, high);
      base[x] -= high;
    }
  }

  drawTurns(context) {
    context.fillStyle = css('--atlas-text');
    this.turns.forEach(([day, what]) => {
      const x = this.x(what === 'closing' ? day + 1 : day);
      const [tip, foot] = what === 'opening' ? [0, 6] : [7, 1];
      context.beginPath();
      context.moveTo(x, tip);
      context.lineTo(x + 3.5, foot);
      context.lineTo(x - 3.5, foot);
      context.fill();
    });
  }

  drawBase(context) {
    const { data, state } = this.atlas;
    const b = data.indexOf.get(state.base);
    if (b === undefined) return;
    const { periods } = data;
    const top = this.height - 9;
    for (let i = periods.first[b]; i < periods.first[b + 1]; i += 1) {
      const { colour } = data.operators[periods.operator[i]];
      const bar = (from, to, paint) => {
        context.fillStyle = paint;
        const left = this.x(from);
        context.fillRect(left, top, Math.max(1, this.x(to) - left), 8);
      };
      bar(periods.s1[i], periods.e2[i] + 1, hatch(context, colour));
      if (periods.s2[i] <= periods.e1[i] && periods.real[i]) {
        bar(periods.s2[i], periods.e1[i] + 1, colour);
      }
      context.fillStyle = css('--atlas-panel');
      context.fillRect(this.x(periods.s1[i]) - 0.5, top, 1, 8);
    }
  }
}
