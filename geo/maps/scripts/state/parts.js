/**
 * What a map shows, as parts of a link and back: the values of the register's fields.
 *
 * @typedef {import('./register.js').Value} Value
 * @typedef {{country: string[], operator: string[], status: string[], kind: string[], q: string}} Filter
 * @typedef {{mode: string, day: number, from: number, to: number, named: string[]}} Time
 */

import { dayOf, isoOf } from '../rule/days.js';

const FACETS = /** @type {const} */ (['country', 'operator', 'status', 'kind']);

/**
 * Return a value without the keys that have no words.
 *
 * @param {Value} value
 * @returns {Value}
 */
function filled(value) {
  return Object.fromEntries(Object.entries(value).filter(([, words]) => words.length));
}

/** @param {Time} time */
export function partOfTime({ mode, day, from, to, named }) {
  /** @type {Value} */
  const edges = mode === 'between' ? { from: [isoOf(from)], to: [isoOf(to)] } : {};
  return filled({ date: [isoOf(day)], ...edges, named });
}

/**
 * Return the fields of a map's state that a part says; a window that it has not stays as it is.
 *
 * @param {Value} part
 * @returns {Partial<Time>}
 */
export function timeOfPart({ date, from, to, named = [] }) {
  return {
    mode: from ? 'between' : 'as-of',
    named,
    ...(date && { day: dayOf(date[0]) }),
    ...(from && to && { from: dayOf(from[0]), to: dayOf(to[0]) }),
  };
}

/** @param {Filter} filter */
export function partOfFilter(filter) {
  const words = FACETS.map((key) => [key, filter[key]]);
  const q = filter.q.trim();
  return filled({ ...Object.fromEntries(words), q: q ? [q] : [] });
}

/**
 * @param {Value} part
 * @returns {Filter}
 */
export function filterOfPart(part) {
  const words = Object.fromEntries(FACETS.map((key) => [key, part[key] || []]));
  return /** @type {Filter} */ ({ ...words, q: part.q ? part.q[0] : '' });
}

/** @param {{lat: number, lng: number}} centre @param {number} zoom */
export function partOfSight({ lat, lng }, zoom) {
  const longitude = ((((lng + 180) % 360) + 360) % 360) - 180;
  return { at: [`${lat.toFixed(3)},${longitude.toFixed(3)},${zoom.toFixed(2)}`] };
}

/**
 * Return the middle and the zoom of a part, null where it has none.
 *
 * @param {Value | undefined} part
 */
export function sightOfPart(part) {
  if (!part || !part.at) return null;
  const [lat, lng, zoom] = part.at[0].split(',').map(Number);
  return { centre: { lat, lng }, zoom };
}

/** @param {{lat: number, lng: number}} place */
export function partOfPoint({ lat, lng }) {
  const longitude = ((((lng + 180) % 360) + 360) % 360) - 180;
  return { point: [`${lat.toFixed(4)},${longitude.toFixed(4)}`] };
}

/** The fields that a map writes into the address itself, and their keys there. */
export const KEYS_OF_MAP = { sight: 'at', closed: 'closed' };

/**
 * Return an address with other words for some keys of a map. All else stays letter by letter, and at
 * its place: a page that writes the same must not find another address.
 *
 * @param {string} search
 * @param {Value} own
 * @param {string[]} keys
 */
export function withOwnWords(search, own, keys = Object.values(KEYS_OF_MAP)) {
  const pairs = search.replace(/^\?/, '').split('&').filter(Boolean);
  const keyOf = (/** @type {string} */ pair) => pair.split('=')[0];
  const others = pairs.filter((pair) => !keys.includes(keyOf(pair)));
  const version = others.filter((pair) => keyOf(pair) === 'v');
  const ours = keys.flatMap((key) =>
    (own[key] || []).map((word) => `${key}=${encodeURIComponent(word)}`)
  );
  const all = [...others.filter((pair) => keyOf(pair) !== 'v'), ...ours, ...version];
  return all.length ? `?${all.join('&')}` : '';
}
