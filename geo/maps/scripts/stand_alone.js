// The entry of a document that carries everything inside.

import { addBases } from './draw/bases.js';
import { addLegend } from './draw/legend.js';
import { addOutline } from './draw/outline.js';
import { Search } from './draw/search.js';
import { followTheme } from './draw/theme.js';
import { addTileChoice, OUTLINE_ZOOM } from './draw/tiles.js';
import { of } from './state/atlas.js';
import { addTimeSlider } from './time/time_slider.js';

// Draws the map of a document that carries everything inside.
export function standAlone({ gazetteer, outline, view, tiles }) {
  const map = L.map('map', {
    zoomSnap: 0.25,
    minZoom: 2,
    maxZoom: OUTLINE_ZOOM,
    center: [40, 70],
    zoom: 5,
  });
  L.control.scale().addTo(map);
  addOutline(map, outline).then((drawn) => {
    followTheme(() => {
      drawn.restyle();
      of(map).emitWhenReady('theme');
    });
    drawn.restyle();
  });
  const atlas = of(map);
  Object.assign(atlas, { fill: true, fullCards: true, standalone: true });
  addBases(map);
  addTimeSlider(map);
  addLegend(map);
  if (Object.keys(tiles).length) addTileChoice(map, tiles);
  const search = document.querySelector('.atlas-search');
  return atlas.load(gazetteer).then(() => {
    new Search(atlas, search);
    atlas.show(view);
  });
}
