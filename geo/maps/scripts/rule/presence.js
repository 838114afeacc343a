/** The as-of rule, as in geo/time/presence.py; one table of cases tests both. Days are numbers. */

export const ABSENT = 0;
export const POSSIBLE = 1;
export const CERTAIN = 2;

/**
 * Return CERTAIN if the day lies between the latest start and the earliest end, POSSIBLE if it
 * lies between the earliest start and the latest end, else ABSENT.
 *
 * @param {number} startEarliest
 * @param {number} startLatest
 * @param {number} endEarliest
 * @param {number} endLatest
 * @param {number} day
 */
export function asOf(startEarliest, startLatest, endEarliest, endLatest, day) {
  if (startLatest <= day && day <= endEarliest) return CERTAIN;
  if (startEarliest <= day && day <= endLatest) return POSSIBLE;
  return ABSENT;
}

/**
 * Return CERTAIN if it was certainly there on some day of the window, POSSIBLE likewise.
 *
 * @param {number} startEarliest
 * @param {number} startLatest
 * @param {number} endEarliest
 * @param {number} endLatest
 * @param {number} first
 * @param {number} last
 */
export function between(startEarliest, startLatest, endEarliest, endLatest, first, last) {
  if (Math.max(startLatest, first) <= Math.min(endEarliest, last)) return CERTAIN;
  if (Math.max(startEarliest, first) <= Math.min(endLatest, last)) return POSSIBLE;
  return ABSENT;
}
