// A canvas over the map, as large as it; its owner projects what it draws, and draws it.

export const CanvasLayer = L.Layer.extend({
  initialize(owner, pane) {
    this.owner = owner;
    this.pane = pane;
  },

  onAdd(map) {
    this.canvas = L.DomUtil.create('canvas', 'atlas-canvas leaflet-zoom-hide');
    map.getPane(this.pane).appendChild(this.canvas);
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
