// The signs on buttons, drawn: not every device has letters for them.

const SVG = 'http://www.w3.org/2000/svg';
// In a square of 24 by 24; what is drawn as lines has no area.
const FILLED = {
  play: 'M7 4.5v15l12.5-7.5z',
  pause: 'M6 5h4.2v14H6zM13.8 5H18v14h-4.2z',
  previous: 'M5 5h2.6v14H5zM19.5 5v14l-11-7z',
  next: 'M16.4 5H19v14h-2.6zM4.5 5v14l11-7z',
  more: 'M3.5 10h4v4h-4zM10 10h4v4h-4zM16.5 10h4v4h-4z',
};
const LINES = {
  'all bases':
    'M9.5 9.5 4 4m0 5V4h5M14.5 14.5 20 20m0-5v5h-5M14.5 9.5 20 4m-5 0h5v5M9.5 14.5 4 20m0-5v5h5',
  'full screen': 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
};

/**
 * Return a sign as a picture that says nothing by itself: its button has a label.
 *
 * @param {keyof typeof FILLED | keyof typeof LINES} name
 */
export function icon(name) {
  const picture = document.createElementNS(SVG, 'svg');
  picture.setAttribute('class', name in FILLED ? 'atlas-icon' : 'atlas-icon is-line');
  picture.setAttribute('viewBox', '0 0 24 24');
  picture.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', FILLED[name] ?? LINES[name]);
  picture.append(path);
  return picture;
}
