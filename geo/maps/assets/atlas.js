// The atlas of one map: its gazetteer, what the reader chose, and the answer to it.
// Layers, time slider and legend listen to it; none of them talks to another.
(function() {
  'use strict';

  const BaseAtlas = window.BaseAtlas;
  const { ABSENT, POSSIBLE, CERTAIN, asOf, between, isoOf, fold } = BaseAtlas;
  // Bases that can each be an element of their own.
  const MANY = 300;
  const SETTLE_MS = 220;
  // How long to wait for the page to hear a move before it is told again, at first and at most.
  const UNHEARD_MS = 8_000;
  const LONGEST_MS = 120_000;

  class Atlas {
    constructor(map) {
      this.map = map;
      map.getContainer().setAttribute('role', 'region');
      map.getContainer().setAttribute('aria-label', 'Map');
      this.document = Math.random().toString(36).slice(2);
      this.listeners = [];
      this.sent = 0;
      this.said = 0;
      this.filtered = 0;
      this.filterHeard = 0;
      // A filter of the page's that went down with the server which was to hear it.
      this.untold = null;
      this.applied = -1;
      this.session = undefined;
      this.busy = new Set();
      this.pendingAnswer = null;
      this.ready = false;
      window.addEventListener('message', (event) => this.hearPage(event));
      this.answersEvery = SETTLE_MS;
    }

    // source: the payload itself, or the address of a JSON file that holds it.
    async load(source) {
      const given = typeof source === 'string' ? fetchJson(source) : source;
      const [payload] = await Promise.all([given, styled(this.map)]);
      this.data = prepare(payload);
      this.state = {
        mode: 'as-of',
        day: payload.opening,
        from: payload.first,
        to: payload.last,
        filter: { country: [], operator: [], status: [], kind: [], q: '' },
        base: null,
        named: [],
        // Among thousands, what had closed would hide what is there.
        closedShown: payload.bases.length <= MANY,
        hiddenOperators: new Set(),
      };
      this.match();
      this.evaluate();
      this.emit('ready');
      this.emit('filter');
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

    goTo(day) {
      const { first, last } = this.data;
      const target = Math.min(Math.max(day, first), last);
      this.update((state) => {
        state.mode = 'as-of';
        state.day = target;
        state.named = [];
      }, 'time');
      this.settle();
    }

    setWindow(from, to) {
      this.update((state) => {
        state.mode = 'between';
        state.from = Math.min(from, to);
        state.to = Math.max(from, to);
        state.named = [];
      }, 'time');
      this.settle();
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

    select(base) {
      if (this.state.base === base) return;
      this.update((state) => {
        state.base = base;
      }, 'base');
      this.settle();
    }

    nameBases(bases) {
      this.update((state) => {
        state.named = bases;
      }, 'base');
    }

    match() {
      const { periods, bases } = this.data;
      const { filter, hiddenOperators } = this.state;
      const wanted = {};
      ['country', 'operator', 'status', 'kind'].forEach((key) => {
        wanted[key] = filter[key] && filter[key].length ? new Set(filter[key]) : null;
      });
      const words = fold(filter.q || '').split(/\s+/).filter(Boolean);
      for (let i = 0; i < periods.length; i += 1) {
        const base = bases[periods.base[i]];
        const operator = this.data.operators[periods.operator[i]].name;
        const haystack = words.length ? `${base.search} ${this.data.text[i].search}` : '';
        periods.matched[i] = Number(
          (!wanted.country || wanted.country.has(base.country)) &&
          (!wanted.kind || wanted.kind.has(base.kind)) &&
          (!wanted.operator || wanted.operator.has(operator)) &&
          (!wanted.status || wanted.status.has(this.data.statuses[periods.status[i]])) &&
          !hiddenOperators.has(operator) &&
          words.every((word) => haystack.includes(word)),
        );
      }
      this.changeDays = changeDays(this.data);
    }

    presenceOn(i, state) {
      const p = this.data.periods;
      return state.mode === 'between' ?
        between(p.s1[i], p.s2[i], p.e1[i], p.e2[i], state.from, state.to) :
        asOf(p.s1[i], p.s2[i], p.e1[i], p.e2[i], state.day);
    }

    evaluate() {
      const { periods, bases } = this.data;
      const state = this.state;
      const day = state.mode === 'between' ? state.from : state.day;
      const answer = this.answer || newAnswer(this.data);
      const held = { certain: 0, possible: 0 };
      for (let b = 0; b < bases.length; b += 1) {
        let best = -1;
        let bestRank = 0;
        let heldPresence = ABSENT;
        let closed = false;
        for (let i = periods.first[b]; i < periods.first[b + 1]; i += 1) {
          const presence = periods.matched[i] ? this.presenceOn(i, state) : ABSENT;
          answer.presence[i] = presence;
          if (presence === ABSENT) {
            closed = closed || (periods.matched[i] && periods.real[i] && periods.e2[i] < day);
            continue;
          }
          const rank = presence + (periods.real[i] ? 2 : 0);
          if (rank >= bestRank) {
            bestRank = rank;
            best = i;
          }
          if (periods.held[i] && presence > heldPresence) heldPresence = presence;
        }
        answer.best[b] = best;
        answer.state[b] = best >= 0 ? answer.presence[best] : closed ? -1 : ABSENT;
        held.possible += heldPresence >= POSSIBLE ? 1 : 0;
        held.certain += heldPresence === CERTAIN ? 1 : 0;
      }
      answer.held = held;
      this.answer = answer;
    }

    // The operators at a base now: [{operator, presence, status}], held ones first.
    operatorsAt(b) {
      const { periods } = this.data;
      const found = new Map();
      for (let i = periods.first[b]; i < periods.first[b + 1]; i += 1) {
        const presence = this.answer.presence[i];
        if (presence === ABSENT) continue;
        const rank = presence + (periods.real[i] ? 2 : 0);
        const seen = found.get(periods.operator[i]);
        if (!seen || rank >= seen.rank) {
          found.set(periods.operator[i], {
            operator: periods.operator[i],
            status: this.data.statuses[periods.status[i]],
            presence,
            period: i,
            rank,
          });
        }
      }
      return [...found.values()].sort((a, b2) => b2.rank - a.rank);
    }

    // The operator a closed base had last: its marker keeps that letter.
    lastOperatorAt(b) {
      const { periods } = this.data;
      let last = periods.first[b];
      for (let i = periods.first[b]; i < periods.first[b + 1]; i += 1) {
        if (periods.real[i] && periods.matched[i] && periods.e2[i] >= periods.e2[last]) last = i;
      }
      return periods.operator[last];
    }

    // What an answer of the page brings. It is numbered on both sides, because a move of the
    // hand and an answer to an earlier one can cross.
    show(answer) {
      if (!this.ready) {
        this.pendingAnswer = answer;
        return;
      }
      const met = this.meet(answer);
      const heard = answer.document === this.document ? answer.heard : 0;
      if (heard >= this.sent) clearTimeout(this.unheard);
      const fresh = answer.revision > this.applied;
      // Answers to an older filter than the page has shown here already.
      const older = !met && answer.filtered < this.filtered;
      this.filterHeard = answer.filtered;
      if (answer.document === this.document) this.untold = null;
      if ((fresh || met) && !older && !this.untold) this.follow(answer.filter);
      if (fresh) {
        this.applied = answer.revision;
        if (heard >= this.sent && !this.busy.has('hand')) this.applyTime(answer);
      }
      this.draw(answer);
      if (answer.awaited) whenDrawn(() => this.tellThatItStands());
    }

    // A server that was started again begins a new session: it knows the address of the page, but
    // not what the map has shown since. What the reader sees stays, and the page follows.
    meet({ session, revision }) {
      if (session === this.session) return false;
      this.session = session;
      if (this.filtered > this.filterHeard) this.untold = this.state.filter;
      this.filtered = 0;
      this.applied = this.sent ? revision : -1;
      if ((this.sent || this.untold) && !this.busy.size) this.tell();
      return true;
    }

    follow(filter) {
      if (filter && !same(filter, this.state.filter)) this.setFilter(filter);
    }

    // The page's filters speak to its maps themselves; the answer of the server follows.
    hearPage({ origin, data }) {
      if (origin !== window.location.origin || !data || data.source !== 'base-atlas-page') return;
      if (!this.ready) return;
      this.filtered = data.sent;
      this.untold = null;
      this.follow(data.filter);
    }

    // Any word says as much, and a second one would take the place of the first.
    tellThatItStands() {
      if (!this.sent && !this.untold) this.post({ cause: 'stands' });
    }

    // Lines, rings and a picked point that the page lays over the map.
    draw({ shapes, point }) {
      if (this.drawn) this.drawn.remove();
      this.drawn = L.layerGroup().addTo(this.map);
      if (shapes) {
        const style = () => ({ color: 'var(--atlas-accent)', weight: 2, fill: false });
        const label = (layer) => layer.feature.properties.label;
        L.geoJSON(shapes, { style, interactive: true }).bindTooltip(label, { sticky: true }).addTo(this.drawn);
      }
      if (point) {
        L.circleMarker(point, { radius: 6, color: 'var(--atlas-accent)', fillOpacity: 0.4 }).addTo(this.drawn);
      }
    }

    applyTime(answer) {
      clearTimeout(this.settling);
      this.emit('stop');
      const before = this.state.base;
      this.update((state) => {
        state.mode = answer.window ? 'between' : 'as-of';
        state.day = answer.day;
        if (answer.window)[state.from, state.to] = answer.window;
        state.base = answer.base || null;
        state.named = answer.named || [];
      }, 'time');
      if (before !== this.state.base) this.emit('base');
      this.emit('settled');
    }

    settle() {
      clearTimeout(this.settling);
      this.sent += 1;
      this.settling = setTimeout(() => {
        if (this.busy.size) return;
        this.emit('settled');
        this.tell();
      }, this.answersEvery);
    }

    // Words can be lost while the connection is; what stays unheard is said again, ever more rarely.
    tell(patience = UNHEARD_MS) {
      this.post({ cause: 'moved' });
      clearTimeout(this.unheard);
      if (!this.slider || patience > LONGEST_MS) return;
      this.unheard = setTimeout(() => this.tell(2 * patience), patience);
    }

    hold(who) {
      this.busy.add(who);
    }

    release(who) {
      if (this.busy.delete(who)) this.settle();
    }

    // The page hears a value of its component only where it differs from the last: words are counted.
    post(message) {
      if (!window.Streamlit) return;
      this.said += 1;
      const { mode, day, from, to, base, named } = this.state;
      window.Streamlit.setComponentValue({
        said: this.said,
        document: this.document,
        sent: this.sent,
        ...(this.slider && {
          date: isoOf(day),
          window: mode === 'between' ? [isoOf(from), isoOf(to)] : null,
          named,
        }),
        ...(this.untold && { filter: this.untold }),
        base,
        ...message,
      });
    }
  }

  // Sizes can be taken only once both style sheets have arrived.
  function styled(map) {
    const arrived = () => getComputedStyle(map.getContainer()).overflow === 'hidden' && css('--atlas-land') !== '';
    return new Promise((done) => {
      const look = () => (arrived() ? done() : setTimeout(look, 10));
      look();
    });
  }

  // The value of a custom property, such as a colour of the theme.
  function css(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function same(one, other) {
    return JSON.stringify(one) === JSON.stringify(other);
  }

  function whenDrawn(act) {
    requestAnimationFrame(() => setTimeout(act, 0));
  }

  function tellClicks(atlas) {
    atlas.map.on('click', ({ latlng }) => {
      atlas.post({ cause: 'point', point: [latlng.lat, latlng.lng] });
    });
  }

  async function fetchJson(url) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return response.json();
  }

  // Columns become typed arrays; the periods of one base lie side by side.
  function prepare(payload) {
    const rows = payload.periods;
    const length = rows.length;
    const column = (k) => Int32Array.from(rows, (row) => row[k]);
    const periods = {
      length,
      base: column(0),
      operator: column(1),
      status: column(2),
      held: column(3),
      s1: column(4),
      s2: column(5),
      e1: column(6),
      e2: column(7),
      real: new Uint8Array(length),
      matched: new Uint8Array(length).fill(1),
      first: new Int32Array(payload.bases.length + 1),
    };
    for (let i = 0; i < length; i += 1) {
      periods.real[i] = Number(['active', 'closing'].includes(payload.statuses[periods.status[i]]));
      periods.first[periods.base[i] + 1] = i + 1;
    }
    for (let b = 1; b <= payload.bases.length; b += 1) {
      periods.first[b] = Math.max(periods.first[b], periods.first[b - 1]);
    }
    const indexOf = new Map(payload.bases.map((base, b) => [base.id, b]));
    return { ...payload, periods, indexOf };
  }

  function newAnswer(data) {
    return {
      presence: new Uint8Array(data.periods.length),
      best: new Int32Array(data.bases.length),
      state: new Int8Array(data.bases.length),
      held: null,
    };
  }

  // Every day on which the presence of a matched period changes.
  function changeDays(data, wanted = () => true) {
    const { periods, first, last } = data;
    const days = new Set();
    for (let i = 0; i < periods.length; i += 1) {
      if (!periods.matched[i] || !wanted(i)) continue;
      [periods.s1[i], periods.s2[i], periods.e1[i] + 1, periods.e2[i] + 1].forEach((day) => {
        if (day >= first && day <= last) days.add(day);
      });
    }
    return Int32Array.from(days).sort();
  }

  function of(map) {
    if (!map.baseAtlas) map.baseAtlas = new Atlas(map);
    window.baseAtlas = map.baseAtlas;
    return map.baseAtlas;
  }

  Object.assign(BaseAtlas, { MANY, of, css, changeDays, fetchJson, styled, tellClicks });
})();
