// The time slider: one range input a day wide, with the band of bases held as its background, events
// on the same axis, changes to step through, and a player.

import { changesBetween, shortList } from '../answer/changes.js';
import { changeDays } from '../answer/gazetteer.js';
import { element } from '../draw/dom.js';
import { fitAll, isAsFitted } from '../draw/first_sight.js';
import { NameLabels } from '../draw/name_labels.js';
import { followPrint } from '../draw/print.js';
import { heldInWords, inWords, yearInWords } from '../rule/words.js';
import { of } from '../state/atlas.js';
import { yearMarks } from './axis.js';
import { Band } from './band.js';
import { button, Controls } from './controls.js';
import { DateField } from './date_field.js';
import { EventMarks } from './event_marks.js';
import { followHost, hostFrame, hostHeight } from './frame_height.js';
import { dayOfKey } from './keys.js';
import { Player } from './player.js';
import { guardTouch } from './touch_guard.js';

// Between the map and the lower edge of the window, where the page goes on.
const BELOW_PX = 12;
const TOUCH = '(pointer: coarse), (max-width: 420px)';

class TimeSlider {
  constructor(atlas) {
    this.atlas = atlas;
    this.settledDay = null;
    this.player = this.newPlayer();
    this.controls = this.newControls();
    this.build();
    atlas.on((what) => this.hear(what));
  }

  build() {
    const { atlas } = this;
    this.panel = element('section', 'atlas-time');
    this.panel.setAttribute('aria-label', 'Time');
    this.count = element('span', 'atlas-count');
    const says = element('div', 'atlas-says');
    this.dateParts = this.buildDates();
    says.append(...this.dateParts, this.count);
    this.head = element('div', 'atlas-time-head');
    this.head.append(says, this.controls.bar);
    this.track = this.buildTrack();
    this.baseTools = element('div', 'atlas-base-tools');
    this.baseTools.hidden = true;
    this.live = element('p', 'atlas-live');
    this.live.setAttribute('role', 'status');
    this.live.setAttribute('aria-live', 'polite');
    this.panel.append(this.head, this.track, this.baseTools, this.live);
    this.place();
    new ResizeObserver(() => this.layout()).observe(this.track);
    window.addEventListener('resize', () => this.layout());
    if (atlas.fill) followHost(() => this.layout());
  }

  newPlayer() {
    const { atlas } = this;
    return new Player({
      now: () => ({ day: atlas.state.day, first: atlas.data.first, last: atlas.data.last }),
      pace: () => this.controls.pace(),
      show: (day) => atlas.goTo(day),
      changed: (playing) => {
        atlas.playing = playing;
        this.controls.showPlaying(playing);
      },
      paused: () => atlas.page.timeMoved(),
      // There is time to hear of each.
      visited: () => this.settled(),
    });
  }

  newControls() {
    const { atlas, player } = this;
    return new Controls({
      step: (direction) => this.step(direction),
      playOrPause: () => (player.playing ? player.pause() : this.play()),
      changePace: () => player.playing && player.keepPace(),
      goTo: (day) => {
        player.pause();
        atlas.goTo(day);
      },
      setMode: (mode) => atlas.setMode(mode),
    });
  }

  // The date, or the two of a window, as fields to type in.
  buildDates() {
    const { atlas, player } = this;
    const acting = (act) => (day) => {
      player.pause();
      act(day);
    };
    this.date = new DateField('Go to date', acting((day) => atlas.goTo(day)));
    this.first = new DateField('From date', acting((day) => atlas.setWindow(day, atlas.state.to)));
    this.last = new DateField(
      'To date',
      acting((day) => atlas.setWindow(atlas.state.from, day)),
      { end: true },
    );
    this.dates = [this.date, this.first, this.last];
    this.dash = element('span', 'atlas-dash', '–');
    const [date, first, last] = this.dates.map(({ input }) => input);
    return [date, first, this.dash, last, ...this.dates.map(({ echo }) => echo)];
  }

