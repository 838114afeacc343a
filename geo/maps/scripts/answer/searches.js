/** What was looked for, as in geo/answers/searches.py. */

import { ABSENT } from '../rule/presence.js';
import { presenceAt } from './answer.js';

/**
 * Return the searches of whole countries in which no base is held at a time that was searched,
 * whatever filters hide.
 *
 * @param {import('./gazetteer.js').Gazetteer} data
 * @param {import('./answer.js').Time} time
 */
export function searchesWithoutABase(data, time) {
  const { searches, periods, bases } = data;
  const [first, last] = time.mode === 'between' ? [time.from, time.to] : [time.day, time.day];
  const found = new Map(
    searches.filter(({ days }) => days && days[0] <= first && last <= days[1])
      .map((search) => [search.country, search]),
  );
  for (let i = 0; found.size && i < periods.length; i += 1) {
    if (periods.held[i] && presenceAt(data, i, time) !== ABSENT) {
      found.delete(bases[periods.base[i]].country);
    }
  }
  return [...found.values()];
}
