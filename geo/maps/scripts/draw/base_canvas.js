// Many bases on one canvas: above a few hundred, markers as elements would be too slow. The table
// of the page is their accessible twin.

import { CLOSED } from '../rule/words.js';
import { BasePopup } from './base_popup.js';
import { CanvasLayer } from './canvas_layer.js';
import { css } from './dom.js';
import { lookOf, shapeOf } from './marker_icons.js';

const RADIUS = 5;
const HALO = 'rgba(255, 255, 255, 0.85)';
const LOOKS = ['solid', 'hollow', 'dashed', 'closed'];

// The square a dot is drawn in, in pixels of the page.
const DOT = 2 * RADIUS + 4;

export class BaseCanvas {
  constructor(atlas) {
    this.atlas = atlas;
    this.map = atlas.map;
    this.dots = new Map();
    this.layer = null;
    this.makeRoom();
    this.layer = new CanvasLayer(this, 'overlayPane');
    this.layer.addTo(this.map);
    this.map.on('click', (event) => this.pick(event));
    this.map.on('mousemove', (event) => this.hover(event));
    atlas.on((what) => {
      if (what === 'ready') this.makeRoom();
      if (what === 'ready' || what === 'theme') this.dots.clear();
      if (['filter', 'time', 'base', 'closed', 'theme'].includes(what)) this.draw();
    });
    this.popup = atlas.card ? null : new BasePopup(atlas, this);
  }

  makeRoom() {
    const { length } = this.atlas.data.bases;
    this.x = new Float32Array(length);
    this.y = new Float32Array(length);
    if (this.layer) this.project();
  }

  project() {
    this.atlas.data.bases.forEach((base, b) => {
      const point = this.map.latLngToContainerPoint([base.lat, base.lon]);
      this.x[b] = point.x;
      this.y[b] = point.y;
    });
  }

  // The pixels are set here: thousands of calls to the canvas would take longer than a frame.
  draw() {
    const { context, canvas } = this.layer;
    if (!context) return;
    const { atlas } = this;
    const ratio = window.devicePixelRatio || 1;
    const image = this.blank(context, canvas);
    const passes = atlas.state.closedShown ? [CLOSED, 1] : [1];
    passes.forEach((pass) => {
      for (let b = 0; b < atlas.data.bases.length; b += 1) {
        const state = atlas.answer.state[b];
        if (state === 0 || (state === CLOSED) !== (pass === CLOSED)) continue;
        stamp(
          image,
          this.dotOf(b, ratio),
          Math.round(this.x[b] * ratio),
          Math.round(this.y[b] * ratio),
        );
      }
    });
    context.putImageData(image.data, 0, 0);
    this.ringSelected(context);
  }

  // The picture that is drawn in, cleared: its data for the canvas, its pixels as whole numbers.
  blank(context, { width, height }) {
    if (!this.image || this.image.width !== width || this.image.height !== height) {
      const data = context.createImageData(Math.max(width, 1), Math.max(height, 1));
      this.image = { data, width, height, pixels: new Uint32Array(data.data.buffer) };
    }
    this.image.pixels.fill(0);
    return this.image;
  }

  dotOf(b, ratio) {
    const { answer, data } = this.atlas;
    if (answer.state[b] === CLOSED) return this.dot(0, LOOKS.indexOf('closed'), ratio);
    const best = answer.best[b];
    const status = data.statuses[data.periods.status[best]];
    const look = lookOf({ presence: answer.state[b], status });
    return this.dot(data.periods.operator[best], LOOKS.indexOf(look), ratio);
  }

  dot(operator, look, ratio) {
    if (ratio !== this.ratio) this.dots.clear();
    this.ratio = ratio;
    const key = operator * LOOKS.length + look;
    if (!this.dots.has(key)) {
      this.dots.set(key, drawDot(this.atlas.data.operators[operator], LOOKS[look], ratio));
    }
    return this.dots.get(key);
  }

  shows(state) {
    return state > 0 || (state === CLOSED && this.atlas.state.closedShown);
  }

  ringSelected(context) {
    const b = this.atlas.data.indexOf.get(this.atlas.state.base);
    if (b === undefined) return;
    context.beginPath();
    context.arc(this.x[b], this.y[b], RADIUS + 5, 0, 2 * Math.PI);
    context.strokeStyle = css('--atlas-accent');
    context.setLineDash([]);
    context.lineWidth = 2.5;
    context.stroke();
  }

  nearest(point) {
    const { answer } = this.atlas;
    let found = -1;
    let best = (RADIUS + 6) ** 2;
    for (let b = 0; b < this.x.length; b += 1) {
      if (!this.shows(answer.state[b])) continue;
      const distance = (this.x[b] - point.x) ** 2 + (this.y[b] - point.y) ** 2;
      if (distance <= best) {
        best = distance;
        found = b;
      }
    }
    return found;
  }

  pick(event) {
    const b = this.nearest(event.containerPoint);
    if (b < 0) return;
    this.atlas.select(this.atlas.data.bases[b].id);
    this.popup?.open(b);
  }

  hover(event) {
    const b = this.nearest(event.containerPoint);
    this.map.getContainer().style.cursor = b < 0 ? '' : 'pointer';
  }

  // What the popup asks of a layer: whether it shows a base, and the element that had the focus.
  isDrawn(b) {
    return this.shows(this.atlas.answer.state[b]);
  }

  elementOf() {
    return null;
  }
}

// One dot as pixels: {size, pixels}, a square of whole numbers, row by row.
function drawDot(style, look, ratio) {
  const size = Math.ceil(DOT * ratio);
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext('2d');
  pen.translate(size / 2, size / 2);
  const scale = RADIUS / 11;
  pen.scale(scale * ratio, scale * ratio);
  const outline = new Path2D(shapeOf(style));
  pen.lineWidth = (look === 'solid' ? 1 : 1.8) / scale;
  pen.strokeStyle = { solid: HALO, closed: css('--atlas-closed') }[look] || style.colour;
  pen.fillStyle = style.colour;
  if (look === 'dashed') pen.setLineDash([2 / scale, 2 / scale]);
  if (look === 'solid') pen.fill(outline);
  pen.stroke(outline);
  return { size, pixels: new Uint32Array(pen.getImageData(0, 0, size, size).data.buffer) };
}

// Lay a dot over a picture, its middle at a pixel.
function stamp({ width, height, pixels }, dot, x, y) {
  const left = x - (dot.size >> 1);
  const top = y - (dot.size >> 1);
  const bottom = Math.min(dot.size, height - top);
  const right = Math.min(dot.size, width - left);
  const skipped = Math.max(0, -left);
  for (let row = Math.max(0, -top); row < bottom; row += 1) {
    let to = (top + row) * width + left + skipped;
    let from = row * dot.size + skipped;
    for (let k = skipped; k < right; k += 1, to += 1, from += 1) {
      const pixel = dot.pixels[from];
      if (pixel) pixels[to] = pixel >>> 24 === 255 || !pixels[to] ? pixel : mix(pixels[to], pixel);
    }
  }
}

// One pixel over another, weighed by the alpha of the upper one; as dense as the denser of them.
function mix(under, over) {
  const weight = (over >>> 24) / 255;
  const channel = (shift) => {
    const low = (under >>> shift) & 255;
    return Math.round(low + (((over >>> shift) & 255) - low) * weight) << shift;
  };
  const alpha = Math.max(under >>> 24, over >>> 24);
  return (channel(0) | channel(8) | channel(16) | (alpha << 24)) >>> 0;
}
