/**
 * How many bases each operator held on any day: the shape of the band behind the slider.
 *
 * @typedef {import('./gazetteer.js').Gazetteer} Gazetteer
 * @typedef {[from: number, to: number]} Span Both days are inside.
 * @typedef {{operator: number, certain: Span[], possible: Span[]}} Held
 */

/** @param {Span[]} intervals */
function merge(intervals) {
  const sorted = intervals.filter(([from, to]) => from <= to).sort((a, b) => a[0] - b[0]);
  /** @type {Span[]} */
  const merged = [];
  sorted.forEach(([from, to]) => {
    const last = merged[merged.length - 1];
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  });
  return merged;
}

/**
 * Return for each operator the spans in which it held a base; a base counts once however many periods
 * it has.
 *
 * @param {Gazetteer} data
 * @returns {Held[]}
 */
export function heldSpans(data) {
  const { periods, bases } = data;
  const spans = new Map();
  for (let b = 0; b < bases.length; b += 1) {
    const byOperator = new Map();
    for (let i = periods.first[b]; i < periods.first[b + 1]; i += 1) {
      if (!periods.matched[i] || !periods.held[i]) continue;
      const own = byOperator.get(periods.operator[i]) || { certain: [], possible: [] };
      own.certain.push([periods.s2[i], periods.e1[i]]);
      own.possible.push([periods.s1[i], periods.e2[i]]);
      byOperator.set(periods.operator[i], own);
    }
    byOperator.forEach((own, operator) => {
      const all = spans.get(operator) || { operator, certain: [], possible: [] };
      all.certain.push(...merge(own.certain));
      all.possible.push(...merge(own.possible));
      spans.set(operator, all);
    });
  }
  return [...spans.values()].sort((a, b) => a.operator - b.operator);
}

/**
 * Return how many bases each operator held on a day.
 *
 * @param {Held[]} spans
 * @param {number} day
 */
export function countOn(spans, day) {
  const within = (/** @type {Span[]} */ list) =>
    list.filter(([from, to]) => from <= day && day <= to).length;
  return spans.map(({ operator, certain, possible }) => ({
    operator,
    certain: within(certain),
    possible: within(possible),
  }));
}

/**
 * Return the openings and closings of bases as the band marks them.
 *
 * @param {Gazetteer} data
 */
export function turns(data) {
  const { periods, bases, first, last } = data;
  /** @type {[day: number, what: 'opening' | 'closing'][]} */
  const found = [];
  for (let b = 0; b < bases.length; b += 1) {
    /** @type {Span[]} */
    const own = [];
    for (let i = periods.first[b]; i < periods.first[b + 1]; i += 1) {
      if (periods.matched[i] && periods.held[i]) own.push([periods.s1[i], periods.e2[i]]);
    }
    merge(own).forEach(([from, to]) => {
      if (from > first && from <= last) found.push([from, 'opening']);
      if (to >= first && to < last) found.push([to, 'closing']);
    });
  }
  return found;
}
