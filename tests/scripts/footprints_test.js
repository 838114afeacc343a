import { mixed } from '../../geo/maps/scripts/draw/colours.js';
import { boxOf, inWorld } from '../../geo/maps/scripts/draw/corners.js';
import { assertEqual } from './support.js';

Deno.test('a footprint lies where Web Mercator has it at zoom 0', () => {
  const [x, y, east, north] = inWorld([0, 0, 180, 85.0511287798066]);
  assertEqual([x, y, east, Math.round(north)], [128, 128, 256, 0]);
});

Deno.test('the box of a footprint holds all its parts', () => {
  assertEqual(boxOf([[1, 2, 3, 4], [0, 5, 2, 1]]), [0, 1, 3, 5]);
});

Deno.test('the outline of a footprint has more of the colour than of the edge', () => {
  assertEqual(mixed('#ff0000', '#000000', 0.7), '#b30000');
});
