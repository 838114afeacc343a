import { fitted } from '../../geo/maps/scripts/picture.js';
import { assertEqual } from './support.js';

// The bounds of our own bases, in units.
const bounds = [43353.8844, 22553.6033, 46996.5938, 25572.2893];

function rounded({ x, y, zoom }) {
  return [Math.round(x), Math.round(y), zoom];
}

Deno.test('the picture is placed as Leaflet fits the map, beside the card', () => {
  assertEqual(rounded(fitted({ bounds, sight: null }, 1280, 595)), [44180, 24194, 5.25]);
});

Deno.test('on a narrow map it lies above the sheet', () => {
  assertEqual(rounded(fitted({ bounds, sight: null }, 390, 553)), [45565, 25059, 4.25]);
});

Deno.test('a place asked for in the address goes before', () => {
  assertEqual(fitted({ bounds, sight: [1, 2, 6.5] }, 1280, 595), { x: 1, y: 2, zoom: 6.5 });
});

Deno.test('one base is seen no closer than the map goes', () => {
  assertEqual(fitted({ bounds: [5, 5, 5, 5], sight: null }, 1280, 595).zoom, 9);
});

Deno.test('bases all around the world are seen no farther away than the map goes', () => {
  assertEqual(fitted({ bounds: [0, 0, 65536, 65536], sight: null }, 390, 553).zoom, 2);
});
