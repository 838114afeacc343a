// One marker a base: colour, shape and letter by operator, solid where presence is certain on the
// date, hollow where it is possible, dashed where it is only proposed or reported, grey once closed.
(function() {
  'use strict';

  const BaseAtlas = window.BaseAtlas;
  const { CERTAIN, MANY } = BaseAtlas;
  const STATE = { '-1': 'closed', 0: 'absent', 1: 'possible', 2: 'certain' };
  const SIZE = 26;
  const SVG = 'http://www.w3.org/2000/svg';

  function polygon(sides, radius, turn = 0, inner = null) {
    const points = [];
    const steps = inner ? sides * 2 : sides;
    for (let k = 0; k < steps; k += 1) {
      const r = inner && k % 2 ? inner : radius;
      const angle = ((k / steps) * 360 + turn - 90) * (Math.PI / 180);
      points.push(`${(r * Math.cos(angle)).toFixed(2)},${(r * Math.sin(angle)).toFixed(2)}`);
    }
    return `M${points.join(' ')}Z`;
  }

  // As paths of SVG, which a canvas draws too. They fit a circle of radius 11 around the origin.
  const SHAPES = {
    circle: 'M-10.5,0a10.5,10.5 0 1 1 21,0a10.5,10.5 0 1 1 -21,0Z',
    square: 'M-9.5,-9.5h19v19h-19Z',
    triangle: 'M0,-12 11.5,9 -11.5,9Z',
    diamond: 'M0,-12.5 12.5,0 0,12.5 -12.5,0Z',
    pentagon: polygon(5, 12),
    hexagon: polygon(6, 12),
    star: polygon(6, 13, 0, 9),
    cross: 'M-5,-11 5,-11 5,-5 11,-5 11,5 5,5 5,11 -5,11 -5,5 -11,5 -11,-5 -5,-5Z',
  };

  function shapeOf({ shape }) {
    return SHAPES[shape] || SHAPES.circle;
  }

  function svg(name, attributes, parent) {
    const element = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    if (parent) parent.appendChild(element);
    return element;
  }

  function paint(style, look) {
    const grey = 'var(--atlas-closed)';
    const stroke = look === 'closed' ? grey : style.colour;
    return {
      fill: look === 'solid' ? style.colour : 'var(--atlas-hollow)',
      stroke: look === 'solid' ? 'var(--atlas-halo)' : stroke,
      'stroke-width': look === 'solid' ? 1.5 : 2.5,
      'stroke-dasharray': look === 'dashed' ? '3 2.5' : 'none',
      letter: look === 'solid' ? style.ink : look === 'closed' ? grey : 'var(--atlas-text)',
    };
  }

  function lookOf({ presence, status }) {
    if (status === 'proposed' || status === 'reported') return 'dashed';
    return presence === CERTAIN ? 'solid' : 'hollow';
  }

  function drawLetter(group, text, colour, x = 0, y = 0) {
    const label = svg('text', {
      x,
      y: y + 4,
      'text-anchor': 'middle',
      'font-size': 11.5,
      'font-weight': 700,
      fill: colour,
    }, group);
    label.textContent = text;
  }

  function drawOne(group, style, look) {
    const { letter, ...attributes } = paint(style, look);
    svg('path', { d: shapeOf(style), 'stroke-linejoin': 'round', ...attributes }, group);
    drawLetter(group, style.letter, letter, 0, style.shape === 'triangle' ? 2 : 0);
  }

  // Several operators share one marker: a slice each, the held ones first.
  function drawSplit(group, parts) {
    const width = 17;
    const left = -(parts.length * width) / 2;
    parts.forEach(({ style, look }, k) => {
      const { letter, ...attributes } = paint(style, look);
      svg('rect', { x: left + k * width, y: -10, width, height: 20, rx: 3, ...attributes }, group);
      drawLetter(group, style.letter, letter, left + k * width + width / 2);
    });
  }

  function drawIcon(parts, dressing) {
    const width = parts.length > 1 ? parts.length * 17 + 8 : SIZE;
    const root = svg('svg', {
      width,
      height: SIZE,
      viewBox: `${-width / 2} ${-SIZE / 2} ${width} ${SIZE}`,
      'aria-hidden': 'true',
    });
    const group = svg('g', { transform: dressing.reference ? 'scale(0.72)' : 'scale(1)' }, root);
    if (parts.length > 1) drawSplit(group, parts);
    else drawOne(group, parts[0].style, parts[0].look);
    if (dressing.closing) svg('circle', { cx: 9, cy: -9, r: 3.5, class: 'atlas-closing' }, group);
    return root;
  }

  class BaseMarkers {
    constructor(atlas) {
      this.atlas = atlas;
      this.map = atlas.map;
      this.markers = new Map();
      this.drawn = new Map();
      this.shifts = new Map();
      this.map.on('zoomend', () => this.spread());
      atlas.on((what) => this.hear(what));
      this.popup = new BaseAtlas.BasePopup(atlas, this);
    }

    hear(what) {
      if (what === 'filter') this.spread();
      if (['filter', 'time', 'base', 'closed'].includes(what)) this.draw();
    }

    partsOf(b) {
      const { atlas } = this;
      const { operators } = atlas.data;
      if (atlas.answer.state[b] === -1) {
        return [{ style: operators[atlas.lastOperatorAt(b)], look: 'closed' }];
      }
      return atlas.operatorsAt(b).map((entry) => ({
        style: operators[entry.operator],
        look: lookOf(entry),
        status: entry.status,
      }));
    }

    nameOf(b, parts) {
      const base = this.atlas.data.bases[b];
      const told = ({ style, look, status }) => (look === 'dashed' ? `${style.name} (${status} only)` : style.name);
      const state = STATE[this.atlas.answer.state[b]];
      const held = parts.some(({ look }) => look !== 'dashed');
      return `${base.name}, ${base.country}: ${parts.map(told).join(' and ')}${held ? `, ${state}` : ''}`;
    }

    draw() {
      const { atlas } = this;
      const { bases } = atlas.data;
      for (let b = 0; b < bases.length; b += 1) {
        const code = atlas.answer.state[b];
        if (code === 0 || (code === -1 && !atlas.state.closedShown)) this.hide(b);
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
      const key = JSON.stringify([
        parts.map((part) => [part.style.name, part.look]), state, closing, selected, named,
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
        this.popup.open(b);
      });
      // A finger does not hover: there the line would stay under the card.
      if (!window.matchMedia('(hover: none)').matches) {
        marker.bindTooltip(() => BaseAtlas.tooltip(atlas, b), { direction: 'top', offset: [0, -12] });
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
          points.push({ b, home, x: home.x, y: home.y, half: halfWidth(atlas.data, b) });
        }
      }
      for (let round = 0; round < 300 && pushApart(points); round += 1);
      atlas.spots = points;
      this.shifts = new Map(points
        .map(({ b, home, x, y }) => [b, [Math.round(x - home.x), Math.round(y - home.y)]])
        .filter(([, [dx, dy]]) => dx || dy));
      this.drawn.forEach((key, b) => {
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

  function pushApart(points) {
    let moved = false;
    for (let i = 0; i < points.length; i += 1) {
      for (let j = i + 1; j < points.length; j += 1) {
        const a = points[i];
        const b = points[j];
        let dx = b.x - a.x;
        const dy = b.y - a.y;
        const apart = a.half + b.half;
        if (Math.abs(dx) >= apart || Math.abs(dy) >= apart) continue;
        const distance = Math.hypot(dx, dy);
        if (distance >= apart) continue;
        if (distance < 0.01) dx = 1;
        const push = (apart - distance) / 2 + 0.3;
        const unit = distance < 0.01 ? 1 : distance;
        a.x -= (dx / unit) * push;
        a.y -= (dy / unit) * push;
        b.x += (dx / unit) * push;
        b.y += (dy / unit) * push;
        moved = true;
      }
    }
    return moved;
  }

  function addBases(map) {
    const atlas = BaseAtlas.of(map);
    atlas.on((what) => {
      if (what !== 'ready' || atlas.layer) return;
      atlas.layer = atlas.data.bases.length > MANY ?
        new BaseAtlas.BaseCanvas(atlas) :
        new BaseMarkers(atlas);
    });
    return atlas;
  }

  Object.assign(BaseAtlas, { addBases, drawIcon, lookOf, shapeOf });
})();
