/**
 * How many bases there are: held, only proposed or reported, and outside the region. A base is
 * counted once, as the first of these that it is; the numbers beside the words of a filter are
 * counted alike, with the other filters kept.
 *
 * @typedef {{certain: number, possible: number, said: number, aside: number}} Count
 * @typedef {import('./gazetteer.js').Gazetteer} Gazetteer
 *
 * @typedef {object} CountsOf The counts of one facet while they are made.
 * @property {number} bit
 * @property {Int32Array} of
 * @property {Count[]} counts
 * @property {Int32Array} seen
 * @property {Uint8Array} as
 */

import { CERTAIN, POSSIBLE } from '../rule/presence.js';
import { bitOf, FACETS } from './facets.js';

// What a base is in a count, the greatest of its periods.
const SAID = 1;
const ASIDE = 2;
const HELD = 3;
const SURELY = 4;

/** @returns {Count} */
function newCount() {
  return { certain: 0, possible: 0, said: 0, aside: 0 };
}

/**
 * @param {Count} count
 * @param {number} rank
 */
function add(count, rank) {
  if (rank === SAID) count.said += 1;
  if (rank === ASIDE) count.aside += 1;
  if (rank >= HELD) count.possible += 1;
  if (rank === SURELY) count.certain += 1;
}

/**
 * Return the count of all bases that the filters let through, the counts by the words of each facet,
 * the bases that several operators hold, and who holds any, what the others are said to be, and where
 * those outside the region are.
 *
 * @param {Gazetteer} data
 * @param {(i: number) => number} presenceOf the presence of a period at the time
 */
export function tally(data, presenceOf) {
  const { bases, coded, periods } = data;
  const ranks = new Uint8Array(periods.length);
  for (let i = 0; i < periods.length; i += 1) {
    const presence = presenceOf(i);
    if (presence < POSSIBLE) continue;
    if (!periods.real[i]) ranks[i] = SAID;
    else if (!periods.held[i]) ranks[i] = ASIDE;
    else ranks[i] = presence === CERTAIN ? SURELY : HELD;
  }
  const by = FACETS.map((facet) => ({
    bit: bitOf(facet),
    of: coded[facet].of,
    counts: coded[facet].words.map(newCount),
    // The base whose period was seen last with a word, and as what.
    seen: new Int32Array(coded[facet].words.length).fill(-1),
    as: new Uint8Array(coded[facet].words.length),
  }));
  const all = newCount();
  /** @type {number[]} */
  const shared = [];
  /** @type {Set<number>} */
  const powers = new Set();
  /** @type {Set<string>} */
  const statuses = new Set();
  /** @type {Set<string>} */
  const countries = new Set();
  for (let b = 0; b < bases.length; b += 1) {
    const [from, to] = [periods.first[b], periods.first[b + 1]];
    let best = 0;
    let holder = -1;
    let isShared = false;
    for (let i = from; i < to; i += 1) {
      if (!ranks[i] || data.out[i]) continue;
      best = Math.max(best, ranks[i]);
      if (ranks[i] < HELD) continue;
      powers.add(periods.operator[i]);
      isShared = isShared || (holder >= 0 && holder !== periods.operator[i]);
      holder = periods.operator[i];
    }
    if (best === SAID) addStatuses(data, ranks, b, statuses);
    if (best === ASIDE) countries.add(bases[b].country);
    add(all, best);
    if (isShared) shared.push(b);
    by.forEach((facet) => countBase(data.out, ranks, facet, b, from, to));
  }
  const counts = Object.fromEntries(FACETS.map((facet, f) => [facet, by[f].counts]));
  return {
    all,
    by: /** @type {Record<import('./facets.js').Facet, Count[]>} */ (counts),
    shared,
    powers,
    statuses,
    countries,
  };
}

/**
 * @param {Gazetteer} data
 * @param {Uint8Array} ranks
 * @param {number} b
 * @param {Set<string>} found
 */
function addStatuses({ periods, out, statuses }, ranks, b, found) {
  for (let i = periods.first[b]; i < periods.first[b + 1]; i += 1) {
    if (ranks[i] === SAID && !out[i]) found.add(statuses[periods.status[i]]);
  }
}

/**
 * @param {Uint8Array} out
 * @param {Uint8Array} ranks
 * @param {CountsOf} facet
 * @param {number} b
 * @param {number} from
 * @param {number} to
 */
function countBase(out, ranks, { bit, of, counts, seen, as }, b, from, to) {
  for (let i = from; i < to; i += 1) {
    if (!ranks[i] || (out[i] & ~bit)) continue;
    const word = of[i];
    if (seen[word] !== b) {
      seen[word] = b;
      as[word] = 0;
    }
    as[word] = Math.max(as[word], ranks[i]);
  }
  for (let i = from; i < to; i += 1) {
    const word = of[i];
    if (seen[word] !== b || !as[word]) continue;
    add(counts[word], as[word]);
    as[word] = 0;
  }
}
