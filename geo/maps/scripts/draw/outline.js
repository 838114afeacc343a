// The outline basemap: countries, lakes, rivers and names from one GeoJSON file.

import { css, fetchJson, styled } from './dom.js';
import { PlaceNames } from './place_names.js';

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

export async function addOutline(map, source) {
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
