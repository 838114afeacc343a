/**
 * What a reader asks for, read from an address and written into it, in the words of all our addresses.
 *
 * @typedef {object} Asked
 * @property {number} day
 * @property {[number, number] | null} window
 * @property {Record<string, string[]>} words
 * @property {string} text
 * @property {string} base
 * @property {[number, number, number] | null} sight Latitude, longitude and zoom.
 */

import { dayOf, isoOf } from '../rule/days.js';

export const FILTERS = ['country', 'operator', 'status', 'kind'];

/**
 * @param {string} search
 * @param {{first: number, last: number, opening: number}} range
 * @returns {Asked}
 */
export function readAsked(search, { first, last, opening }) {
  const query = new URLSearchParams(search);
  const within = (/** @type {number} */ day) => Math.min(Math.max(day, first), last);
  const day = (/** @type {string} */ key) => dayOf(query.get(key) ?? '');
  const [from, to] = [day('from'), day('to')];
  const hasWindow = !isNaN(from) || !isNaN(to);
  const edges = [isNaN(from) ? first : within(from), isNaN(to) ? last : within(to)];
  const sight = (query.get('at') ?? '').split(',').map(Number);
  const isSight = sight.length === 3 && sight.every(isFinite) && Math.abs(sight[0]) <= 90;
  return {
    day: isNaN(day('date')) ? opening : within(day('date')),
    window: hasWindow ? [Math.min(...edges), Math.max(...edges)] : null,
    words: Object.fromEntries(
      FILTERS.map((key) => [key, [...new Set(query.getAll(key).filter(Boolean))]]),
    ),
    text: (query.get('q') ?? '').slice(0, 100),
    base: query.get('base') ?? '',
    sight: isSight ? [sight[0], sight[1], sight[2]] : null,
  };
}

/**
 * Return the keys and words of filters and time, as every question has them.
 *
 * @param {Asked} asked
 * @param {{time?: boolean}} [more] `time`: whether the time is among them
 */
export function questionOf({ day, window, words, text }, { time = true } = {}) {
  const query = new URLSearchParams();
  if (time && window) {
    query.set('from', isoOf(window[0]));
    query.set('to', isoOf(window[1]));
  } else if (time) query.set('date', isoOf(day));
  FILTERS.forEach((key) => words[key].forEach((word) => query.append(key, word)));
  if (text.trim()) query.set('q', text.trim());
  return query;
}

/**
 * Return the address of what a reader asks for, from the question mark on.
 *
 * @param {Asked} asked
 */
export function addressOf(asked) {
  const query = questionOf(asked);
  if (asked.base) query.set('base', asked.base);
  if (asked.sight) {
    const [latitude, longitude, zoom] = asked.sight;
    query.set('at', `${latitude.toFixed(3)},${longitude.toFixed(3)},${zoom.toFixed(2)}`);
  }
  return `?${query}`;
}
