/**
 * The player: shows one day after another. It is no part of the document: what it needs of the map
 * it asks its stage for, and what it does it says to it.
 *
 * @typedef {object} Stage
 * @property {() => {day: number, first: number, last: number}} now The day shown, and the range.
 * @property {() => number} pace Milliseconds between two steps of a month.
 * @property {(day: number) => void} show
 * @property {(playing: boolean) => void} changed It runs now, or no longer.
 * @property {() => void} paused It has come to rest at a day that counts.
 * @property {() => void} visited It has reached one of the days it was to visit.
 */

import { addMonths } from '../rule/days.js';

const VISIT_MS = 1400;

export class Player {
  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.playing = false;
    /** @type {ArrayLike<number> | null} The only days it visits, in order; else every month. */
    this.days = null;
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.timer = undefined;
  }

  /**
   * Play from a day, else on from the day shown, or from the first where nothing is left to play.
   *
   * @param {ArrayLike<number> | null} days
   * @param {number} [start]
   */
  play(days = null, start = undefined) {
    this.stop();
    this.days = days;
    const { day, first, last } = this.stage.now();
    const isOver = days ? nextOf(days, day) === undefined : day >= last;
    this.playing = true;
    this.stage.changed(true);
    if (start !== undefined) this.stage.show(start);
    else if (isOver) this.stage.show(first);
    this.keepPace();
  }

  /** Take the pace that the reader has set by now. */
  keepPace() {
    clearInterval(this.timer);
    this.timer = setInterval(() => this.tick(), this.days ? VISIT_MS : this.stage.pace());
  }

  tick() {
    const { day, last } = this.stage.now();
    const next = this.days ? nextOf(this.days, day) : addMonths(day, 1);
    if (next === undefined || next > last) {
      if (!this.days) this.stage.show(last);
      this.pause();
      return;
    }
    this.stage.show(next);
    if (this.days) this.stage.visited();
  }

  /** Come to rest at the day shown. */
  pause() {
    if (!this.playing) return;
    this.stop();
    this.stage.paused();
  }

  /** Stop where someone else has changed the time. */
  stop() {
    clearInterval(this.timer);
    this.playing = false;
    this.stage.changed(false);
  }
}

/**
 * @param {ArrayLike<number>} days
 * @param {number} day
 */
function nextOf(days, day) {
  return Array.from(days).find((other) => other > day);
}
