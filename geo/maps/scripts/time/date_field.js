// A date that is read and typed in one place: in words, as people type dates, with what is understood
// beside it. Enter or leaving the field applies it, Escape takes it back.

import { element } from '../draw/dom.js';
import { HINT, readTyped, understood } from '../rule/typed_dates.js';
import { inWords } from '../rule/words.js';

export class DateField {
  /**
   * @param {string} label
   * @param {(day: number) => void} act
   * @param {{end?: boolean}} more `end`: a year or a month is its last day, as the end of a window
   */
  constructor(label, act, { end = false } = {}) {
    this.act = act;
    this.end = end;
    this.day = null;
    this.edited = false;
    this.limits = [-Infinity, Infinity];
    this.input = element('input', 'atlas-date');
    Object.assign(this.input, { type: 'text', autocomplete: 'off', spellcheck: false });
    this.input.maxLength = 60;
    this.input.setAttribute('aria-label', label);
    this.input.title = `${label}: 2005, June 2005, 1.6.2005, 2005-06-01`;
    this.echo = element('span', 'atlas-understood');
    this.echo.setAttribute('role', 'status');
    this.input.addEventListener('focus', () => this.input.select());
    this.input.addEventListener('input', () => this.typed());
    this.input.addEventListener('keydown', (event) => this.keyed(event));
    this.input.addEventListener('blur', () => this.apply() || this.takeBack());
  }

  /** @param {number} first @param {number} last the range of the data */
  limit(first, last) {
    this.limits = [first, last];
  }

  /** @param {number} day */
  show(day) {
    this.day = day;
    if (!this.edited) this.write(inWords(day));
  }

  write(words) {
    if (this.input.value === words) return;
    this.input.value = words;
    this.fit();
  }

  // As wide as what it holds.
  fit() {
    this.input.style.width = `${Math.max(8, this.input.value.length) + 1}ch`;
  }

  typed() {
    this.edited = true;
    this.fit();
    const typed = readTyped(this.input.value);
    this.say(typed ? this.inRange(typed) : '', false);
  }

  // How it is understood, or how it is brought into the range.
  inRange(typed) {
    const day = this.end ? typed.last : typed.first;
    const words = understood(typed, this.end);
    return this.within(day) === day
      ? `= ${words}`
      : `${words} is outside the data; nearest: ${inWords(this.within(day))}`;
  }

  within(day) {
    const [first, last] = this.limits;
    return Math.min(Math.max(day, first), last);
  }

  say(words, isWrong) {
    this.echo.textContent = words;
    this.input.setAttribute('aria-invalid', String(isWrong));
  }

  keyed(event) {
    if (event.key === 'Escape' && this.edited) {
      this.takeBack();
      this.input.select();
      event.stopPropagation();
    }
    if (event.key !== 'Enter') return;
    if (this.edited && !this.apply()) this.say(HINT, true);
    this.input.select();
  }

  // Whether there was a date to apply, or nothing had been typed.
  apply() {
    if (!this.edited) return true;
    const typed = readTyped(this.input.value);
    if (!typed) return false;
    const day = this.within(this.end ? typed.last : typed.first);
    const said = this.inRange(typed);
    const isPlain = said === `= ${inWords(day)}`;
    this.edited = false;
    if (day === this.day) this.show(day);
    else this.act(day);
    // What was clear needs no word once it is applied.
    this.say(isPlain ? '' : said, false);
    return true;
  }

  takeBack() {
    this.edited = false;
    this.say('', false);
    if (this.day !== null) this.show(this.day);
  }
}
