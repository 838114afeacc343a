// The atlas of one map: its gazetteer, what the reader chose, and the answer to it.
// Layers, time slider and legend listen to it.

import { evaluate, match, newAnswer } from '../answer/answer.js';
import { changeDays, MANY, prepare } from '../answer/gazetteer.js';
import { fetchJson, styled } from '../draw/dom.js';
import { PageMessages } from './page_messages.js';
import { filterOfPart, partOfFilter } from './parts.js';

class Atlas {
  constructor(map) {
    this.map = map;
    map.getContainer().setAttribute('role', 'region');
    map.getContainer().setAttribute('aria-label', 'Map');
    // Set by the time slider; a map without one says no date.
    this.slider = null;
    // Set where the answer is on the map itself; elsewhere a base has a popup.
    this.card = null;
    this.listeners = [];
    // Whether the player runs: it shows, and changes nothing before it pauses.
    this.playing = false;
    this.ready = false;
    this.page = new PageMessages(this);
  }

  // source: the payload itself, or the address of a JSON file that holds it. Other data may come
  // later, for the same map; what it shows stays where it was.
  async load(source) {
    this.source = source;
    const given = typeof source === 'string' ? fetchJson(source) : source;
    const [payload] = await Promise.all([given, styled(this.map)]);
    if (this.source !== source) return;
    this.data = prepare(payload);
    this.answer = null;
    this.state = {
      mode: 'as-of',
      day: payload.opening,
      from: payload.first,
      to: payload.last,
      filter: filterOfPart({}),
      base: null,
      named: [],
      // Among thousands, what had closed would hide what is there.
      closedShown: payload.bases.length <= MANY,
      hiddenOperators: new Set(),
      ...this.state,
    };
    this.match();
    this.evaluate();
    this.emit('ready');
    this.emit('filter');
    if (!this.ready) this.emit('first sight');
    this.ready = true;
  }

  on(listener) {
    this.listeners.push(listener);
    if (this.ready) {
      listener('ready');
      listener('filter');
    }
  }

  emit(what) {
    this.listeners.forEach((listener) => listener(what));
  }

  emitWhenReady(what) {
    if (this.ready) this.emit(what);
  }

  // One change of what the reader sees, measured from here to the last listener.
  update(change, what) {
    const mark = performance.now();
    change(this.state);
    if (what === 'filter') this.match();
    this.evaluate();
    this.emit(what);
    performance.measure('time-slider', { start: mark, end: performance.now() });
  }

  // named: the bases of an event that happened on that day.
  goTo(day, named = []) {
    const { first, last } = this.data;
    const target = Math.min(Math.max(day, first), last);
    this.update((state) => {
      state.mode = 'as-of';
      state.day = target;
      state.named = named;
    }, 'time');
    if (!this.playing) this.page.timeMoved();
  }

  setWindow(from, to) {
    this.update((state) => {
      state.mode = 'between';
      state.from = Math.min(from, to);
      state.to = Math.max(from, to);
      state.named = [];
    }, 'time');
    this.page.timeMoved();
  }

  setMode(mode) {
    if (mode === 'between') this.setWindow(this.state.from, this.state.to);
    else this.goTo(this.state.day);
  }

  setFilter(filter) {
    this.update((state) => {
      state.filter = filter;
    }, 'filter');
  }

  // A filter that the reader chose on the map itself.
  chooseFilter(filter) {
    this.setFilter(filter);
    this.page.moved('filters', partOfFilter(filter));
  }

  select(base) {
    if (this.state.base === base) return;
    this.update((state) => {
      state.base = base;
    }, 'base');
    this.page.moved('base', base ? { base: [base] } : {});
  }

  showClosed(shown) {
    this.state.closedShown = shown;
    this.emit('closed');
    this.page.changeQuietly('closed', { closed: [shown ? 'shown' : 'hidden'] });
  }

  match() {
    match(this.data, this.state.filter, this.state.hiddenOperators);
    this.changeDays = changeDays(this.data);
  }

  evaluate() {
    this.answer ??= newAnswer(this.data);
    evaluate(this.data, this.state, this.answer);
  }

  // What the page says: with every run of it, or once, for a document of its own.
  show(answer) {
    this.page.show(answer);
  }
}

export function of(map) {
  if (!map.baseAtlas) map.baseAtlas = new Atlas(map);
  window.baseAtlas = map.baseAtlas;
  return map.baseAtlas;
}
