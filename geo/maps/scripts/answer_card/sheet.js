// On a narrow map the card is a sheet from below with three heights: its sentence, half of the map, all
// of it. It is drawn up by its head, or stepped through by the button there.

import { element } from '../draw/dom.js';

const NARROW_PX = 640;
// A shorter way of the finger is a tap.
const TAP_PX = 6;
const HEIGHTS = ['peek', 'half', 'full'];

export class Sheet {
  /**
   * @param {HTMLElement} card
   * @param {HTMLElement} head the part that is always seen
   * @param {HTMLElement} around the map
   * @param {() => void} grown called when the part that is always seen has got another height
   */
  constructor(card, head, around, grown) {
    this.card = card;
    this.head = head;
    this.around = around;
    this.height = 'peek';
    this.grown = grown;
    this.handle = element('button', 'atlas-handle');
    this.handle.type = 'button';
    this.handle.append(element('span'));
    this.handle.addEventListener('click', () => this.dragged || this.step());
    head.prepend(this.handle);
    this.drag();
    new ResizeObserver(() => this.lay()).observe(around);
    new ResizeObserver(() => {
      this.lay();
      this.grown();
    }).observe(head);
  }

  get isNarrow() {
    return this.around.clientWidth <= NARROW_PX;
  }

  // How high the sheet is in pixels, at each of its heights.
  pixels(height) {
    const whole = this.around.clientHeight;
    const peek = Math.min(this.head.offsetHeight, whole);
    return { peek, half: Math.max(peek, Math.round(whole * 0.55)), full: whole - 6 }[height];
  }

  step() {
    this.set(HEIGHTS[(HEIGHTS.indexOf(this.height) + 1) % HEIGHTS.length]);
  }

  set(height) {
    this.height = height;
    this.lay();
  }

  // At least half of the map, for what has just been chosen.
  open() {
    if (this.isNarrow && this.height === 'peek') this.set('half');
  }

  lay() {
    const { isNarrow } = this;
    this.card.classList.toggle('is-sheet', isNarrow);
    this.card.dataset.height = this.height;
    this.card.style.height = isNarrow ? `${this.pixels(this.height)}px` : '';
    this.around.style.setProperty('--atlas-sheet', isNarrow ? `${this.pixels('peek')}px` : '0px');
    const words = this.height === 'full' ? 'Show the map' : 'Show more of the answer';
    this.handle.setAttribute('aria-label', words);
    this.handle.setAttribute('aria-expanded', String(this.height !== 'peek'));
  }

  drag() {
    let from = null;
    this.head.addEventListener('pointerdown', (event) => {
      this.dragged = false;
      const onField = /** @type {Element} */ (event.target).closest('input, a');
      if (!this.isNarrow || onField) return;
      from = { y: event.clientY, height: this.card.offsetHeight, at: event.timeStamp };
      this.head.setPointerCapture?.(event.pointerId);
    });
    this.head.addEventListener('pointermove', ({ clientY }) => {
      if (!from || (!this.dragged && Math.abs(clientY - from.y) < TAP_PX)) return;
      this.dragged = true;
      this.card.classList.add('is-dragged');
      const height = from.height + from.y - clientY;
      this.card.style.height = `${
        Math.max(this.pixels('peek'), Math.min(height, this.pixels('full')))
      }px`;
    });
    const end = ({ clientY, timeStamp }) => {
      if (!from) return;
      this.card.classList.remove('is-dragged');
      if (this.dragged) this.rest(from, clientY, timeStamp);
      from = null;
    };
    this.head.addEventListener('pointerup', end);
    this.head.addEventListener('pointercancel', end);
  }

  // A quick move goes one step on; a slow one rests at the nearest height.
  rest(from, y, time) {
    const speed = (from.y - y) / Math.max(1, time - from.at);
    const now = this.card.offsetHeight;
    const away = (height) => Math.abs(this.pixels(height) - now);
    const [near] = [...HEIGHTS].sort((one, other) => away(one) - away(other));
    const k = HEIGHTS.indexOf(this.height) + Math.sign(speed);
    this.set(Math.abs(speed) > 0.5 ? HEIGHTS[Math.min(Math.max(k, 0), 2)] : near);
  }
}
