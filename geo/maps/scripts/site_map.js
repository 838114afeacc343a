// The entry of the map on a published site: the live map in a document of its own. What it shows is in
// its address, and Back and Forward go to what was shown before.

import { addAnswerCard } from './answer_card/answer_card.js';
import { addBases } from './draw/bases.js';
import { whenDrawn } from './draw/dom.js';
import { addOutline } from './draw/outline.js';
import { followTheme } from './draw/theme.js';
import { OUTLINE_ZOOM } from './draw/tiles.js';
import { readAddress, writtenAddress } from './state/address.js';
import { of } from './state/atlas.js';
import { addTimeSlider } from './time/time_slider.js';

// How long the map rests before its place is in the address.
const REST_MS = 300;
const PAGE = 'site';

export function mapOfSite({ gazetteer, pages, version, editions }) {
  const asked = new URLSearchParams(location.search).get('v');
  // A citation names the edition that its author saw.
  if (asked !== version && editions.includes(asked)) {
    location.replace(`v/${asked}/index.html${location.search}`);
    return;
  }
  document.documentElement.dataset.still = 'yes';
  const container = document.getElementById('map');
  container.replaceChildren();
  const map = L.map(container, {
    zoomSnap: 0.25,
    minZoom: 2,
    maxZoom: OUTLINE_ZOOM,
    center: [40, 70],
    zoom: 5,
  });
  L.control.scale().addTo(map);
  const atlas = of(map);
  addOutline(map, window.baseAtlasOutline).then((outline) => {
    followTheme(() => {
      outline.restyle();
      atlas.emitWhenReady('theme');
    });
    outline.restyle();
  });
  Object.assign(atlas, { fill: true, standalone: true, pages });
  addBases(map);
  addTimeSlider(map);
  addAnswerCard(map);
  return atlas.load(gazetteer).then(() => {
    followAddress(atlas, asked && asked !== version ? [otherData(asked, version)] : []);
  });
}

function otherData(asked, version) {
  return `The link was made with version ${asked.slice(0, 20)} of the data; this is version ` +
    `${version}, and some dates may have changed.`;
}

function followAddress(atlas, first) {
  const say = (n, more = []) => {
    const { fields, notices } = readAddress(location.search, atlas.data);
    atlas.show({
      page: PAGE,
      fields: Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [name, [value, n, PAGE]]),
      ),
    });
    warn([...more, ...notices]);
  };
  say(0, first);
  // At their sizes before they are first seen, so that nothing moves.
  atlas.slider.layout();
  atlas.card.sheet.lay();
  whenDrawn(() => delete document.documentElement.dataset.still);
  window.addEventListener('popstate', () => say(atlas.page.party.next()));
  atlas.on((what) => {
    if (what === 'settled') write(atlas, 'pushState');
    if (what === 'closed') write(atlas, 'replaceState');
  });
  let resting;
  atlas.map.on('moveend', () => {
    clearTimeout(resting);
    resting = setTimeout(() => write(atlas, 'replaceState'), REST_MS);
  });
}

// Some browsers write no address for a page that is opened from a disk; then it stays as it is.
function write(atlas, how) {
  const search = writtenAddress(location.search, atlas.page.party);
  if (search === location.search) return;
  try {
    history[how](null, '', location.pathname + search + location.hash);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

function warn(notices) {
  const place = document.getElementById('notices');
  place.textContent = notices.join(' ');
  place.hidden = !notices.length;
}
