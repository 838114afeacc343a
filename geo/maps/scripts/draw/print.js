// The map on paper: as wide as on the screen and made smaller to fit, so that nothing is laid out again
// and the years are not cut off.

import { hostFrame } from '../time/frame_height.js';

// The width of a sheet of A4 lying on its side within its margins, in CSS pixels.
const SHEET_PX = 1000;

export function followPrint() {
  const frame = hostFrame();
  const page = frame ? window.parent : window;
  const { style } = frame || document.documentElement;
  const sheet = page.document.createElement('style');
  sheet.textContent = '@page { size: A4 landscape; margin: 12mm; }';
  page.addEventListener('beforeprint', () => {
    const width = frame ? frame.offsetWidth : window.innerWidth;
    page.document.head.append(sheet);
    if (frame) style.width = `${width}px`;
    style.zoom = String(Math.min(1, SHEET_PX / width));
  });
  page.addEventListener('afterprint', () => {
    sheet.remove();
    if (frame) style.width = '';
    style.zoom = '';
  });
}
