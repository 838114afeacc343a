// The band behind the slider: how many were held on each day, certainly filled, possibly pale above it.

import { css, element } from '../draw/dom.js';
import { yearInWords } from '../rule/words.js';
import { yearMarks } from '../time/axis.js';

// Half the width of the slider's handle.
const INSET = 11;

export class CountBand {
  constructor(canvas, axis, range) {
    this.canvas = canvas;
    this.axis = axis;
    this.range = range;
    this.changes = null;
  }

  show(changes) {
    this.changes = changes;
    this.sums = changes.band();
    this.draw();
  }

  x(day) {
    const { first, last } = this.range;
    return INSET + ((day - first) / (last - first || 1)) * (this.canvas.clientWidth - 2 * INSET);
  }

  draw() {
    const width = this.canvas.clientWidth;
    const height = this.canvas.clientHeight;
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    const context = this.canvas.getContext('2d');
    context.scale(ratio, ratio);
    this.drawYears(width);
    if (!this.changes) return;
    const { certain, possible } = this.sums;
    const most = possible.reduce((a, b) => Math.max(a, b), 1);
    [[possible, 0.35], [certain, 1]].forEach(([counts, alpha]) => {
      context.globalAlpha = alpha;
      context.fillStyle = css('--atlas-accent');
      for (let column = INSET; column < width - INSET; column += 1) {
        const day = this.range.first +
          ((column - INSET) / (width - 2 * INSET)) * (this.range.last - this.range.first);
        const high = (counts[this.changes.stepOf(day)] / most) * (height - 4);
        if (high > 0) context.fillRect(column, height - Math.max(1, high), 1, Math.max(1, high));
      }
    });
    context.globalAlpha = 1;
  }

  drawYears(width) {
    const marks = yearMarks(this.range, width, (day) => this.x(day));
    this.axis.replaceChildren(...marks.map(({ year, x, isLast }) => {
      const label = element('span', isLast ? 'is-last' : '', yearInWords(year));
      label.style.left = `${x}px`;
      return label;
    }));
  }
}
