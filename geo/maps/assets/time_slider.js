// The time slider: one range input a day wide, with the band of bases held as its background, events
// on the same axis, changes to step through, and a player.
(function() {
  'use strict';

  const BaseAtlas = window.BaseAtlas;
  const {
    element,
    inWords,
    isoOf,
    dayOf,
    addMonths,
    countInWords,
    changesBetween,
    changeDays,
    shortList,
    yearOf,
    firstOfYear,
  } = BaseAtlas;
  const TOUCH = '(pointer: coarse), (max-width: 420px)';
  const SPEEDS = [
    ['½×', 300],
    ['1×', 150],
    ['2×', 75],
    ['4×', 38]
  ];
  const STEP_BY_STEP_MS = 1400;

  function button(className, label, sign, act) {
    const node = element('button', className, sign);
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

  class TimeSlider {
    constructor(atlas) {
      this.atlas = atlas;
      this.settledDay = null;
      this.build();
      atlas.on((what) => this.hear(what));
    }

    build() {
      const { atlas } = this;
      this.panel = element('section', 'atlas-time');
      this.panel.setAttribute('aria-label', 'Time');
      this.date = element('output', 'atlas-date');
      this.count = element('span', 'atlas-count');
      const says = element('div', 'atlas-says');
      says.append(this.date, this.count);
      this.head = element('div', 'atlas-time-head');
      this.head.append(says, this.buildButtons());
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

    buildButtons() {
      const { atlas } = this;
      const bar = element('div', 'atlas-buttons');
      this.previous = button('atlas-step', 'Previous change', '⏮', () => this.step(-1));
      this.player = button('atlas-step', 'Play', '▶', () => (this.playing ? this.pause() : this.play()));
      this.next = button('atlas-step', 'Next change', '⏭', () => this.step(1));
      this.speed = choice('Speed', SPEEDS.map(([words, ms]) => [words, ms]), () => {
        if (this.playing) this.restart();
      });
      this.speed.value = SPEEDS[1][1];
      this.stops = choice('Jump to', [
        ['Jump to…', '']
      ], (value) => {
        this.stops.value = '';
        if (value !== '') atlas.goTo(Number(value));
      });
      this.typed = element('input', 'atlas-typed');
      this.typed.type = 'date';
      this.typed.setAttribute('aria-label', 'Go to date');
      this.typed.title = 'Go to date';
      this.typed.addEventListener('change', () => this.goToTyped());
      this.modes = element('div', 'atlas-modes');
      this.modes.setAttribute('role', 'group');
      this.modes.setAttribute('aria-label', 'Read the map');
      this.asOf = button('', 'As of one date', 'As of', () => atlas.setMode('as-of'));
      this.between = button('', 'Between two dates', 'Between', () => atlas.setMode('between'));
      this.modes.append(this.asOf, this.between);
      bar.append(this.previous, this.player, this.next, this.speed, this.stops, this.typed, this.modes);
      return bar;
    }

    goToTyped() {
      const day = this.typed.value ? dayOf(this.typed.value) : null;
      if (day === null || !this.typed.validity.valid) {
        this.typed.reportValidity();
        return;
      }
      this.pause();
      this.atlas.goTo(day);
    }

    buildTrack() {
      const { atlas } = this;
      const track = element('div', 'atlas-track');
      const row = element('div', 'atlas-events');
      const slide = element('div', 'atlas-slide');
      this.canvas = element('canvas', 'atlas-band');
      this.canvas.setAttribute('aria-hidden', 'true');
      this.band = new BaseAtlas.Band(atlas, this.canvas);
      this.input = this.range('Date', (day) => atlas.goTo(day));
      this.from = this.range('From', (day) => atlas.setWindow(day, Math.max(day, atlas.state.to)));
      this.to = this.range('To', (day) => atlas.setWindow(Math.min(day, atlas.state.from), day));
      slide.append(this.canvas, this.input, this.from, this.to);
      this.axis = element('div', 'atlas-axis');
      this.axis.setAttribute('aria-hidden', 'true');
      track.append(row, slide, this.axis);
      this.marks = new BaseAtlas.EventMarks(atlas, row, this.band);
      return track;
    }

    range(label, act) {
      const { atlas } = this;
      const input = element('input', 'atlas-range');
      input.type = 'range';
      input.step = 1;
      input.setAttribute('aria-label', label);
      input.addEventListener('input', () => act(Number(input.value)));
      input.addEventListener('keydown', (event) => {
        const day = this.keyed(event, Number(input.value));
        if (day === null) return;
        event.preventDefault();
        this.pause();
        act(Math.min(Math.max(day, atlas.data.first), atlas.data.last));
      });
      input.addEventListener('pointerdown', () => {
        this.pause();
        atlas.hold('hand');
      });
      ['pointerup', 'pointercancel', 'change', 'blur'].forEach((name) => {
        input.addEventListener(name, () => atlas.release('hand'));
      });
      return input;
    }

    keyed(event, day) {
      const months = event.shiftKey ? 12 : 1;
      switch (event.key) {
        case 'ArrowRight':
        case 'ArrowUp':
          return addMonths(day, months);
        case 'ArrowLeft':
        case 'ArrowDown':
          return addMonths(day, -months);
        case 'PageUp':
          return addMonths(day, 12);
        case 'PageDown':
          return addMonths(day, -12);
          // As players step a single frame.
        case '.':
          return day + 1;
        case ',':
          return day - 1;
        case 'Home':
          return this.atlas.data.first;
        case 'End':
          return this.atlas.data.last;
        default:
          return null;
      }
    }

    // The panel goes below the map, whatever document the map stands in.
    place() {
      let root = this.atlas.map.getContainer();
      const skip = button('atlas-skip', 'Skip the map, to the time slider', 'To the time slider', () => {
        (this.input.hidden ? this.from : this.input).focus();
      });
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
      if (what === 'stop') this.stop();
    }

    begin() {
      const { first, last, stops } = this.atlas.data;
      [this.input, this.from, this.to].forEach((input) => {
        input.min = first;
        input.max = last;
      });
      this.typed.min = isoOf(first);
      this.typed.max = isoOf(last);
      stops.forEach(({ label, day }) => {
        const option = element('option', '', label);
        option.value = day;
        this.stops.append(option);
      });
      this.stops.hidden = stops.length === 0;
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
      if (this.marks.width !== this.track.clientWidth) {
        this.marks.width = this.track.clientWidth;
        this.marks.draw();
      }
    }

    // The map takes what the panel leaves of the height the host gives.
    fit() {
      const { map, fill, height, standalone } = this.atlas;
      const total = fill ? hostHeight() : height;
      if (!total) return;
      const container = map.getContainer();
      const around = standalone ? document.body.scrollHeight - container.offsetHeight : this.panel.offsetHeight;
      const room = `${Math.max(220, total - around)}px`;
      if (container.style.height !== room) {
        const asFitted = BaseAtlas.isAsFitted(this.atlas);
        container.style.height = room;
        map.invalidateSize({ animate: false });
        if (asFitted) BaseAtlas.fitAll(this.atlas, { animate: false, counting: true });
      }
      // Set on the frame itself: with every answer the page gives it the height it began with.
      if (fill && hostFrame()) hostFrame().style.minHeight = `${total}px`;
    }

    drawAxis() {
      const { first, last } = this.atlas.data;
      const width = this.track.clientWidth;
      const years = yearOf(last) - yearOf(first) + 1;
      const most = Math.max(2, Math.floor(width / 46));
      const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000].find((n) => years / n <= most) || 2000;
      const labels = [];
      for (let year = Math.ceil(yearOf(first) / step) * step; year <= yearOf(last); year += step) {
        const day = firstOfYear(year);
        if (day < first) continue;
        const label = element('span', '', String(year));
        const x = this.band.x(day);
        label.style.left = `${x}px`;
        if (x > width - 36) {
          label.classList.add('is-last');
          // It stands to the left of its year, where the one before may stand.
          if (x - this.band.x(firstOfYear(year - step)) < 80) labels.pop();
        }
        labels.push(label);
      }
      this.axis.replaceChildren(...labels);
    }

    sentence() {
      const { state, answer } = this.atlas;
      const count = countInWords(answer.held);
      const noun = count === '1' ? 'base held' : 'bases held';
      return state.mode === 'between' ? `${count} ${noun} at some time` : `${count} ${noun}`;
    }

    draw() {
      const { state } = this.atlas;
      const windowed = state.mode === 'between';
      this.input.hidden = windowed;
      this.from.hidden = !windowed;
      this.to.hidden = !windowed;
      this.player.disabled = windowed;
      this.typed.hidden = windowed;
      if (document.activeElement !== this.typed) this.typed.value = isoOf(state.day);
      this.asOf.setAttribute('aria-pressed', String(!windowed));
      this.between.setAttribute('aria-pressed', String(windowed));
      const words = this.sentence();
      this.date.textContent = windowed ?
        `${inWords(state.from)} – ${inWords(state.to)}` :
        inWords(state.day);
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
      const begin = button('', 'Go to its beginning', 'Go to its beginning', () => {
        this.pause();
        atlas.goTo(days[0]);
      });
      const play = button('', 'Play this base', 'Play this base', () => this.play(days));
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
      this.pause();
      const { atlas } = this;
      const day = this.neighbour(direction);
      if (day === undefined) return;
      if (atlas.state.mode === 'between') atlas.setWindow(Math.min(atlas.state.from, day), day);
      else atlas.goTo(day);
    }

    tellChanges() {
      [
        [this.previous, -1, 'Previous change'],
        [this.next, 1, 'Next change']
      ].forEach(([node, way, name]) => {
        const day = this.neighbour(way);
        node.disabled = day === undefined;
        const what = day === undefined ? 'none' :
          `${inWords(day)}: ${shortList(changesBetween(this.atlas.data, day - 1, day)) || 'only how sure the dates are'}`;
        node.setAttribute('aria-label', `${name}: ${what}`);
        node.title = `${name}: ${what}`;
      });
    }

    settled() {
      const { atlas } = this;
      const { state, data } = atlas;
      const forward = state.mode === 'as-of' && this.settledDay !== null && this.settledDay < state.day;
      const moved = forward ? changesBetween(data, this.settledDay, state.day) : [];
      const changes = moved.length ? `, ${shortList(moved)}` : '';
      this.live.textContent = `${this.date.textContent}: ${this.sentence()}${changes}`;
      this.settledDay = state.mode === 'as-of' ? state.day : null;
      this.tellChanges();
    }

    filtered() {
      this.live.textContent = `${this.date.textContent}: ${this.sentence()}`;
      this.tellChanges();
    }

    // Days: only these are visited, one after the other. Without them the player runs month by month,
    // or from change to change where the reader asked for less motion.
    play(days = null) {
      const { atlas } = this;
      this.stop();
      const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      this.tour = days || (still ? atlas.changeDays : null);
      const past = this.tour ? !this.tour.some((day) => day > atlas.state.day) : atlas.state.day >= atlas.data.last;
      atlas.hold('play');
      this.playing = true;
      this.player.textContent = '⏸';
      this.player.setAttribute('aria-label', 'Pause');
      this.player.title = 'Pause';
      if (days) atlas.goTo(days[0]);
      else if (past) atlas.goTo(atlas.data.first);
      this.restart();
    }

    restart() {
      clearInterval(this.timer);
      const every = this.tour ? STEP_BY_STEP_MS : Number(this.speed.value);
      this.timer = setInterval(() => this.tick(), every);
    }

    tick() {
      const { atlas } = this;
      const { day } = atlas.state;
      const next = this.tour ? this.tour.find((d) => d > day) : addMonths(day, 1);
      if (next === undefined || next > atlas.data.last) {
        if (!this.tour) atlas.goTo(atlas.data.last);
        this.pause();
        return;
      }
      atlas.goTo(next);
      // From change to change there is time to hear of each.
      if (this.tour) this.settled();
    }

    pause() {
      if (!this.playing) return;
      this.stop();
      this.atlas.settle();
    }

    stop() {
      clearInterval(this.timer);
      this.atlas.busy.delete('play');
      this.playing = false;
      this.player.textContent = '▶';
      this.player.setAttribute('aria-label', 'Play');
      this.player.title = 'Play';
    }
  }

  function hostFrame() {
    try {
      return window.frameElement;
    } catch {
      return null;
    }
  }

  // The height between the top of the map, where the page is not scrolled, and the lower edge of
  // the reader's window.
  function hostHeight() {
    const frame = hostFrame();
    if (!frame || document.fullscreenElement) return window.innerHeight;
    let { top } = frame.getBoundingClientRect();
    for (let node = frame.parentElement; node; node = node.parentElement) top += node.scrollTop;
    const phone = window.parent.innerWidth <= 640;
    return Math.round(Math.max(phone ? 480 : 460, window.parent.innerHeight - top - 12));
  }

  function followHost(act) {
    if (hostFrame()) window.parent.addEventListener('resize', act);
  }

  function addTimeSlider(map) {
    const atlas = BaseAtlas.of(map);
    atlas.slider = new TimeSlider(atlas);
    new BaseAtlas.NameLabels(atlas);
    return atlas;
  }

  Object.assign(BaseAtlas, { addTimeSlider });
})();
