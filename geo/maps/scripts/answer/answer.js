/**
 * The answer of a gazetteer to what the reader chose: which periods match the filters, which bases
 * are there at the time, and who holds them.
 *
 * @typedef {import('./gazetteer.js').Gazetteer} Gazetteer
 * @typedef {{mode: string, day: number, from: number, to: number}} Time
 * @typedef {import('../rule/words.js').Count} Count
 *
 * @typedef {object} Answer
 * @property {Uint8Array} presence For each period that matches its presence, else ABSENT.
 * @property {Int32Array} best For each base its period that counts most, -1 where none is there.
 * @property {Int8Array} state For each base the presence of that period, CLOSED or ABSENT.
 * @property {Count} held Bases held.
 */

import { ABSENT, asOf, between, CERTAIN, POSSIBLE } from '../rule/presence.js';
import { CLOSED } from '../rule/words.js';
import { leftOut } from './facets.js';

/**
 * Note for each period which filters leave it out, and whether it is left in.
 *
 * @param {Gazetteer} data
 * @param {import('./facets.js').Filter} filter
 * @param {Set<string>} hiddenOperators
 */
export function match(data, filter, hiddenOperators) {
  data.out = leftOut(data, filter, hiddenOperators);
  data.periods.matched = data.out.map((filters) => Number(filters === 0));
}

/**
 * Return the presence of a period at a time.
 *
 * @param {Gazetteer} data
 * @param {number} i
 * @param {Time} time
 */
export function presenceAt({ periods: p }, i, { mode, day, from, to }) {
  return mode === 'between'
    ? between(p.s1[i], p.s2[i], p.e1[i], p.e2[i], from, to)
    : asOf(p.s1[i], p.s2[i], p.e1[i], p.e2[i], day);
}

/**
 * Return an answer that {@link evaluate} fills.
 *
 * @param {Gazetteer} data
 * @returns {Answer}
 */
export function newAnswer(data) {
  return {
    presence: new Uint8Array(data.periods.length),
    best: new Int32Array(data.bases.length),
    state: new Int8Array(data.bases.length),
    held: { certain: 0, possible: 0 },
  };
}

/**
 * Fill an answer for a time; at 10,000 periods within a frame, so nothing is allocated.
 *
 * @param {Gazetteer} data
 * @param {Time} time
 * @param {Answer} answer
 */
export function evaluate(data, time, answer) {
  const { periods, bases } = data;
  const day = time.mode === 'between' ? time.from : time.day;
  const held = { certain: 0, possible: 0 };
  for (let b = 0; b < bases.length; b += 1) {
    let best = -1;
    let bestRank = 0;
    let heldPresence = ABSENT;
    let closed = false;
    for (let i = periods.first[b]; i < periods.first[b + 1]; i += 1) {
      const presence = periods.matched[i] ? presenceAt(data, i, time) : ABSENT;
      answer.presence[i] = presence;
      if (presence === ABSENT) {
        closed = closed || Boolean(periods.matched[i] && periods.real[i] && periods.e2[i] < day);
        continue;
      }
      const rank = presence + (periods.real[i] ? 2 : 0);
      if (rank >= bestRank) {
        bestRank = rank;
        best = i;
      }
      if (periods.held[i] && presence > heldPresence) heldPresence = presence;
    }
    answer.best[b] = best;
    answer.state[b] = best >= 0 ? answer.presence[best] : closed ? CLOSED : ABSENT;
    held.possible += heldPresence >= POSSIBLE ? 1 : 0;
    held.certain += heldPresence === CERTAIN ? 1 : 0;
  }
  answer.held = held;
}

/**
 * Return the operators at a base, held ones first.
 *
 * @param {Gazetteer} data
 * @param {Answer} answer
 * @param {number} b
 */
export function operatorsAt({ periods, statuses }, answer, b) {
  const found = new Map();
  for (let i = periods.first[b]; i < periods.first[b + 1]; i += 1) {
    const presence = answer.presence[i];
    if (presence === ABSENT) continue;
    const operator = periods.operator[i];
    const rank = presence + (periods.real[i] ? 2 : 0);
    const seen = found.get(operator);
    if (!seen || rank >= seen.rank) {
      found.set(operator, {
        operator,
        status: statuses[periods.status[i]],
        presence,
        period: i,
        rank,
      });
    }
  }
  return [...found.values()].sort((one, other) => other.rank - one.rank);
}

/**
 * Return the operator a closed base had last: its marker keeps that letter.
 *
 * @param {Gazetteer} data
 * @param {number} b
 */
export function lastOperatorAt(data, b) {
  return data.periods.operator[lastPeriodAt(data, b)];
}

/**
 * Return the last period of a closed base among those that the filters let through.
 *
 * @param {Gazetteer} data
 * @param {number} b
 */
export function lastPeriodAt({ periods }, b) {
  let last = periods.first[b];
  for (let i = periods.first[b]; i < periods.first[b + 1]; i += 1) {
    if (periods.real[i] && periods.matched[i] && periods.e2[i] >= periods.e2[last]) last = i;
  }
  return last;
}