  buildTrack() {
    const { atlas } = this;
    const track = element('div', 'atlas-track');
    const row = element('div', 'atlas-events');
    const slide = element('div', 'atlas-slide');
    this.canvas = element('canvas', 'atlas-band');
    this.canvas.setAttribute('aria-hidden', 'true');
    this.band = new Band(atlas, this.canvas);
    this.input = this.range('Date', (day) => atlas.goTo(day));
    this.from = this.range('From', (day) => atlas.setWindow(day, Math.max(day, atlas.state.to)));
    this.to = this.range('To', (day) => atlas.setWindow(Math.min(day, atlas.state.from), day));
    slide.append(this.canvas, this.input, this.from, this.to);
    this.axis = element('div', 'atlas-axis');
    this.axis.setAttribute('aria-hidden', 'true');
    track.append(row, slide, this.axis);
    this.marks = new EventMarks(atlas, row, this.band);
    return track;
  }

  range(label, act) {
    const { atlas } = this;
    const input = element('input', 'atlas-range');
    input.type = 'range';
    input.step = 1;
    input.setAttribute('aria-label', label);
    guardTouch(input, act);
    input.addEventListener('keydown', (event) => {
      const day = dayOfKey(event, Number(input.value), atlas.data);
      if (day === null) return;
      event.preventDefault();
      this.player.pause();
      act(day);
    });
    input.addEventListener('pointerdown', () => {
      this.player.pause();
      atlas.page.hold();
    });
    ['pointerup', 'pointercancel', 'change', 'blur'].forEach((name) => {
      input.addEventListener(name, () => atlas.page.release());
    });
    return input;
  }

  // The panel goes below the map, whatever document the map stands in.
  place() {
    let root = this.atlas.map.getContainer();
    const skip = button(
      'atlas-skip',
      'Skip to the time slider',
      'To the time slider',
      () => {
        (this.input.hidden ? this.from : this.input).focus();
      },
    );
    while (root.parentElement && root.parentElement !== document.body) root = root.parentElement;
    root.before(skip);
    root.after(this.panel);
  }

  hear(what) {
    if (what === 'ready') this.begin();
    if (what === 'filter' || what === 'theme') this.band.refresh();
    if (what === 'base') this.drawBase();
    if (['filter', 'time', 'base'].includes(what)) this.draw();
    if (what === 'settled') this.settled();
    if (what === 'filter') this.filtered();
    if (what === 'stop') this.player.stop();
  }

  begin() {
    const { first, last } = this.atlas.data;
    [this.input, this.from, this.to].forEach((input) => {
      input.min = first;
      input.max = last;
    });
    this.dates.forEach((field) => field.limit(first, last));
    this.controls.take(this.atlas.data);
    this.settledDay = this.atlas.state.day;
    this.layout();
    this.tellChanges();
  }

  layout() {
    if (!this.atlas.data) return;
    this.fit();
    this.band.inset = window.matchMedia(TOUCH).matches ? 22 : 11;
    this.band.draw();
    this.drawAxis();
    if (this.marks.width !== this.track.clientWidth || this.marks.data !== this.atlas.data) {
      this.marks.data = this.atlas.data;
      this.marks.width = this.track.clientWidth;
      this.marks.draw();
    }
  }

  // The map takes what the panel leaves of the height the host gives.
  fit() {
    const { map, fill, height, standalone } = this.atlas;
    const total = fill ? hostHeight(this.atlas.card ? 0 : BELOW_PX) : height;
    if (!total) return;
    const container = map.getContainer();
    const around = standalone
      ? document.body.scrollHeight - container.offsetHeight
      : this.panel.offsetHeight;
    const room = `${Math.max(220, total - around)}px`;
    if (container.style.height !== room) {
      const asFitted = isAsFitted(this.atlas);
      container.style.height = room;
      this.atlas.page.withoutReader(() => map.invalidateSize({ animate: false }));
      if (asFitted) fitAll(this.atlas, { animate: false, counting: true });
    }
    // Set on the frame itself: with every answer the page gives it the height it began with.
    if (fill && hostFrame()) hostFrame().style.minHeight = `${total}px`;
  }

  drawAxis() {
    const marks = yearMarks(this.atlas.data, this.track.clientWidth, (day) => this.band.x(day));
    this.axis.replaceChildren(...marks.map(({ year, x, isLast }) => {
      const label = element('span', isLast ? 'is-last' : '', yearInWords(year));
      label.style.left = `${x}px`;
      return label;
    }));
  }

