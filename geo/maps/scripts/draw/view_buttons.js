// The buttons for the whole view and for full screen.

import { element } from './dom.js';
import { fitAll } from './first_sight.js';
import { icon } from './icons.js';
import { of } from '../state/atlas.js';

function button(map, position, label, name, act) {
  const Control = L.Control.extend({
    options: { position },
    onAdd() {
      const bar = element('div', 'leaflet-bar');
      const control = element('button', 'atlas-map-button');
      control.append(icon(name));
      control.type = 'button';
      control.title = label;
      control.setAttribute('aria-label', label);
      control.addEventListener('click', act);
      L.DomEvent.disableClickPropagation(bar);
      bar.append(control);
      return bar;
    },
  });
  return new Control().addTo(map);
}

// The buttons + and - keep the selected base where it is: the middle of the map is empty plain.
function zoomAboutSelected(atlas, map) {
  const step = (sign) => (delta = map.options.zoomDelta, options = {}) => {
    const base = atlas.data && atlas.data.bases[atlas.data.indexOf.get(atlas.state.base)];
    const zoom = map.getZoom() + sign * delta;
    const seen = base && map.getBounds().contains([base.lat, base.lon]);
    return seen
      ? map.setZoomAround([base.lat, base.lon], zoom, options)
      : map.setZoom(zoom, options);
  };
  map.zoomIn = step(1);
  map.zoomOut = step(-1);
}

export function addViewButtons(map, position = 'topleft') {
  const atlas = of(map);
  zoomAboutSelected(atlas, map);
  button(map, position, 'Show all bases', 'all bases', () => {
    atlas.page.expect({});
    fitAll(atlas, { animate: true, counting: false });
  });
  if (document.fullscreenEnabled) {
    button(map, position, 'Full screen', 'full screen', () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen();
    });
  }
}
