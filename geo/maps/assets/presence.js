// Days, dates and the as-of rule, as in geo/dates.py and geo/presence.py.
// A day is a whole number of days since 1970-01-01.
(function() {
  'use strict';

  const DAY_MS = 86400000;
  const ABSENT = 0;
  const POSSIBLE = 1;
  const CERTAIN = 2;
  const MONTHS = [
    'January', 'February', 'March', 'April', 'May', 'June', 'July',
    'August', 'September', 'October', 'November', 'December',
  ];

  function fromDay(day) {
    return new Date(day * DAY_MS);
  }

  function isoOf(day) {
    return fromDay(day).toISOString().slice(0, 10);
  }

  function dayOf(iso) {
    return Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY_MS);
  }

  function inWords(day) {
    const date = fromDay(day);
    return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  }

  function yearOf(day) {
    return fromDay(day).getUTCFullYear();
  }

  function firstOfYear(year) {
    const date = new Date(0);
    date.setUTCFullYear(year, 0, 1);
    return Math.round(date.getTime() / DAY_MS);
  }

  // The same day of another month; the last day where that month is shorter.
  function addMonths(day, months) {
    const date = fromDay(day);
    const dayOfMonth = date.getUTCDate();
    const target = new Date(0);
    target.setUTCFullYear(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0);
    if (dayOfMonth < target.getUTCDate()) target.setUTCDate(dayOfMonth);
    return Math.round(target.getTime() / DAY_MS);
  }

  // Certain if the day lies between the latest start and the earliest end, possible if it
  // lies between the earliest start and the latest end.
  function asOf(startEarliest, startLatest, endEarliest, endLatest, day) {
    if (startLatest <= day && day <= endEarliest) return CERTAIN;
    if (startEarliest <= day && day <= endLatest) return POSSIBLE;
    return ABSENT;
  }

  // Certain if it was certainly there on some day of the window, possible likewise.
  function between(startEarliest, startLatest, endEarliest, endLatest, first, last) {
    if (Math.max(startLatest, first) <= Math.min(endEarliest, last)) return CERTAIN;
    if (Math.max(startEarliest, first) <= Math.min(endLatest, last)) return POSSIBLE;
    return ABSENT;
  }

  // "9", or "1,043 to 1,115" where doubt leaves a range.
  function countInWords(count) {
    const [certain, possible] = [count.certain, count.possible].map((n) => n.toLocaleString('en'));
    return certain === possible ? certain : `${certain} to ${possible}`;
  }

  // Letters that Unicode does not take apart, as in geo/names.py.
  const PLAIN = { ғ: 'г', қ: 'к', ҳ: 'х', ҷ: 'ч', ң: 'н', ө: 'о', ү: 'у', ә: 'а', һ: 'х' };

  // The form in which names are searched: without case and diacritics.
  function fold(text) {
    const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
    return plain.replace(/[ғқҳҷңөүәһ]/g, (letter) => PLAIN[letter]);
  }

  window.BaseAtlas = Object.assign(window.BaseAtlas || {}, {
    ABSENT,
    POSSIBLE,
    CERTAIN,
    isoOf,
    dayOf,
    inWords,
    yearOf,
    firstOfYear,
    addMonths,
    asOf,
    between,
    countInWords,
    fold,
  });
})();
