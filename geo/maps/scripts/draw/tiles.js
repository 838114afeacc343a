// Tile layers a reader may choose, above the outline.

// How far the map can be zoomed in: at 9 a pixel spans some 240 m, about as fine as the outline is
// drawn and most points are known; tiles show more.
export const OUTLINE_ZOOM = 9;

// Tiles are fetched once a reader chooses them; the outline stays below, for where they fail.
export function addTileChoice(map, layers) {
  const choices = { Outline: L.layerGroup().addTo(map) };
  Object.entries(layers).forEach(([name, { url, ...options }]) => {
    choices[name] = L.tileLayer(url, options);
  });
  map.on('baselayerchange', ({ layer }) => map.setMaxZoom(layer.options.maxZoom || OUTLINE_ZOOM));
  L.control.layers(choices, {}, { position: 'topright' }).addTo(map);
  tellFailures(map, Object.values(choices));
}

function tellFailures(map, layers) {
  const told = document.createElement('p');
  told.className = 'atlas-map-notice';
  told.setAttribute('role', 'status');
  map.getContainer().append(told);
  const say = (words) => {
    told.textContent = words;
  };
  layers.forEach((layer) => {
    layer.on('tileerror', () => say('Map tiles could not be loaded; showing the plain map.'));
    layer.on('tileload remove', () => say(''));
  });
}
