// The layer of bases: markers up to some hundreds, a canvas above.

import { MANY } from '../answer/gazetteer.js';
import { BaseCanvas } from './base_canvas.js';
import { BaseMarkers } from './base_markers.js';
import { BaseNames } from './base_names.js';
import { Footprints } from './footprints.js';
import { Uncertainty } from './uncertainty.js';
import { of } from '../state/atlas.js';

export function addBases(map) {
  const atlas = of(map);
  atlas.on((what) => {
    if (what !== 'ready' || atlas.layer) return;
    atlas.layer = atlas.data.bases.length > MANY ? new BaseCanvas(atlas) : new BaseMarkers(atlas);
    atlas.footprints = new Footprints(atlas);
    atlas.uncertainty = new Uncertainty(atlas);
    atlas.baseNames = new BaseNames(atlas);
  });
  return atlas;
}
