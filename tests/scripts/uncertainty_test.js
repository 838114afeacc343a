import { pixels, wider } from '../../geo/maps/scripts/draw/uncertainty.js';
import { assertEqual } from './support.js';

Deno.test('the whole equator is as wide as the map of zoom 0', () => {
  assertEqual(Math.round(pixels(40_075_016.686, 0, 0)), 256);
});

Deno.test('a circle is drawn larger by the half at 48 degrees than at the equator', () => {
  assertEqual((pixels(1_000, 48.19, 6) / pixels(1_000, 0, 6)).toFixed(2), '1.50');
});

Deno.test('a circle is drawn only once it reaches out of its marker', () => {
  const range = { id: 'range', lat: 46, uncertainty_m: 120_000 };
  const airfield = { id: 'airfield', lat: 40, uncertainty_m: 1_500 };
  const ids = (zoom) => wider([range, airfield], zoom).map(({ id }) => id);
  assertEqual(ids(2), []);
  assertEqual(ids(5), ['range']);
  assertEqual(ids(11), ['range', 'airfield']);
});
