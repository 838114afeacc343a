// The row of buttons beside the date: to step, play, jump, choose the mode.

import { element } from '../draw/dom.js';
import { icon } from '../draw/icons.js';

const SPEEDS = [
  ['½×', 300],
  ['1×', 150],
  ['2×', 75],
  ['4×', 38],
];

// sign: words, or a picture.
export function button(className, label, sign, act) {
  const node = element('button', className);
  node.append(sign);
  node.type = 'button';
  node.setAttribute('aria-label', label);
  node.title = label;
  node.addEventListener('click', act);
  return node;
}

function choice(label, options, act) {
  const node = element('select');
  node.setAttribute('aria-label', label);
  node.title = label;
  options.forEach(([words, value]) => {
    const option = element('option', '', words);
    option.value = value;
    node.append(option);
  });
  node.addEventListener('change', () => act(node.value));
  return node;
}

function name(node, label) {
  node.setAttribute('aria-label', label);
  node.title = label;
}

export class Controls {
  // acts: step(direction), playOrPause(), changePace(), goTo(day), setMode(mode).
  constructor(acts) {
    this.bar = element('div', 'atlas-buttons');
    this.previous = button('atlas-step', 'Previous change', icon('previous'), () => acts.step(-1));
    this.play = button('atlas-step', 'Play', icon('play'), () => acts.playOrPause());
    this.next = button('atlas-step', 'Next change', icon('next'), () => acts.step(1));
    this.speed = choice('Speed', SPEEDS, () => acts.changePace());
    this.speed.value = SPEEDS[1][1];
    this.stops = choice('Jump to', [['Jump to…', '']], (value) => {
      this.stops.value = '';
      if (value !== '') acts.goTo(Number(value));
    });
    const modes = element('div', 'atlas-modes');
    modes.setAttribute('role', 'group');
    modes.setAttribute('aria-label', 'Time mode');
    this.asOf = button('', 'As of one date', 'As of', () => acts.setMode('as-of'));
    this.between = button('', 'Between two dates', 'Between', () => acts.setMode('between'));
    modes.append(this.asOf, this.between);
    // Where there is no room for all of them.
    const more = button('atlas-more-controls', 'More controls', icon('more'), () => {
      const isOpen = this.bar.classList.toggle('is-open');
      more.setAttribute('aria-expanded', String(isOpen));
    });
    more.setAttribute('aria-expanded', 'false');
    this.bar.append(
      this.previous,
      this.play,
      this.next,
      this.speed,
      this.stops,
      modes,
      more,
    );
  }

  // Milliseconds of a step of the player.
  pace() {
    return Number(this.speed.value);
  }

  take({ stops }) {
    this.stops.replaceChildren(this.stops.firstElementChild);
    stops.forEach(({ label, day }) => {
      const option = element('option', '', label);
      option.value = day;
      this.stops.append(option);
    });
    this.stops.hidden = stops.length === 0;
  }

  show({ mode }) {
    const windowed = mode === 'between';
    this.play.disabled = windowed;
    this.asOf.setAttribute('aria-pressed', String(!windowed));
    this.between.setAttribute('aria-pressed', String(windowed));
  }

  showPlaying(playing) {
    this.play.replaceChildren(icon(playing ? 'pause' : 'play'));
    name(this.play, playing ? 'Pause' : 'Play');
  }

  // words: what the step to the previous and to the next change would show, null where there is none.
  showSteps(words) {
    [[this.previous, 'Previous change'], [this.next, 'Next change']].forEach(([node, label], k) => {
      node.disabled = words[k] === null;
      name(node, `${label}: ${words[k] ?? 'none'}`);
    });
  }
}