  when() {
    const { mode, day, from, to } = this.atlas.state;
    return mode === 'between' ? `${inWords(from)} to ${inWords(to)}` : inWords(day);
  }

  sentence() {
    const { state, answer } = this.atlas;
    const held = heldInWords(answer.held);
    return state.mode === 'between' ? `${held} at any time in this period` : held;
  }

  draw() {
    const { state } = this.atlas;
    const windowed = state.mode === 'between';
    this.input.hidden = windowed;
    this.from.hidden = !windowed;
    this.to.hidden = !windowed;
    this.controls.show(state);
    const words = this.sentence();
    this.date.input.hidden = windowed;
    [this.first.input, this.dash, this.last.input].forEach((part) => {
      part.hidden = !windowed;
    });
    this.date.show(state.day);
    this.first.show(state.from);
    this.last.show(state.to);
    this.count.textContent = words;
    this.setRange(this.input, state.day, words);
    this.setRange(this.from, state.from, words);
    this.setRange(this.to, state.to, words);
  }

  setRange(input, day, words) {
    if (Number(input.value) !== day) input.value = day;
    input.setAttribute('aria-valuetext', `${inWords(day)}: ${words}`);
  }

  drawBase() {
    const { atlas } = this;
    this.band.draw();
    const b = atlas.data.indexOf.get(atlas.state.base);
    this.baseTools.hidden = b === undefined;
    if (b === undefined) {
      this.layout();
      return;
    }
    const days = this.baseDays(b);
    const begin = button('', 'Go to its first day', 'Go to its first day', () => {
      this.player.pause();
      atlas.goTo(days[0]);
    });
    const play = button(
      '',
      'Play this base',
      'Play this base',
      () => this.player.play(days, days[0]),
    );
    begin.disabled = !days.length;
    play.disabled = !days.length;
    this.baseTools.replaceChildren(element('strong', '', atlas.data.bases[b].name), begin, play);
    this.layout();
  }

  baseDays(b) {
    return changeDays(this.atlas.data, (i) => this.atlas.data.periods.base[i] === b);
  }

  // The change before or after the date; between two dates the later handle moves.
  neighbour(direction) {
    const { changeDays: days, state } = this.atlas;
    const here = state.mode === 'between' ? state.to : state.day;
    if (direction > 0) return days.find((day) => day > here);
    return days.findLast((day) => day < here);
  }

  step(direction) {
    this.player.pause();
    const { atlas } = this;
    const day = this.neighbour(direction);
    if (day === undefined) return;
    if (atlas.state.mode === 'between') atlas.setWindow(Math.min(atlas.state.from, day), day);
    else atlas.goTo(day);
  }

  tellChanges() {
    this.controls.showSteps([-1, 1].map((direction) => {
      const day = this.neighbour(direction);
      if (day === undefined) return null;
      const changes = shortList(changesBetween(this.atlas.data, day - 1, day));
      return `${inWords(day)}: ${changes || 'a date becomes more or less certain'}`;
    }));
  }

  settled() {
    const { atlas } = this;
    const { state, data } = atlas;
    const forward = state.mode === 'as-of' && this.settledDay !== null &&
      this.settledDay < state.day;
    const moved = forward ? changesBetween(data, this.settledDay, state.day) : [];
    const changes = moved.length ? `, ${shortList(moved)}` : '';
    this.live.textContent = `${this.when()}: ${this.sentence()}${changes}`;
    this.settledDay = state.mode === 'as-of' ? state.day : null;
    this.tellChanges();
  }

  filtered() {
    this.live.textContent = `${this.when()}: ${this.sentence()}`;
    this.tellChanges();
  }

  // Month by month, or from change to change where the reader asked for less motion.
  play() {
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.player.play(still ? this.atlas.changeDays : null);
  }
}

export function addTimeSlider(map) {
  const atlas = of(map);
  atlas.slider = new TimeSlider(atlas);
  new NameLabels(atlas);
  followPrint();
  return atlas;
}
