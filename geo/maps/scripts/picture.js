// The picture of the map that a page has in its HTML: put where the map will be fitted, and taken
// away once the map stands, or where it does not come.

import { freeBox } from './draw/free_box.js';
import { pushApart, roomAt } from './draw/spread.js';

// As in geo/drawings/first_sight.py: the zoom of which a unit of the picture is a pixel.
const UNITS = 8;
// As in atlas_map.py and draw/first_sight.js.
const LEAST_ZOOM = 2;
const MOST_ZOOM = 9;
const SNAP = 0.25;
// From what lies over the map, or its edge, to the middle of a marker (draw/first_sight.js).
const MARGIN = 20;
const NARROW = 640;
const LOOK_MS = 50;
const LONGEST_MS = 30_000;
const MAP = 'iframe[title="streamlit_folium.st_folium"]';

function numbers(text) {
  return text.split(' ').map(Number);
}

/**
 * Return what will lie over a map: its card (a sheet on a narrow one), its buttons and its scale.
 *
 * @param {number} width
 * @param {number} height
 */
function boxesOver(width, height) {
  if (width <= NARROW) {
    const sheet = Math.max(height - 109, 160);
    return [
      [0, sheet, width, height],
      [width - 58, 10, width - 10, 103],
      [5, sheet - 39, 94, sheet - 5],
    ];
  }
  return [
    [10, 10, 340, height - 26],
    [width - 44, 10, width - 10, 75],
    [345, height - 39, 440, height - 5],
  ];
}

/**
 * Return where a map of a size has its middle, in units, and its zoom.
 *
 * @param {{bounds: number[], sight: number[] | null}} about
 * @param {number} width
 * @param {number} height
 */
export function fitted({ bounds, sight }, width, height) {
  if (sight) return { x: sight[0], y: sight[1], zoom: sight[2] };
  const [west, north, east, south] = bounds;
  const free = freeBox([0, 0, width, height], boxesOver(width, height));
  const left = free[0] + MARGIN;
  const above = free[1] + MARGIN;
  const right = width - free[2] + MARGIN;
  const below = height - free[3] + MARGIN;
  const scale = Math.min(
    (width - left - right) / (east - west || 1e-9),
    (height - above - below) / (south - north || 1e-9),
  );
  const exact = UNITS + Math.log2(Math.max(scale, 1e-9));
  // Leaflet rounds to a hundredth of a step before it takes the step below.
  const zoom = Math.floor((Math.round(exact / (SNAP / 100)) * (SNAP / 100)) / SNAP) * SNAP;
  const kept = Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, zoom));
  const unit = 2 ** (UNITS - kept);
  return {
    x: (west + east + (right - left) * unit) / 2,
    y: (north + south + (below - above) * unit) / 2,
    zoom: kept,
  };
}

// What would lie on each other is moved apart, as on the map (draw/base_markers.js).
function spread(svg, unit, zoom) {
  const points = [...svg.querySelectorAll('[data-half]')].map((node) => {
    const { order, half } = node.dataset;
    node.dataset.home ??= ['--x', '--y']
      .map((name) => parseFloat(node.style.getPropertyValue(name)))
      .join(' ');
    const [x, y] = numbers(node.dataset.home).map((units) => Math.round(units / unit));
    return { node, x, y, order: Number(order), half: roomAt(zoom, Number(half)) };
  });
  points.sort((one, other) => one.order - other.order);
  for (let round = 0; round < 300 && pushApart(points); round += 1);
  for (const { node, x, y } of points) {
    node.style.setProperty('--x', `${x * unit}px`);
    node.style.setProperty('--y', `${y * unit}px`);
  }
}

function place(picture, svg) {
  const { clientWidth: width, clientHeight: height } = svg;
  if (!width || !height) return;
  const { bounds, sight } = picture.dataset;
  const about = { bounds: numbers(bounds), sight: sight ? numbers(sight) : null };
  const { x, y, zoom } = fitted(about, width, height);
  const unit = 2 ** (UNITS - zoom);
  svg.setAttribute(
    'viewBox',
    [x - (width * unit) / 2, y - (height * unit) / 2, width * unit, height * unit].join(' '),
  );
  svg.style.setProperty('--unit', unit);
  spread(svg, unit, zoom);
}

// A theme that the reader has chosen for the app goes before that of the system.
function chosenTheme() {
  const options = new URLSearchParams(location.search).getAll('embed_options');
  for (const theme of ['dark', 'light']) if (options.includes(`${theme}_theme`)) return theme;
  try {
    const key = Object.keys(localStorage).find((name) => name.startsWith('stActiveTheme-'));
    const { name = '' } = JSON.parse(localStorage.getItem(key) ?? '{}') ?? {};
    return { Dark: 'dark', Light: 'light' }[name] ?? '';
  } catch {
    return '';
  }
}

/** @param {HTMLElement} picture */
function follow(picture) {
  const svg = picture.querySelector('svg');
  const theme = chosenTheme();
  if (theme) picture.dataset.theme = theme;
  const layout = () => place(picture, svg);
  const { pathname } = location;
  const leave = () => {
    clearInterval(clock);
    removeEventListener('resize', layout);
    picture.remove();
  };
  const look = () => {
    const frame = /** @type {HTMLIFrameElement | null} */ (document.querySelector(MAP));
    const stands = frame?.contentDocument?.documentElement?.dataset.ready;
    const fails = document.querySelector('.stException') ||
      (!frame && document.querySelector('.stMain .stAlert'));
    if (location.pathname !== pathname || fails) leave();
    // The map has drawn itself in the frame after this one.
    else if (stands) requestAnimationFrame(() => requestAnimationFrame(leave));
    else if (performance.now() > LONGEST_MS) {
      // Where not even the page has come, the words are all there is.
      if (document.querySelector('.stApp')) leave();
      else picture.classList.add('is-late');
    }
  };
  const clock = setInterval(look, LOOK_MS);
  addEventListener('resize', layout);
  layout();
  picture.dataset.placed = 'yes';
}

const picture = globalThis.document?.getElementById('atlas-picture');
if (picture) follow(picture);
