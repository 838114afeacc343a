/** The years below the slider. */

import { firstOfYear, yearOf } from '../rule/days.js';

// Years between two labels.
const STEPS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 1e5];
// Pixels that a label needs, and how close to the right edge it has to be drawn to the left.
const ROOM = 46;
const EDGE = 36;
const ROOM_OF_TWO = 80;

/**
 * Return the years to write and where, in pixels, with room between them.
 *
 * @param {{first: number, last: number}} range
 * @param {number} width
 * @param {(day: number) => number} x
 */
export function yearMarks({ first, last }, width, x) {
  const years = yearOf(last) - yearOf(first) + 1;
  const most = Math.max(2, Math.floor(width / ROOM));
  const step = STEPS.find((n) => years / n <= most) ?? STEPS[STEPS.length - 1];
  const marks = [];
  for (let mark = Math.ceil(yearOf(first) / step) * step; mark <= yearOf(last); mark += step) {
    // There is no year 0: 100 BC, 50 BC, 1, 50, 100.
    const year = mark > 0 ? mark : mark + 1;
    const day = firstOfYear(year);
    if (day < first) continue;
    const isLast = x(day) > width - EDGE;
    // It stands to the left of its year, where the one before may stand.
    if (isLast && x(day) - x(firstOfYear(year - step)) < ROOM_OF_TWO) marks.pop();
    marks.push({ year, x: x(day), isLast });
  }
  return marks;
}
