// The stops of the tour down a column. Scrolling, the buttons and the keys go from one to the next;
// where the reader rests is said to the page, and the map goes there.

const RESTS_MS = 250;
// A stop counts once its heading has come this far up, as a part of the column.
const READ_AT = 0.4;
// How long a column may take to be moved by itself, and the page to answer.
const MOVES_MS = 900;
const ANSWERS_MS = 8000;

class Story {
  constructor(root) {
    const find = (selector) => root.querySelector(selector);
    [this.column, this.list, this.status, this.back, this.forth] = [
      '.column',
      'ol',
      '[role="status"]',
      '.back',
      '.forth',
    ].map(find);
    this.here = 0;
    this.awaited = 0;
    this.movedUntil = 0;
    this.tell = () => {};
    this.back.addEventListener('click', () => this.choose(this.here - 1));
    this.forth.addEventListener('click', () => this.choose(this.here + 1));
    this.column.addEventListener('scroll', () => this.scrolled(), { passive: true });
    this.column.addEventListener('keydown', (event) => this.pressed(event));
    // A hand takes over from whatever moves the column.
    for (const name of ['wheel', 'touchstart', 'pointerdown']) {
      this.column.addEventListener(name, () => {
        this.movedUntil = 0;
      }, { passive: true });
    }
  }

  get stops() {
    return this.list.children.length;
  }

  // What the page says; while it owes an answer, what it said before that is old.
  show({ stops, here }) {
    const told = JSON.stringify(stops);
    const isNew = told !== this.told;
    if (isNew) {
      this.told = told;
      this.list.innerHTML = stops.join('');
    }
    if (here === this.here) this.awaited = 0;
    if (isNew || (here !== this.here && performance.now() > this.awaited)) {
      this.mark(here);
      this.moveTo(here, 'instant');
    }
  }

  choose(stop) {
    if (stop < 1 || stop > this.stops) return;
    this.mark(stop);
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.moveTo(stop, isCalm ? 'instant' : 'smooth');
    this.say();
  }

  moveTo(stop, behavior) {
    this.movedUntil = performance.now() + MOVES_MS;
    const top = stop ? this.list.children[stop - 1].offsetTop - this.column.offsetTop : 0;
    this.column.scrollTo({ top, behavior });
  }

  scrolled() {
    if (performance.now() < this.movedUntil) return;
    const stop = this.readNow();
    if (stop !== this.here) this.mark(stop);
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.say(), RESTS_MS);
  }

  // The last stop whose heading is in the upper part of the column.
  readNow() {
    const { offsetTop, scrollTop, clientHeight, scrollHeight } = this.column;
    if (scrollTop + clientHeight >= scrollHeight - 2) return this.stops;
    const line = scrollTop + clientHeight * READ_AT;
    return [...this.list.children].filter((stop) => stop.offsetTop - offsetTop <= line).length;
  }

  pressed(event) {
    const step = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    // All other keys scroll as they do everywhere.
    if (!step) this.movedUntil = 0;
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.choose(this.here + step);
  }

  mark(stop) {
    this.here = stop;
    [...this.list.children].forEach((item, k) => {
      if (k + 1 === stop) item.setAttribute('aria-current', 'step');
      else item.removeAttribute('aria-current');
    });
    this.status.textContent = stop
      ? `Stop ${stop} of ${this.stops}`
      : `A tour in ${this.stops} stops`;
    this.back.disabled = stop <= 1;
    this.forth.disabled = stop === this.stops;
    this.forth.textContent = stop ? 'Next stop' : 'Start the tour';
  }

  say() {
    if (!this.here || this.here === this.said) return;
    this.said = this.here;
    this.awaited = performance.now() + ANSWERS_MS;
    this.tell(this.here);
  }
}

export default function story({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.story');
  root.story ??= new Story(root);
  const own = root.story;
  own.tell = (stop) => setTriggerValue('stop', stop);
  own.show(data);
  if (own.awaited === 0) own.said = data.here;
  return () => {
    own.tell = () => {};
  };
}
