/** @param {string} name a file beside the tests */
export async function read(name) {
  return JSON.parse(await Deno.readTextFile(new URL(name, import.meta.url)));
}

/** @param {unknown} found @param {unknown} expected @param {string} [name] */
export function assertEqual(found, expected, name = '') {
  const [one, other] = [found, expected].map((value) => JSON.stringify(value));
  if (one !== other) throw new Error(`${name} ${one} is not ${other}`);
}

/** Time that passes when the test says so. */
export class Clock {
  now = 0;
  /** @type {Map<number, {at: number, act: () => void, every: number | null}>} */
  #timers = new Map();
  #next = 1;
  #before = {
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    setInterval: globalThis.setInterval,
    clearInterval: globalThis.clearInterval,
  };
  #performanceNow = performance.now;

  constructor() {
    const clear = (/** @type {number} */ id) => this.#timers.delete(id);
    Object.assign(globalThis, {
      setTimeout: (/** @type {() => void} */ act, /** @type {number} */ ms) =>
        this.#set(act, ms, null),
      setInterval: (/** @type {() => void} */ act, /** @type {number} */ ms) =>
        this.#set(act, ms, ms),
      clearTimeout: clear,
      clearInterval: clear,
    });
    performance.now = () => this.now;
  }

  /**
   * @param {() => void} act
   * @param {number} ms
   * @param {number | null} every
   */
  #set(act, ms, every) {
    const id = this.#next;
    this.#next += 1;
    this.#timers.set(id, { at: this.now + ms, act, every });
    return id;
  }

  /** @param {number} seconds */
  pass(seconds) {
    const end = this.now + seconds * 1000;
    for (;;) {
      const [due] = [...this.#timers].filter(([, { at }]) => at <= end)
        .sort(([, one], [, other]) => one.at - other.at);
      if (!due) break;
      const [id, { at, act, every }] = due;
      this.now = at;
      if (every === null) this.#timers.delete(id);
      else this.#timers.set(id, { at: at + every, act, every });
      act();
    }
    this.now = end;
  }

  [Symbol.dispose]() {
    Object.assign(globalThis, this.#before);
    performance.now = this.#performanceNow;
  }
}
