/**
 * The grid of geo/engines/columns.py: the globe as a square of Web Mercator, 2 ** 22 cells a side,
 * counted from the north-west corner.
 */

export const BITS = 22;
const SIDE = 2 ** BITS;
// Pixels that a cell is wide at least; it is less than twice as wide.
const CELL = 40;
// Parts of the map begin and end at every so many cells, so that a small move asks for nothing new.
const ALIGNED = 8;

/**
 * @typedef {{west: number, north: number, east: number, south: number}} Degrees
 * @typedef {[number, number, number, number]} Part West, north, east, south on the grid.
 */

/**
 * Return how wide the cells of a zoom are, as a power of two on the grid.
 *
 * @param {number} zoom
 */
export function shiftOf(zoom) {
  const unitsAPixel = SIDE / (256 * 2 ** zoom);
  return Math.max(0, Math.min(BITS, Math.ceil(Math.log2(CELL * unitsAPixel))));
}

/**
 * Return the part of the map that holds what is seen, wide enough for a small move.
 *
 * @param {Degrees} seen
 * @param {number} shift
 * @returns {Part}
 */
export function partOf({ west, north, east, south }, shift) {
  const unit = ALIGNED * 2 ** shift;
  const low = (/** @type {number} */ at) => Math.max(0, Math.floor(at / unit) * unit);
  const high = (/** @type {number} */ at) => Math.min(SIDE, Math.ceil(at / unit) * unit);
  return [low(columnOf(west)), low(rowOf(north)), high(columnOf(east)), high(rowOf(south))];
}

/** @param {number} longitude */
function columnOf(longitude) {
  return Math.min(Math.max((longitude + 180) / 360, 0), 1) * SIDE;
}

/** @param {number} latitude */
function rowOf(latitude) {
  const radians = (Math.min(Math.max(latitude, -85.0511), 85.0511) * Math.PI) / 180;
  return ((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * SIDE;
}

/**
 * Return a place of the grid in degrees: [latitude, longitude].
 *
 * @param {number} x
 * @param {number} y
 * @returns {[number, number]}
 */
export function placeOf(x, y) {
  const latitude = (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / SIDE))) * 180) / Math.PI;
  return [latitude, (x / SIDE) * 360 - 180];
}
