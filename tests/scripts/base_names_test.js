import { placeNames } from '../../geo/maps/scripts/draw/base_names.js';
import { assertEqual } from './support.js';

const FRAME = [0, 0, 400, 300];
const name = (x, y, more = {}) => ({ x, y, width: 80, reach: 12.5, rank: 3, before: -1, ...more });
const sides = (placed) => placed.map((place) => place && place[0]);

Deno.test('a name stands to the right of its marker where there is room', () => {
  assertEqual(sides(placeNames([name(100, 100)], [], FRAME)), [0]);
});

Deno.test('at the right edge it stands to the left', () => {
  assertEqual(sides(placeNames([name(390, 100)], [], FRAME)), [1]);
});

Deno.test('of two names that would cover each other the one of higher rank has its place first', () => {
  const placed = placeNames([name(100, 100), name(100, 104, { rank: 100 })], [], FRAME);
  assertEqual(sides(placed), [1, 0]);
});

Deno.test('no name covers a marker, and one without room is left out', () => {
  assertEqual(sides(placeNames([name(100, 100)], [[0, 0, 400, 300]], FRAME)), [null]);
  assertEqual(sides(placeNames([name(100, 100)], [[112, 90, 140, 110]], FRAME)), [1]);
});

Deno.test('a name keeps its side while there is room, so that nothing jumps', () => {
  assertEqual(sides(placeNames([name(200, 100, { before: 1 })], [], FRAME)), [1]);
});

Deno.test('a base that is gone has a name only where every held one has', () => {
  const gone = name(100, 200, { rank: 0 });
  assertEqual(sides(placeNames([name(100, 100), gone], [], FRAME)), [0, 0]);
  assertEqual(sides(placeNames([name(-500, 100), gone], [], FRAME)), [null, null]);
});

Deno.test('the name of a held base may cover the marker of one that is gone', () => {
  const everywhere = [[0, 0, 400, 300]];
  assertEqual(sides(placeNames([name(100, 100)], [], FRAME, everywhere)), [0]);
  assertEqual(sides(placeNames([name(100, 100, { rank: 1 })], [], FRAME, everywhere)), [null]);
});

Deno.test('a name that has one place has it before another that has two', () => {
  const walls = [[0, 0, 400, 92], [0, 108, 400, 300], [196, 0, 400, 300]];
  assertEqual(sides(placeNames([name(100, 100), name(190, 100)], walls, FRAME)), [1, 1]);
});

Deno.test('a name is broken where one line has no room', () => {
  const narrow = [0, 0, 150, 300];
  assertEqual(sides(placeNames([name(75, 100, { width: 160 })], [], narrow)), [null]);
  const [[side, [left, top, right, bottom]]] = placeNames(
    [name(75, 100, { width: 160, two: 60 })],
    [],
    narrow,
  );
  assertEqual([side, right - left, bottom - top], [14, 60, 30]);
});

Deno.test('a name at a corner keeps away from another marker, whose name it might be taken for', () => {
  const above = [0, 0, 400, 112];
  const wanted = [name(100, 100, { width: 60 })];
  assertEqual(sides(placeNames(wanted, [above], FRAME)), [2]);
  const below = [70, 114, 130, 115];
  assertEqual(sides(placeNames(wanted, [above, below], FRAME)), [null]);
  assertEqual(sides(placeNames(wanted, [above, [70, 114, 100, 115]], FRAME)), [4]);
  assertEqual(sides(placeNames(wanted, [above, [70, 114, 103, 115]], FRAME)), [null]);
});
