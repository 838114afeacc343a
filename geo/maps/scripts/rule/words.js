/** Dates, counts and doubt in words, as in geo/time/dates.py and geo/wording.py. */

import { fromDay } from './days.js';
import { ABSENT, CERTAIN, POSSIBLE } from './presence.js';

/** @typedef {{certain: number, possible: number}} Count Bases certainly there, and with the possible. */

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** What the map says of a base that is not there any more, beside the three of the as-of rule. */
export const CLOSED = -1;

/** @type {Record<string, string>} */
const THINGS = { country: 'countries', status: 'statuses' };

/** @type {Record<number, string>} */
const PRESENCE = {
  [CLOSED]: 'closed',
  [ABSENT]: 'not there',
  [POSSIBLE]: 'possibly there',
  [CERTAIN]: 'certainly there',
};

/**
 * Return a day as it is read: "1 June 2005".
 *
 * @param {number} day
 */
export function inWords(day) {
  const date = fromDay(day);
  const year = yearInWords(date.getUTCFullYear());
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${year}`;
}

/** @param {number} year */
export function yearInWords(year) {
  return year > 0 ? String(year) : `${1 - year} BC`;
}

/**
 * Return a count: "9", or "1,043 to 1,115" where doubt leaves a range.
 *
 * @param {Count} count
 */
export function countInWords(count) {
  const [certain, possible] = [count.certain, count.possible].map((n) => n.toLocaleString('en'));
  return certain === possible ? certain : `${certain} to ${possible}`;
}

/**
 * Return a number with its thing: "1 source", "2,000 sources". The only place that makes plurals.
 *
 * @param {number} number
 * @param {string} thing
 * @param {string} [things] the plural, where it is not `thing` + "s"
 */
export function counted(number, thing, things = `${thing}s`) {
  return `${number.toLocaleString('en')} ${number === 1 ? thing : things}`;
}

/**
 * Return a count with its thing: "9 bases", "1 base", "1 to 2 bases".
 *
 * @param {Count} count
 * @param {string} thing
 */
export function countedInWords(count, thing) {
  const { certain, possible } = count;
  return certain === possible ? counted(certain, thing) : `${countInWords(count)} ${thing}s`;
}

/**
 * Return how many words a filter lists: "14 kinds".
 *
 * @param {number} number
 * @param {string} facet
 */
export function facetsInWords(number, facet) {
  return counted(number, facet, THINGS[facet]);
}

/**
 * Return how many bases are held: "1 base held", "9 to 11 bases held", "No bases held".
 *
 * @param {Count} count
 */
export function heldInWords(count) {
  return count.possible ? `${countedInWords(count, 'base')} held` : 'No bases held';
}

/**
 * Return a presence: "possibly there".
 *
 * @param {number} presence
 */
export function presenceInWords(presence) {
  return PRESENCE[presence];
}
