// Many bases on one canvas: above a few hundred, markers as elements would be too slow. The table
// of the page is their accessible twin.
(function() {
  'use strict';

  const BaseAtlas = window.BaseAtlas;
  const RADIUS = 5;
  const SPRITE = 16;
  const LOOKS = ['solid', 'hollow', 'dashed', 'closed'];

  const BaseCanvasLayer = L.Layer.extend({
    initialize(owner) {
      this.owner = owner;
    },

    onAdd(map) {
      this.canvas = L.DomUtil.create('canvas', 'atlas-canvas leaflet-zoom-hide');
      map.getPane('overlayPane').appendChild(this.canvas);
      map.on('moveend zoomend resize', this.reset, this);
      this.reset();
    },

    onRemove(map) {
      this.canvas.remove();
      map.off('moveend zoomend resize', this.reset, this);
    },

    reset() {
      const map = this.owner.map;
      const size = map.getSize();
      const ratio = window.devicePixelRatio || 1;
      this.origin = map.containerPointToLayerPoint([0, 0]);
      L.DomUtil.setPosition(this.canvas, this.origin);
      this.canvas.width = size.x * ratio;
      this.canvas.height = size.y * ratio;
      this.canvas.style.width = `${size.x}px`;
      this.canvas.style.height = `${size.y}px`;
      this.context = this.canvas.getContext('2d');
      this.context.scale(ratio, ratio);
      this.owner.project();
      this.owner.draw();
    },
  });

  class BaseCanvas {
    constructor(atlas) {
      this.atlas = atlas;
      this.map = atlas.map;
      const { length } = atlas.data.bases;
      this.x = new Float32Array(length);
      this.y = new Float32Array(length);
      this.sprites = new Map();
      this.layer = new BaseCanvasLayer(this);
      this.layer.addTo(this.map);
      this.map.on('click', (event) => this.pick(event));
      this.map.on('mousemove', (event) => this.hover(event));
      atlas.on((what) => {
        if (['filter', 'time', 'base', 'closed'].includes(what)) this.draw();
        if (what === 'theme') this.forgetSprites();
        if (what === 'base') this.openSelected();
      });
    }

    project() {
      this.atlas.data.bases.forEach((base, b) => {
        const point = this.map.latLngToContainerPoint([base.lat, base.lon]);
        this.x[b] = point.x;
        this.y[b] = point.y;
      });
    }

    forgetSprites() {
      this.sprites.clear();
      this.draw();
    }

    sprite(operator, look, ratio) {
      if (ratio !== this.ratio) this.sprites.clear();
      this.ratio = ratio;
      const key = operator * LOOKS.length + LOOKS.indexOf(look);
      if (!this.sprites.has(key)) {
        const style = this.atlas.data.operators[operator];
        const canvas = document.createElement('canvas');
        canvas.width = SPRITE * ratio;
        canvas.height = SPRITE * ratio;
        drawDot(canvas.getContext('2d'), style, look, ratio);
        this.sprites.set(key, canvas);
      }
      return this.sprites.get(key);
    }

    draw() {
      const { context } = this.layer;
      if (!context) return;
      const { atlas, x, y } = this;
      const { answer, data, state } = atlas;
      const size = this.map.getSize();
      const ratio = window.devicePixelRatio || 1;
      context.clearRect(0, 0, size.x, size.y);
      const passes = state.closedShown ? [-1, 1] : [1];
      passes.forEach((pass) => {
        for (let b = 0; b < data.bases.length; b += 1) {
          const code = answer.state[b];
          if (code === 0 || (code === -1) !== (pass === -1)) continue;
          if (x[b] < -SPRITE || y[b] < -SPRITE || x[b] > size.x + SPRITE || y[b] > size.y + SPRITE) {
            continue;
          }
          const best = answer.best[b];
          const image = code === -1 ? this.sprite(0, 'closed', ratio) :
            this.sprite(data.periods.operator[best], this.lookAt(best, code), ratio);
          context.drawImage(image, x[b] - SPRITE / 2, y[b] - SPRITE / 2, SPRITE, SPRITE);
        }
      });
      this.ringSelected(context);
    }

    lookAt(period, presence) {
      const { data } = this.atlas;
      return BaseAtlas.lookOf({ presence, status: data.statuses[data.periods.status[period]] });
    }

    ringSelected(context) {
      const b = this.atlas.data.indexOf.get(this.atlas.state.base);
      if (b === undefined) return;
      context.beginPath();
      context.arc(this.x[b], this.y[b], RADIUS + 5, 0, 2 * Math.PI);
      context.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue('--atlas-accent');
      context.lineWidth = 2.5;
      context.stroke();
    }

    nearest(point) {
      const { answer } = this.atlas;
      let found = -1;
      let best = (RADIUS + 6) ** 2;
      for (let b = 0; b < this.x.length; b += 1) {
        if (answer.state[b] === 0 || (answer.state[b] === -1 && !this.atlas.state.closedShown)) continue;
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
      this.open(b);
    }

    hover(event) {
      const b = this.nearest(event.containerPoint);
      this.map.getContainer().style.cursor = b < 0 ? '' : 'pointer';
    }

    open(b) {
      const base = this.atlas.data.bases[b];
      L.popup({ maxWidth: 300, minWidth: 220 })
        .setLatLng([base.lat, base.lon])
        .setContent(BaseAtlas.card(this.atlas, b))
        .openOn(this.map);
    }

    openSelected() {
      const b = this.atlas.data.indexOf.get(this.atlas.state.base);
      if (b !== undefined && !this.atlas.sync) this.open(b);
    }
  }

  function drawDot(context, style, look, ratio) {
    const grey = getComputedStyle(document.documentElement).getPropertyValue('--atlas-closed');
    context.scale(ratio, ratio);
    context.translate(SPRITE / 2, SPRITE / 2);
    context.beginPath();
    context.arc(0, 0, RADIUS, 0, 2 * Math.PI);
    context.lineWidth = 1.8;
    if (look === 'solid') {
      context.fillStyle = style.colour;
      context.fill();
      context.strokeStyle = 'rgba(255, 255, 255, 0.85)';
      context.lineWidth = 1;
    } else {
      context.strokeStyle = look === 'closed' ? grey : style.colour;
      if (look === 'dashed') context.setLineDash([2, 2]);
    }
    context.stroke();
  }

  Object.assign(BaseAtlas, { BaseCanvas });
})();
