/**
 * The gazetteer as typed arrays, the periods of one base side by side.
 *
 * @typedef {object} Periods One entry a period in each array; days are numbers since 1970-01-01.
 * @property {number} length
 * @property {Int32Array} base
 * @property {Int32Array} operator
 * @property {Int32Array} status
 * @property {Int32Array} held 1 where the status means that forces are there.
 * @property {Int32Array} s1 earliest start
 * @property {Int32Array} s2 latest start
 * @property {Int32Array} e1 earliest end
 * @property {Int32Array} e2 latest end
 * @property {Uint8Array} real 1 where it is neither proposed nor reported.
 * @property {Uint8Array} matched 1 where the filters let it through.
 * @property {Int32Array} first For each base its first period; the last entry is the end.
 *
 * @typedef {[language: string, label: string, source: number, isSettled: 0 | 1]} Label Its source is
 *   -1 where it has none; settled is one that has a source, or that a reader has confirmed.
 * @typedef {{id: string, name: string, country: string, kind: string, search: string,
 *   labels?: Label[]}} Base
 * @typedef {{unit: string, when: string, tenure: string, sources: number[], search: string}} Text
 * @typedef {{country: string, place: string, found: string, text: string, search: string,
 *   days?: [first: number, last: number], how?: string, sources?: number[]}} Search One of a whole
 *   country has no place, but the days that were searched, and how.
 *
 * @typedef {object} Payload What geo/maps/payload.py sends; it has more than is named here.
 * @property {number} first
 * @property {number} last
 * @property {number} opening
 * @property {string[]} statuses
 * @property {{name: string}[]} operators
 * @property {Base[]} bases
 * @property {number[][]} periods
 * @property {Text[]} text
 * @property {Search[]} searches
 * @property {{period: number, rings: number[][], lines: number[][]}[]} [footprints]
 * @property {Record<string, string>} [languages]
 * @property {Partial<Record<import('./facets.js').Facet, Record<string, string>>>} [labels] What words
 *   of facets are called in other languages, as it is searched.
 *
 * @typedef {{words: string[], of: Int32Array}} Coded The words of a facet, and each period's number of
 *   its word.
 *
 * @typedef {object} Derived
 * @property {Periods} periods
 * @property {Map<string, number>} indexOf
 * @property {Record<import('./facets.js').Facet, Coded>} coded
 * @property {Record<import('./facets.js').Facet, string[]>} facetWords What is searched of each word.
 * @property {Uint8Array} out For each period the filters that leave it out, as bits (facets.js).
 *
 * @typedef {Omit<Payload, 'periods'> & Derived} Gazetteer
 */

import { codes, searchedWords } from './facets.js';

/** Bases that can each be an element of their own. */
export const MANY = 300;

const REAL = ['active', 'closing'];

/**
 * Return the gazetteer that a payload holds, with all its periods matched.
 *
 * @param {Payload} payload
 * @returns {Gazetteer}
 */
export function prepare(payload) {
  const rows = payload.periods;
  const length = rows.length;
  /** @param {number} k */
  const column = (k) => Int32Array.from(rows, (row) => row[k]);
  const status = column(2);
  const base = column(0);
  const periods = {
    length,
    base,
    operator: column(1),
    status,
    held: column(3),
    s1: column(4),
    s2: column(5),
    e1: column(6),
    e2: column(7),
    real: Uint8Array.from(status, (s) => Number(REAL.includes(payload.statuses[s]))),
    matched: new Uint8Array(length).fill(1),
    first: new Int32Array(payload.bases.length + 1),
  };
  for (let i = 0; i < length; i += 1) periods.first[base[i] + 1] = i + 1;
  for (let b = 1; b <= payload.bases.length; b += 1) {
    periods.first[b] = Math.max(periods.first[b], periods.first[b - 1]);
  }
  const indexOf = new Map(payload.bases.map(({ id }, b) => [id, b]));
  const coded = codes(payload, periods);
  // What filters leave out: nothing, until some are chosen.
  const facetWords = searchedWords(coded, payload.labels ?? {});
  return { ...payload, periods, indexOf, coded, facetWords, out: new Uint8Array(length) };
}

/**
 * Return every day on which the presence of a matched period changes.
 *
 * @param {Gazetteer} data
 * @param {(period: number) => boolean} wanted
 */
export function changeDays(data, wanted = () => true) {
  const { periods, first, last } = data;
  const days = new Set();
  for (let i = 0; i < periods.length; i += 1) {
    if (!periods.matched[i] || !wanted(i)) continue;
    [periods.s1[i], periods.s2[i], periods.e1[i] + 1, periods.e2[i] + 1].forEach((day) => {
      if (day >= first && day <= last) days.add(day);
    });
  }
  return Int32Array.from(days).sort();
}
