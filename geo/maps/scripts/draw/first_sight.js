// The first sight of a map, and maps that move together.

import { boxesOver, freeBox } from './free_box.js';

// From what lies over the map, or its edge, to the middle of a marker.
const MARGIN_PX = 20;
const LEAST_PX = 160;
// Degrees of latitude and longitude that are shown at least where filters leave few bases, so that
// their country can be recognised (as in geo/drawings/first_sight.py).
const AROUND = [4, 6];

// What of a fitted view is to stay clear: nothing may be hidden by the card or the map's buttons.
export function paddingOf(map) {
  const { x, y } = map.getSize();
  const container = map.getContainer();
  // Not as high as it is just now: it may be on its way there. A sheet that is drawn up over the
  // whole map leaves some of it all the same.
  const sheet = map.baseAtlas.card?.sheet;
  const rest = y - (sheet?.isNarrow ? sheet.pixels(sheet.height) : 0);
  const boxes = boxesOver(container).map(([left, top, right, bottom]) =>
    right - left >= x ? [left, Math.max(rest, LEAST_PX), right, bottom] : [left, top, right, bottom]
  );
  const [left, top, right, bottom] = freeBox([0, 0, x, y], boxes);
  return {
    paddingTopLeft: [left + MARGIN_PX, top + MARGIN_PX],
    paddingBottomRight: [x - right + MARGIN_PX, y - bottom + MARGIN_PX],
  };
}

// At first sight only the bases that are counted; those for orientation too when asked for all.
export function fitAll(atlas, { animate, counting }) {
  const { first, matched } = atlas.data.periods;
  const shown = atlas.data.bases.filter((_base, b) =>
    matched.subarray(first[b], first[b + 1]).includes(1)
  );
  const grounds = atlas.footprints.corners();
  const counted = counting ? shown.filter((base) => !base.reference) : shown;
  const places = (counted.length ? counted : shown).flatMap((base) => [
    [base.lat, base.lon],
    ...(grounds.get(base.id) || []),
  ]);
  if (!places.length) return;
  const bounds = L.latLngBounds(places);
  if (matched.includes(0)) widen(bounds);
  const fit = () => atlas.map.fitBounds(bounds, { ...paddingOf(atlas.map), maxZoom: 9, animate });
  if (animate) fit();
  else atlas.page.withoutReader(fit);
  atlas.fitted = { centre: atlas.map.getCenter(), zoom: atlas.map.getZoom() };
}

function widen(bounds) {
  const { lat, lng } = bounds.getCenter();
  const [high, wide] = AROUND.map((least) => least / 2);
  bounds.extend([lat - high, lng - wide]).extend([lat + high, lng + wide]);
}

// Whether a map is still as it was first seen; then it may be fitted again when its size changes.
export function isAsFitted({ map, fitted, page }) {
  return !page.touched && fitted && map.getZoom() === fitted.zoom &&
    map.getCenter().equals(fitted.centre);
}

// Maps that share a name show the same part of the world, in whatever documents they are.
function moveTogether({ map, sync, page }) {
  const channel = new BroadcastChannel(`base-atlas-${sync}`);
  let following = false;
  map.on('move', () => {
    if (!following) channel.postMessage({ centre: map.getCenter(), zoom: map.getZoom() });
  });
  channel.onmessage = ({ data: { centre, zoom } }) => {
    following = true;
    page.withoutReader(() => map.setView(centre, zoom, { animate: false }));
    following = false;
  };
}

// All bases in the frame; from now on the reader moves the map.
function begin(atlas) {
  const { map, page } = atlas;
  fitAll(atlas, { animate: false, counting: true });
  // Where there is no base at all, nothing has been fitted.
  page.withoutReader(() => {});
  map.on('autopanstart', () => page.expect(page.party.value('sight') || {}));
  map.on('moveend', () => page.rested());
  if (atlas.sync) moveTogether(atlas);
  if (atlas.clicks) map.on('click', ({ latlng }) => page.pick(latlng));
}

export function addFirstSight(atlas) {
  atlas.on((what) => {
    if (what === 'first sight') begin(atlas);
    if (what === 'all') fitAll(atlas, { animate: false, counting: true });
  });
}
