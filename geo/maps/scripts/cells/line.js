/**
 * The line to the server: one question of a kind at a time, what is no longer wanted cancelled, what
 * was answered kept, and asked again while no answer comes.
 *
 * @typedef {(words: string) => void} Say
 */

// Answers that are kept, and milliseconds until what failed is asked again: at most the last.
const KEPT = 40;
const AGAIN_MS = [1000, 2000, 4000, 8000, 15000];

export class Line {
  /**
   * @param {Say} say Takes what is wrong in words, blank where nothing is.
   * @param {(question: string, init: {signal: AbortSignal}) => Promise<Response>} [ask]
   * @param {number[]} [again]
   */
  constructor(say, ask = (question, init) => fetch(question, init), again = AGAIN_MS) {
    this.again = again;
    this.say = say;
    this.ask = ask;
    /** @type {Map<string, unknown>} */
    this.kept = new Map();
    /** @type {Map<string, {question: string, abort: AbortController}>} */
    this.open = new Map();
    /** @type {Set<string>} */
    this.wrong = new Set();
  }

  /**
   * Ask, and take the answer once it is there; a later question of the kind takes its place.
   *
   * @template T
   * @param {string} kind
   * @param {string} question
   * @param {(response: Response) => Promise<T>} read
   * @param {(answer: T) => void} take
   */
  async get(kind, question, read, take) {
    if (this.open.get(kind)?.question === question) return;
    this.open.get(kind)?.abort.abort();
    this.open.delete(kind);
    if (this.kept.has(question)) {
      const answer = /** @type {T} */ (this.kept.get(question));
      this.keep(question, answer);
      take(answer);
      return;
    }
    const abort = new AbortController();
    this.open.set(kind, { question, abort });
    for (let times = 0;; times += 1) {
      const { answer, wrong, final } = await this.once(question, abort.signal, read);
      if (abort.signal.aborted) return;
      this.tell(kind, wrong);
      if (answer !== undefined || final) {
        this.open.delete(kind);
        if (answer !== undefined) {
          this.keep(question, answer);
          take(answer);
        }
        return;
      }
      await new Promise((go) => setTimeout(go, this.again[Math.min(times, this.again.length - 1)]));
      if (abort.signal.aborted) return;
    }
  }

  /**
   * @template T
   * @param {string} question
   * @param {AbortSignal} signal
   * @param {(response: Response) => Promise<T>} read
   * @returns {Promise<{answer?: T, wrong: string, final?: boolean}>}
   */
  async once(question, signal, read) {
    try {
      const response = await this.ask(question, { signal });
      if (response.ok) return { answer: await read(response), wrong: '' };
      const told = await response.json().catch(() => ({}));
      // What is wrong with the question itself stays wrong.
      const final = response.status < 500 || response.status === 504;
      return { wrong: told.detail ?? 'The server does not answer at the moment.', final };
    } catch {
      return { wrong: 'The server does not answer at the moment.' };
    }
  }

  /** @param {string} kind @param {string} words */
  tell(kind, words) {
    const before = this.wrong.size;
    if (words) this.wrong.add(kind);
    else this.wrong.delete(kind);
    if (words) this.say(words);
    else if (before && !this.wrong.size) this.say('');
  }

  /** @param {string} question @param {unknown} answer */
  keep(question, answer) {
    this.kept.delete(question);
    this.kept.set(question, answer);
    if (this.kept.size > KEPT) this.kept.delete(/** @type {string} */ ([...this.kept.keys()][0]));
  }
}
