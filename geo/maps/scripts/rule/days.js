/** Days and dates: a day is a whole number of days since 1970-01-01, as in geo/time/dates.py. */

const DAY_MS = 86400000;

const ISO = /^([+-]?)(\d{4,6})-(\d{2})-(\d{2})$/;

/** @param {number} day */
export function fromDay(day) {
  return new Date(day * DAY_MS);
}

/**
 * Return a day as in fields and addresses. The year 0 is 1 BC; years before 0 and after 9999 have a
 * sign: -0043-03-15, +12000-01-01.
 *
 * @param {number} day
 */
export function isoOf(day) {
  const date = fromDay(day);
  const year = date.getUTCFullYear();
  const sign = year < 0 ? '-' : year > 9999 ? '+' : '';
  const digits = String(Math.abs(year)).padStart(4, '0');
  const rest = [date.getUTCMonth() + 1, date.getUTCDate()].map((n) => String(n).padStart(2, '0'));
  return `${sign}${digits}-${rest.join('-')}`;
}

/**
 * Return the day that a text names, NaN where it is no day.
 *
 * @param {string} iso
 */
export function dayOf(iso) {
  const [, sign, year, month, date] = ISO.exec(iso) ?? [];
  if (!year) return NaN;
  // JavaScript wants six digits wherever there is a sign.
  const written = sign ? `${sign}${year.padStart(6, '0')}` : year;
  return Math.round(Date.parse(`${written}-${month}-${date}T00:00:00Z`) / DAY_MS);
}

/**
 * Return the day of a year, a month (1 is January) and a day of it, NaN where there is no such day.
 *
 * @param {number} year
 * @param {number} month
 * @param {number} day
 */
export function dayOfParts(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isThere = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isThere ? Math.round(date.getTime() / DAY_MS) : NaN;
}

/** @param {number} day */
export function yearOf(day) {
  return fromDay(day).getUTCFullYear();
}

/** @param {number} year */
export function firstOfYear(year) {
  const date = new Date(0);
  date.setUTCFullYear(year, 0, 1);
  return Math.round(date.getTime() / DAY_MS);
}

/**
 * Return the same day of another month; the last day where that month is shorter.
 *
 * @param {number} day
 * @param {number} months
 */
export function addMonths(day, months) {
  const date = fromDay(day);
  const dayOfMonth = date.getUTCDate();
  const target = new Date(0);
  target.setUTCFullYear(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0);
  if (dayOfMonth < target.getUTCDate()) target.setUTCDate(dayOfMonth);
  return Math.round(target.getTime() / DAY_MS);
}
