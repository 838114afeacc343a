// The outline basemap: countries, lakes, rivers and names from one GeoJSON file, under any tiles.
(function() {
  'use strict';

  const { css, fetchJson, styled, PlaceNames } = window.BaseAtlas;

  function styleOf(feature) {
    switch (feature.properties.layer) {
      case 'country':
        return {
          color: css('--atlas-border'),
            weight: 0.9,
            fillColor: css('--atlas-land'),
            fillOpacity: 1,
        };
      case 'lake':
        return {
          color: css('--atlas-shore'),
            weight: 0.6,
            fillColor: css('--atlas-water'),
            fillOpacity: 1,
        };
      case 'river':
        return { color: css('--atlas-shore'), weight: 0.8, opacity: 0.8 };
      default:
        return { color: css('--atlas-border'), weight: 0.9, fill: false };
    }
  }

  async function addOutline(map, source) {
    map.attributionControl.setPrefix('Leaflet').addAttribution('Outline: Natural Earth');
    map.createPane('atlas-outline').style.zIndex = 150;
    const renderer = L.canvas({ pane: 'atlas-outline', padding: 0.6 });
    const given = typeof source === 'string' ? fetchJson(source) : source;
    const [collection] = await Promise.all([given, styled(map)]);
    const isPoint = (feature) => feature.geometry.type === 'Point';
    const shapes = L.geoJSON(collection, {
      filter: (feature) => !isPoint(feature),
      style: styleOf,
      renderer,
      pane: 'atlas-outline',
      interactive: false,
    }).addTo(map);
    new PlaceNames(map, collection.features.filter(isPoint));
    return { restyle: () => shapes.setStyle(styleOf) };
  }

  // The page's theme, read from the colours it hands to the map's document; the reader's own
  // preference where there is no page around it.
  function currentTheme() {
    const given = css('--background-color');
    const rgb = given && hexToRgb(given);
    if (rgb) return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2] < 128 ? 'dark' : 'light';
    return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }

  function hexToRgb(text) {
    const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(text);
    if (match) return match.slice(1, 4).map((pair) => parseInt(pair, 16));
    const numbers = /^rgba?\(([^)]+)\)/.exec(text);
    return numbers ? numbers[1].split(',').slice(0, 3).map(Number) : null;
  }

  function followTheme(onChange) {
    const apply = () => {
      const theme = currentTheme();
      if (document.documentElement.dataset.theme === theme) return;
      document.documentElement.dataset.theme = theme;
      onChange(theme);
    };
    window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply);
    window.addEventListener('message', (event) => {
      if (event.data && event.data.type === 'streamlit:render') setTimeout(apply, 0);
    });
    apply();
  }

  // Tiles are fetched once a reader chooses them; the outline stays below, for where they fail.
  function addTileChoice(map, layers) {
    const choices = { Outline: L.layerGroup().addTo(map) };
    Object.entries(layers).forEach(([name, { url, ...options }]) => {
      choices[name] = L.tileLayer(url, options);
    });
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
      layer.on('tileerror', () => say('The tiles cannot be loaded; the outline stays.'));
      layer.on('tileload remove', () => say(''));
    });
  }

  Object.assign(window.BaseAtlas, { addOutline, followTheme, addTileChoice });
})();
