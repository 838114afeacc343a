/**
 * The changes of a view, as geo/engines/packed.py writes them, and their sums: what is in each cell on
 * a day, or at any time between two.
 *
 * @typedef {object} Period One period where there are few, with the columns of a table.
 * @typedef {object} Head
 * @property {number} shift Cells are 2 ** shift of the grid wide.
 * @property {number[]} days The day of each step.
 * @property {[number, number]} corner
 * @property {[string, number, number][]} arrays Name, bytes of a number, length.
 * @property {Record<string, any>[]} [singles]
 */

const KINDS = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array };

/**
 * Return what the bytes of a view hold.
 *
 * @param {ArrayBuffer} buffer
 */
export function unpack(buffer) {
  const bytes = new Uint8Array(buffer);
  const end = bytes.indexOf(10);
  /** @type {Head} */
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  /** @type {Record<string, Uint8Array | Uint16Array | Uint32Array>} */
  const arrays = {};
  let at = end + 1;
  for (const [name, width, length] of head.arrays) {
    const Kind = KINDS[/** @type {1 | 2 | 4} */ (width)];
    arrays[name] = new Kind(buffer.slice(at, at + width * length));
    at += width * length;
  }
  return new Changes(head, arrays);
}

export class Changes {
  /**
   * @param {Head} head
   * @param {Record<string, ArrayLike<number>>} arrays
   */
  constructor(head, arrays) {
    this.days = head.days;
    this.shift = head.shift;
    this.singles = head.singles ?? null;
    const pairs = arrays.x.length;
    /** Cell and operator of each pair. */
    this.x = Int32Array.from(arrays.x, (x) => x + head.corner[0]);
    this.y = Int32Array.from(arrays.y, (y) => y + head.corner[1]);
    this.operator = Int32Array.from(arrays.operator);
    /** What is in each pair, as of the last sum. */
    this.certain = new Int32Array(pairs);
    this.there = new Int32Array(pairs);
    // The changes in the order of their steps, so that a sum goes on from the last one.
    const { step } = arrays;
    /** Where the changes of each step begin. */
    this.begins = new Int32Array(this.days.length + 1);
    for (let k = 0; k < step.length; k += 1) this.begins[step[k] + 1] += 1;
    for (let s = 0; s < this.days.length; s += 1) this.begins[s + 1] += this.begins[s];
    const next = this.begins.slice();
    const names = ['certain_begins', 'certain_ends', 'there_begins', 'there_ends'];
    const made = names.map(() => new Int32Array(step.length));
    const pairOf = new Int32Array(step.length);
    let k = 0;
    for (let pair = 0; pair < pairs; pair += 1) {
      for (const end = k + arrays.length[pair]; k < end; k += 1) {
        const to = next[step[k]]++;
        pairOf[to] = pair;
        for (let n = 0; n < names.length; n += 1) made[n][to] = arrays[names[n]][k];
      }
    }
    this.pair = pairOf;
    this.certainBegins = made[0];
    this.certainEnds = made[1];
    this.thereBegins = made[2];
    this.thereEnds = made[3];
    /** The step of the last sum, -1 where none can go on from it. */
    this.step = -1;
  }

  /**
   * Return the last step that is not after a day.
   *
   * @param {number} day
   */
  stepOf(day) {
    let [low, high] = [0, this.days.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.days[middle] <= day) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * Sum up to a step: `certain` and `there` have what is in each pair.
   *
   * @param {number} step
   */
  asOf(step) {
    if (this.step > step || this.step < 0) {
      this.certain.fill(0);
      this.there.fill(0);
      this.step = -1;
    }
    const [from, to] = [this.begins[this.step + 1], this.begins[step + 1]];
    for (let k = from; k < to; k += 1) {
      const pair = this.pair[k];
      this.certain[pair] += this.certainBegins[k] - this.certainEnds[k];
      this.there[pair] += this.thereBegins[k] - this.thereEnds[k];
    }
    this.step = step;
  }

  /**
   * Sum what was there at the first step, and what began after it up to the last one.
   *
   * @param {number} first
   * @param {number} last
   */
  between(first, last) {
    this.asOf(first);
    for (let k = this.begins[first + 1]; k < this.begins[last + 1]; k += 1) {
      const pair = this.pair[k];
      this.certain[pair] += this.certainBegins[k];
      this.there[pair] += this.thereBegins[k];
    }
    // No sum goes on from here.
    this.step = -1;
  }

  /** Return the sums of all pairs. */
  total() {
    const found = { certain: 0, possible: 0 };
    for (let pair = 0; pair < this.there.length; pair += 1) {
      found.certain += this.certain[pair];
      found.possible += this.there[pair];
    }
    return found;
  }

  /** Return for each operator with anything there its number and its sums, the largest first. */
  operators() {
    /** @type {Map<number, {operator: number, certain: number, possible: number}>} */
    const found = new Map();
    for (let pair = 0; pair < this.there.length; pair += 1) {
      if (!this.there[pair]) continue;
      const operator = this.operator[pair];
      const sum = found.get(operator) ?? { operator, certain: 0, possible: 0 };
      sum.certain += this.certain[pair];
      sum.possible += this.there[pair];
      found.set(operator, sum);
    }
    return [...found.values()].sort((a, b) => b.possible - a.possible || a.operator - b.operator);
  }

  /** Return the cells with anything there: their sums, and the operators in them, largest first. */
  cells() {
    /** @type {{x: number, y: number, certain: number, possible: number, leader: number, most: number, from: number, to: number}[]} */
    const found = [];
    let cell = null;
    for (let pair = 0; pair < this.there.length; pair += 1) {
      const there = this.there[pair];
      if (!there) continue;
      const [x, y] = [this.x[pair], this.y[pair]];
      if (!cell || cell.x !== x || cell.y !== y) {
        cell = { x, y, certain: 0, possible: 0, leader: 0, most: 0, from: pair, to: pair };
        found.push(cell);
      }
      cell.certain += this.certain[pair];
      cell.possible += there;
      cell.to = pair;
      if (there > cell.most) [cell.most, cell.leader] = [there, this.operator[pair]];
    }
    return found;
  }

  /** Return for each step the sums over all pairs: two arrays of numbers. */
  band() {
    const certain = new Float64Array(this.days.length);
    const possible = new Float64Array(this.days.length);
    let [sure, all] = [0, 0];
    for (let step = 0; step < this.days.length; step += 1) {
      for (let k = this.begins[step]; k < this.begins[step + 1]; k += 1) {
        sure += this.certainBegins[k] - this.certainEnds[k];
        all += this.thereBegins[k] - this.thereEnds[k];
      }
      [certain[step], possible[step]] = [sure, all];
    }
    return { certain, possible };
  }
}
