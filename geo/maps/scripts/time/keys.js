/** What the keys do on the slider. */

import { addMonths } from '../rule/days.js';

/**
 * Return the day that a key leads to, null where it leads nowhere: an arrow is a month, with Shift a
 * year, a full stop or a comma one day, as players step a single frame.
 *
 * @param {{key: string, shiftKey: boolean}} event
 * @param {number} day
 * @param {{first: number, last: number}} range
 */
export function dayOfKey({ key, shiftKey }, day, { first, last }) {
  const months = shiftKey ? 12 : 1;
  const days = {
    ArrowRight: () => addMonths(day, months),
    ArrowUp: () => addMonths(day, months),
    ArrowLeft: () => addMonths(day, -months),
    ArrowDown: () => addMonths(day, -months),
    PageUp: () => addMonths(day, 12),
    PageDown: () => addMonths(day, -12),
    '.': () => day + 1,
    ',': () => day - 1,
    Home: () => first,
    End: () => last,
  };
  if (!Object.hasOwn(days, key)) return null;
  const wanted = days[/** @type {keyof typeof days} */ (key)]();
  return Math.min(Math.max(wanted, first), last);
}
