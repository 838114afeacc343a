/**
 * What changed between two days, in the words of the slider.
 *
 * @typedef {import('./gazetteer.js').Gazetteer} Gazetteer
 * @typedef {{operator: number, status: string, period: number}} Holder
 *
 * @typedef {object} BaseOn A base on one day.
 * @property {number} presence
 * @property {Holder[]} holders Who holds it, and how.
 * @property {Map<string, number>} rumours The presence of what is proposed or reported of it.
 */

import { ABSENT, asOf, CERTAIN, POSSIBLE } from '../rule/presence.js';
import { counted } from '../rule/words.js';

/**
 * @param {Gazetteer} data
 * @param {number} b
 * @param {number} day
 * @returns {BaseOn}
 */
function baseOn(data, b, day) {
  const { periods } = data;
  let presence = ABSENT;
  /** @type {Holder[]} */
  const holders = [];
  const rumours = new Map();
  for (let i = periods.first[b]; i < periods.first[b + 1]; i += 1) {
    if (!periods.matched[i]) continue;
    const found = presenceOn(periods, i, day);
    const status = data.statuses[periods.status[i]];
    if (!periods.real[i]) {
      rumours.set(status, Math.max(found, rumours.get(status) || ABSENT));
    } else if (found !== ABSENT) {
      presence = Math.max(presence, found);
      holders.push({ operator: periods.operator[i], status, period: i });
    }
  }
  return { presence, holders, rumours };
}

/**
 * @param {Gazetteer['periods']} periods
 * @param {number} i
 * @param {number} day
 */
function presenceOn(periods, i, day) {
  return asOf(periods.s1[i], periods.s2[i], periods.e1[i], periods.e2[i], day);
}

/**
 * Return the bases with a period whose presence differs between two days, in the order of the file.
 *
 * @param {Gazetteer} data
 * @param {number} before
 * @param {number} after
 */
function movedBetween(data, before, after) {
  const { periods } = data;
  const moved = new Set();
  for (let i = 0; i < periods.length; i += 1) {
    if (periods.matched[i] && presenceOn(periods, i, before) !== presenceOn(periods, i, after)) {
      moved.add(periods.base[i]);
    }
  }
  return [...moved];
}

/**
 * @param {BaseOn} before
 * @param {BaseOn} after
 */
function verb(before, after) {
  if (before.presence === ABSENT && after.presence === CERTAIN) return 'opened';
  if (before.presence === ABSENT && after.presence === POSSIBLE) return 'possibly opened';
  if (after.presence === ABSENT && before.presence !== ABSENT) return 'closed';
  if (before.presence === POSSIBLE && after.presence === CERTAIN) return 'certainly there';
  if (before.presence === CERTAIN && after.presence === POSSIBLE) return 'possibly closed';
  const names = (/** @type {BaseOn} */ side) =>
    [...new Set(side.holders.map((h) => h.operator))].sort().join();
  if (names(before) !== names(after)) return 'changed operator';
  const statuses = (/** @type {BaseOn} */ side) =>
    [...new Set(side.holders.map((h) => h.status))].sort().join();
  if (statuses(before) !== statuses(after)) {
    return after.holders.some((h) => h.status === 'closing') ? 'notice served' : 'active again';
  }
  const periods = (/** @type {BaseOn} */ side) => side.holders.map((h) => h.period).join();
  return periods(before) === periods(after) ? null : 'changed name, unit or agreement';
}

/**
 * Return what is said of a base without its being held: "reported", "no longer proposed".
 *
 * @param {BaseOn} before
 * @param {BaseOn} after
 */
function rumoured(before, after) {
  /** @type {Record<number, string>} */
  const words = {
    [ABSENT]: 'no longer ',
    [POSSIBLE]: 'possibly ',
    [CERTAIN]: '',
  };
  return [...after.rumours]
    .filter(([status, presence]) => before.rumours.get(status) !== presence)
    .map(([status, presence]) => words[presence] + status);
}

/**
 * Return what changed between two days, in the order of the file: ["Karshi-Khanabad closed", …].
 *
 * @param {Gazetteer} data
 * @param {number} before
 * @param {number} after
 */
export function changesBetween(data, before, after) {
  return movedBetween(data, before, after).flatMap((b) => {
    const [one, other] = [baseOn(data, b, before), baseOn(data, b, after)];
    return [verb(one, other), ...rumoured(one, other)]
      .filter(Boolean)
      .map((what) => `${data.bases[b].name} ${what}`);
  });
}

/**
 * @param {string[]} items
 * @param {number} most
 */
export function shortList(items, most = 3) {
  if (items.length <= most) return items.join(', ');
  const rest = items.length - most;
  return `${items.slice(0, most).join(', ')} and ${counted(rest, 'more change')}`;
}
