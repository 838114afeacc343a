// The names of bases that an event has named.

import { element } from './dom.js';

// The names of the bases an event concerns, on the map, whether they stand there on its date or not.
export class NameLabels {
  constructor(atlas) {
    this.group = L.layerGroup().addTo(atlas.map);
    atlas.on((what) => {
      if (what !== 'time' && what !== 'base') return;
      this.group.clearLayers();
      atlas.state.named.forEach((id) => {
        const base = atlas.data.bases[atlas.data.indexOf.get(id)];
        if (!base) return;
        L.tooltip({ permanent: true, direction: 'right', offset: [14, 0], className: 'atlas-name' })
          .setLatLng([base.lat, base.lon])
          .setContent(element('span', '', base.name))
          .addTo(this.group);
      });
    });
  }
}
