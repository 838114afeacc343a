// Names spelled much like what was sought: Manass, Karchi, Kand.

import { fold } from '../rule/fold.js';

// Looking through more would be felt while typing.
const MOST_BASES = 5_000;
const SHORTEST = 3;

/**
 * Return the number of letters to change, add or leave out between two words.
 *
 * @param {string} one
 * @param {string} other
 */
function distance(one, other) {
  let row = [...Array(other.length + 1).keys()];
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const changed = row[j - 1] + Number(one[i - 1] !== other[j - 1]);
      next.push(Math.min(changed, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[other.length];
}

/**
 * Return the bases that have a word like what was sought, the likest first.
 *
 * @param {string} sought
 * @param {{search: string}[]} bases
 * @param {number} most
 */
export function nearNames(sought, bases, most = 3) {
  const words = fold(sought).split(/\s+/).filter((word) => word.length >= SHORTEST);
  if (!words.length || bases.length > MOST_BASES) return [];
  const found = bases.map((base, b) => {
    const own = base.search.split(/[\s,()-]+/).filter((word) => word.length >= SHORTEST);
    const apart = words.map((word) =>
      Math.min(
        ...own.map((other) => distance(word, other) / Math.max(word.length, other.length)),
        1,
      )
    );
    return { b, apart: Math.max(...apart) };
  });
  return found.filter(({ apart }) => apart <= 0.34)
    .sort((one, other) => one.apart - other.apart || one.b - other.b)
    .slice(0, most).map(({ b }) => b);
}
