/**
 * Dates as people type them, as in geo/time/typed.py: 2005, June 2005, 1.6.2005, 06/01/2005,
 * 2005-06-01. One table of cases tests both.
 *
 * @typedef {{first: number, last: number, other: number | null}} TypedDate The first and last day of
 *   what was typed, the same for a day, and what else it could mean.
 */

import { addMonths, dayOfParts } from './days.js';
import { inWords, MONTHS } from './words.js';

export const HINT = 'Write a date such as 1 June 2005, June 2005, 2005 or 2005-06-01.';

const FURTHEST_YEAR = 250_000;
const WORD = '(?<word>[a-z]{3,9})\\.?';
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th)?\\.?';
const SIGNED = '\\d{4}|-\\d{4}|[+-]\\d{5,6}';
const BEFORE_CHRIST = '(?<before>\\d{1,6}) ?(?:bce?|b\\.c\\.(?:e\\.)?)';
const ANY_YEAR = `(?:${BEFORE_CHRIST}|(?<year>\\d{3}|${SIGNED}))`;
const GAP = '(?:[ -]| ?, ?| of )';
// Three digits are a year only beside the name of a month.
const FORMS = [
  `(?<year>${SIGNED})(?<gap>[-/.])(?<month>\\d{1,2})\\k<gap>(?<day>\\d{1,2})`,
  '(?<one>\\d{1,2})(?<gap>[-/. ]|\\. )(?<two>\\d{1,2})\\k<gap>(?<year>\\d{4})',
  `(?<year>${SIGNED})(?:[-/.](?<month>\\d{1,2}))?`,
  '(?<month>\\d{1,2})[-/.](?<year>\\d{4})',
  BEFORE_CHRIST,
  `${DAY}${GAP}${WORD}${GAP}${ANY_YEAR}`,
  `${WORD}${GAP}${DAY}${GAP}${ANY_YEAR}`,
  `${WORD}${GAP}${ANY_YEAR}`,
  `(?<year>\\d{4})${GAP}${WORD}(?:${GAP}${DAY})?`,
].map((form) => new RegExp(`^(?:${form})$`));

/**
 * Return the date that was typed, null where it is none.
 *
 * With slashes the month comes first, as in the United States; with dots, hyphens or blanks the day.
 *
 * @param {string} text
 * @returns {TypedDate | null}
 */
export function readTyped(text) {
  const plain = text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
    .replace(/[‐-―−]/g, '-');
  const found = FORMS.map((form) => form.exec(plain)).find(Boolean);
  return found?.groups ? read(found.groups) : null;
}

/**
 * Return how a typed date was read: "1 June 2005, not 6 January 2005".
 *
 * @param {TypedDate} typed
 * @param {boolean} end whether the later end of a window was typed
 */
export function understood(typed, end = false) {
  const words = inWords(end ? typed.last : typed.first);
  return typed.other === null ? words : `${words}, not ${inWords(typed.other)}`;
}

/** @param {Record<string, string>} found */
function read(found) {
  if (found.one) return ofFigures(Number(found.one), Number(found.two), found);
  const year = yearOf(found);
  if (Number.isNaN(year)) return null;
  if (!found.word && !found.month) return span(dayOfParts(year, 1, 1), dayOfParts(year, 12, 31));
  const month = found.word ? monthOf(found.word) : Number(found.month);
  if (found.day) {
    const day = dayOfParts(year, month, Number(found.day));
    return span(day, day);
  }
  const first = dayOfParts(year, month, 1);
  return span(first, addMonths(first, 1) - 1);
}

/** @param {number} first @param {number} last @param {number | null} other */
function span(first, last, other = null) {
  return Number.isNaN(first) || Number.isNaN(last) ? null : { first, last, other };
}

/** @param {number} one @param {number} two @param {Record<string, string>} found */
function ofFigures(one, two, { year, gap }) {
  const readings = [dayOfParts(Number(year), two, one), dayOfParts(Number(year), one, two)];
  if (gap === '/') readings.reverse();
  if (gap.startsWith('.')) readings.pop();
  const [first, other = null] = new Set(readings.filter((day) => !Number.isNaN(day)));
  return first === undefined ? null : { first, last: first, other };
}

/** @param {Record<string, string>} found */
function yearOf({ year, before }) {
  const number = before ? 1 - Number(before) : Number(year);
  return (before && number > 0) || Math.abs(number) > FURTHEST_YEAR ? NaN : number;
}

/** @param {string} word */
function monthOf(word) {
  return MONTHS.findIndex((name) => name.toLowerCase().startsWith(word)) + 1;
}
