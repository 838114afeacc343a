/**
 * What became of each base between two days, as geo/answers/changes.py says it.
 *
 * @typedef {import('./gazetteer.js').Gazetteer} Gazetteer
 *
 * @typedef {object} Difference
 * @property {number} base
 * @property {string} what One of KINDS.
 * @property {string} before Who had it, or that nobody was there.
 * @property {string} after
 * @property {string} tenure From when to when, where it opened or closed; else blank.
 *
 * @typedef {object} There A base on one day.
 * @property {number} presence
 * @property {[string, string][]} holders Operators and statuses.
 * @property {string} tenure
 */

import { ABSENT, asOf, CERTAIN } from '../rule/presence.js';

/** Kinds of difference, in the order in which they are listed. */
export const KINDS = /** @type {const} */ ([
  'opened',
  'closed',
  'changed operator or status',
  'possible',
  'unchanged',
]);
const [OPENED, CLOSED, CHANGED, DOUBTFUL, UNCHANGED] = KINDS;

/** Which periods are compared. */
export const AMONG = /** @type {const} */ (['held', 'proposed or reported', 'not counted']);
const [COUNTED, RUMOURED] = AMONG;

/**
 * Return what became of each base; bases there on neither day are left out.
 *
 * @param {Gazetteer} data
 * @param {number} before
 * @param {number} after
 * @param {string} among
 * @returns {Difference[]}
 */
export function differences(data, before, after, among = COUNTED) {
  const found = data.bases.flatMap((_base, b) => {
    const one = thereOn(data, b, before, among);
    const other = thereOn(data, b, after, among);
    if (!one && !other) return [];
    const only = one && other ? null : one || other;
    return [{
      base: b,
      what: whatOf(one, other, among !== RUMOURED),
      before: say(one, among),
      after: say(other, among),
      tenure: only ? only.tenure : '',
    }];
  });
  const rank = (/** @type {Difference} */ each) =>
    KINDS.indexOf(/** @type {typeof KINDS[number]} */ (each.what));
  return found.sort((one, other) => rank(one) - rank(other));
}

/**
 * @param {Gazetteer} data
 * @param {number} b
 * @param {number} day
 * @param {string} among
 * @returns {There | null}
 */
function thereOn({ periods, statuses, operators, text }, b, day, among) {
  let presence = ABSENT;
  /** @type {Map<string, [string, string]>} */
  const holders = new Map();
  const tenures = new Set();
  for (let i = periods.first[b]; i < periods.first[b + 1]; i += 1) {
    const own = periods.held[i] ? AMONG[0] : periods.real[i] ? AMONG[2] : AMONG[1];
    if (own !== among) continue;
    const found = asOf(periods.s1[i], periods.s2[i], periods.e1[i], periods.e2[i], day);
    if (found === ABSENT) continue;
    presence = Math.max(presence, found);
    const status = statuses[periods.status[i]];
    const { name } = operators[periods.operator[i]];
    holders.set(`${name}\n${status}`, [name, status]);
    tenures.add(text[i].tenure);
  }
  if (presence === ABSENT) return null;
  const sorted = [...holders].sort(([one], [other]) => (one < other ? -1 : 1));
  return { presence, holders: sorted.map(([, pair]) => pair), tenure: [...tenures].join('; ') };
}

/**
 * @param {There | null} one
 * @param {There | null} other
 * @param {boolean} doubted whether what is only possible is set apart
 */
function whatOf(one, other, doubted) {
  const sides = [one, other].filter((side) => side !== null);
  if (doubted && sides.some(({ presence }) => presence < CERTAIN)) return DOUBTFUL;
  if (!one || !other) return one ? CLOSED : OPENED;
  return JSON.stringify(one.holders) === JSON.stringify(other.holders) ? UNCHANGED : CHANGED;
}

/**
 * @param {There | null} there
 * @param {string} among
 */
function say(there, among) {
  if (!there) return among === RUMOURED ? 'nothing' : 'not there';
  const names = there.holders.map(([name, status]) =>
    status === 'active' ? name : `${name} (${status})`
  );
  return names.join(' and ') + (there.presence === CERTAIN ? '' : ', possibly');
}
