// The ground that bases cover, drawn below their markers: lines and areas in the colour of who is
// there at the time, as the marker is: filled where presence is certain, an outline where it is
// possible, dashed where it is only proposed or reported, grey once closed.

import { lastPeriodAt } from '../answer/answer.js';
import { ABSENT } from '../rule/presence.js';
import { CLOSED } from '../rule/words.js';
import { CanvasLayer } from './canvas_layer.js';
import { mixed } from './colours.js';
import { boxOf, inWorld } from './corners.js';
import { css } from './dom.js';
import { lookOf, SIZE } from './marker_icons.js';

const PANE = 'atlas-footprints';
const FILLED = 0.22;
// Pixels beside the map in which a footprint is drawn as well.
const BESIDE = 4;

export class Footprints {
  constructor(atlas) {
    this.atlas = atlas;
    this.map = atlas.map;
    this.map.createPane(PANE).style.zIndex = 340;
    this.map.getPane(PANE).style.pointerEvents = 'none';
    this.take();
    this.layer = new CanvasLayer(this, PANE);
    this.layer.addTo(this.map);
    atlas.on((what) => {
      if (what === 'ready') {
        this.take();
        this.project();
      }
      if (['filter', 'time', 'base', 'closed', 'theme'].includes(what)) this.draw();
    });
  }

  // Corners as the map of zoom 0 has them, once: each zoom is a multiple of it.
  take() {
    this.shapes = (this.atlas.data.footprints || []).map(({ period, rings, lines }) => {
      const parts = [...rings.map(inWorld), ...lines.map(inWorld)];
      return { period, rings: rings.length, parts, box: boxOf(parts) };
    });
    this.periods = new Set(this.shapes.map(({ period }) => period));
  }

  // Latitude and longitude of two corners around the grounds of each base that has any.
  corners() {
    const { bases, footprints = [], periods } = this.atlas.data;
    const found = new Map();
    footprints.filter(({ period }) => periods.matched[period]).forEach((ground) => {
      const [west, south, east, north] = boxOf([...ground.rings, ...ground.lines]);
      const { id } = bases[periods.base[ground.period]];
      found.set(id, [...(found.get(id) || []), [south, west], [north, east]]);
    });
    return found;
  }

  // Those in sight that reach out of their marker have a path; the others need none.
  project() {
    const size = this.map.getSize();
    const scale = this.map.getZoomScale(this.map.getZoom(), 0);
    const corner = this.map.project(this.map.containerPointToLatLng([0, 0]));
    this.shapes.forEach((shape) => {
      const [west, north, east, south] = shape.box;
      const [left, top] = [west * scale - corner.x, north * scale - corner.y];
      const [right, bottom] = [east * scale - corner.x, south * scale - corner.y];
      const seen = right > -BESIDE && bottom > -BESIDE && left < size.x + BESIDE &&
        top < size.y + BESIDE && Math.max(right - left, bottom - top) > SIZE / 2;
      shape.path = seen ? pathOf(shape, scale, corner) : null;
    });
  }

  draw() {
    const { context, canvas } = this.layer || {};
    if (!context) return;
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.restore();
    if (!this.shapes.length) return;
    const colours = this.colours();
    this.alike().forEach((group) => this.drawOne(context, group, colours));
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  // What looks alike is drawn at one go, the selected base last: thousands of calls would take long.
  alike() {
    const { data, state } = this.atlas;
    const { base, operator } = data.periods;
    const groups = new Map();
    this.shapes.forEach(({ path, period, rings }) => {
      const look = path && this.lookAt(period);
      if (!look) return;
      const selected = data.bases[base[period]].id === state.base;
      const key = [selected, rings > 0, look, look === 'closed' || operator[period]].join();
      if (!groups.has(key)) {
        const made = { look, operator: operator[period], selected, area: rings > 0 };
        groups.set(key, { ...made, path: new Path2D() });
      }
      groups.get(key).path.addPath(path);
    });
    return [...groups.values()].sort((one, other) => one.selected - other.selected);
  }

  drawOne(context, { path, look, operator, selected, area }, colours) {
    const closed = look === 'closed';
    if (look === 'solid' && area) {
      context.globalAlpha = selected ? FILLED * 1.8 : FILLED;
      context.fillStyle = this.atlas.data.operators[operator].colour;
      context.fill(path);
    }
    context.globalAlpha = closed ? 0.6 : 0.9;
    context.strokeStyle = closed ? colours.closed : colours.edges[operator];
    context.lineWidth = selected ? 3 : closed ? 1 : 1.6;
    context.setLineDash(look === 'dashed' ? [4, 3] : []);
    context.stroke(path);
  }

  // How a footprint is drawn at the time, undefined where it is not.
  lookAt(period) {
    const { answer, data, state } = this.atlas;
    const presence = answer.presence[period];
    const base = data.periods.base[period];
    if (presence !== ABSENT) {
      return lookOf({ presence, status: data.statuses[data.periods.status[period]] });
    }
    const isLast = answer.state[base] === CLOSED && lastPeriodAt(data, base) === period;
    return isLast && state.closedShown ? 'closed' : undefined;
  }

  // Outlines are darkened, lightened on the dark map, as those of markers are.
  colours() {
    const edge = css('--atlas-edge');
    return {
      closed: css('--atlas-closed'),
      edges: this.atlas.data.operators.map(({ colour }) => mixed(colour, edge, 0.7)),
    };
  }

  // Whether a base shows its ground, so that no circle need say where it may lie.
  isDrawn(b) {
    const { first } = this.atlas.data.periods;
    for (let i = first[b]; i < first[b + 1]; i += 1) {
      if (this.periods.has(i) && this.lookAt(i)) return true;
    }
    return false;
  }
}

function pathOf({ parts, rings }, scale, corner) {
  const path = new Path2D();
  parts.forEach((part, place) => {
    for (let k = 0; k < part.length; k += 2) {
      const [x, y] = [part[k] * scale - corner.x, part[k + 1] * scale - corner.y];
      if (k) path.lineTo(x, y);
      else path.moveTo(x, y);
    }
    if (place < rings) path.closePath();
  });
  return path;
}
