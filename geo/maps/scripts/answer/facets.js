/**
 * What filters let through: for each period the filters that leave it out, as bits, so that each
 * filter can count what its words would give with all the others kept.
 *
 * @typedef {(typeof FACETS)[number]} Facet
 * @typedef {Record<Facet, string[]> & {q: string}} Filter
 */

import { fold } from '../rule/fold.js';

export const FACETS = /** @type {const} */ (['country', 'operator', 'status', 'kind']);
const OTHER = 1 << FACETS.length;

/** @param {Facet} facet */
export function bitOf(facet) {
  return 1 << FACETS.indexOf(facet);
}

/**
 * Return the words of each facet, and for each period the number of its word.
 *
 * @param {Pick<import('./gazetteer.js').Payload, 'bases' | 'operators' | 'statuses'>} payload
 * @param {import('./gazetteer.js').Periods} periods
 * @returns {Record<Facet, import('./gazetteer.js').Coded>}
 */
export function codes({ bases, operators, statuses }, periods) {
  const ofBase = (/** @type {'country' | 'kind'} */ key) => {
    const words = [...new Set(bases.map((base) => base[key]))].sort();
    const numbers = new Map(words.map((word, k) => [word, k]));
    return { words, of: periods.base.map((b) => numbers.get(bases[b][key]) ?? -1) };
  };
  return {
    country: ofBase('country'),
    operator: { words: operators.map(({ name }) => name), of: periods.operator },
    status: { words: statuses, of: periods.status },
    kind: ofBase('kind'),
  };
}

/**
 * Return what a search looks at of a period: its base, its unit, the words by which it is filtered,
 * and the labels of these in other languages.
 *
 * @param {import('./gazetteer.js').Gazetteer} data
 * @param {number} i
 */
export function searchedText({ bases, facetWords, coded, periods, text }, i) {
  const words = FACETS.map((facet) => facetWords[facet][coded[facet].of[i]]);
  return `${bases[periods.base[i]].search} ${text[i].search} ${words.join(' ')}`;
}

/**
 * Return for each facet its words and their labels as they are searched.
 *
 * @param {Record<Facet, import('./gazetteer.js').Coded>} coded
 * @param {Partial<Record<Facet, Record<string, string>>>} labels
 * @returns {Record<Facet, string[]>}
 */
export function searchedWords(coded, labels) {
  const isLabelled = Object.keys(labels).length > 0;
  const searched = (/** @type {Facet} */ facet, /** @type {string} */ word) =>
    isLabelled ? `${fold(word)} ${labels[facet]?.[word] ?? ''}` : '';
  const of = (/** @type {Facet} */ facet) =>
    coded[facet].words.map((word) => searched(facet, word));
  return {
    country: of('country'),
    operator: of('operator'),
    status: of('status'),
    kind: of('kind'),
  };
}

/**
 * Return for each period which filters leave it out: 0 where none does.
 *
 * @param {import('./gazetteer.js').Gazetteer} data
 * @param {Filter} filter
 * @param {Set<string>} hidden operators that a legend has switched off
 */
export function leftOut(data, filter, hidden) {
  const { coded, operators, periods } = data;
  const out = new Uint8Array(periods.length);
  FACETS.forEach((facet) => {
    const chosen = filter[facet] || [];
    if (!chosen.length) return;
    const wanted = new Set(chosen);
    const passes = coded[facet].words.map((word) => wanted.has(word));
    const bit = bitOf(facet);
    coded[facet].of.forEach((word, i) => {
      if (!passes[word]) out[i] |= bit;
    });
  });
  const words = fold(filter.q || '').split(/\s+/).filter(Boolean);
  if (!words.length && !hidden.size) return out;
  for (let i = 0; i < periods.length; i += 1) {
    const found = words.length ? searchedText(data, i) : '';
    const isOut = hidden.has(operators[periods.operator[i]].name) ||
      !words.every((word) => found.includes(word));
    if (isOut) out[i] |= OTHER;
  }
  return out;
}
