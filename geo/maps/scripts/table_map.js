// The entry of the map of a table of millions of periods: it asks for what changes in a view, and sums
// it here, so that the slider needs no server. What it shows is in its address.

import { addressOf, questionOf, readAsked } from './cells/asked.js';
import { CellLayer } from './cells/cell_layer.js';
import { unpack } from './cells/changes.js';
import { CountBand } from './cells/count_band.js';
import { Facets } from './cells/facets.js';
import { partOf, placeOf, shiftOf } from './cells/grid.js';
import { Line } from './cells/line.js';
import { element } from './draw/dom.js';
import { addOutline } from './draw/outline.js';
import { followTheme } from './draw/theme.js';
import { asOf, between } from './rule/presence.js';
import { countedInWords, countInWords, inWords } from './rule/words.js';
import { DateField } from './time/date_field.js';
import { dayOfKey } from './time/keys.js';
import { Player } from './time/player.js';

// Milliseconds after which a moved hand or a moved map has come to rest.
const REST_MS = 220;
const PACE_MS = 150;
const LEGEND = 6;
const DEEPEST = 14;
// The colour of operators that have none of their own, as in geo/style.py.
const REST = '#6f7780';

/** @returns {any} */
const byId = (id) => document.getElementById(id);
const bytes = (response) => response.arrayBuffer();
const json = (response) => response.json();

export class TableMap {
  constructor(about) {
    this.about = about;
    this.colours = Object.fromEntries(about.operators.map(({ name, colour }) => [name, colour]));
    this.line = new Line((words) => this.notice(words));
    this.view = null;
    this.band = null;
    this.asked = readAsked(location.search, about);
    this.build();
    this.follow();
    this.changed({ push: false });
  }

  // ---- the parts of the page ----

  build() {
    document.title = `${this.about.title} · ${document.title}`;
    byId('title').textContent = this.about.title;
    byId('size').textContent = `${this.about.periods.toLocaleString('en')} periods. ` +
      this.about.licence;
    this.map = L.map('map', {
      zoomSnap: 0.25,
      minZoom: 1.5,
      maxZoom: DEEPEST,
      maxBounds: [[-85, -180], [85, 180]],
      maxBoundsViscosity: 0.8,
    });
    L.control.scale().addTo(this.map);
    const [latitude, longitude, zoom] = this.asked.sight ?? [25, 10, 2];
    this.map.setView([latitude, longitude], zoom);
    addOutline(this.map, window.baseAtlasSettings.outline).then((outline) => {
      followTheme(() => {
        outline.restyle();
        this.draw();
        this.count.draw();
      });
      outline.restyle();
    });
    this.layer = new CellLayer(this.map, this.about.operators);
    this.count = new CountBand(byId('band'), byId('axis'), this.about);
    this.facets = new Facets(byId('facets'), (key, words) => {
      this.asked.words[key] = words;
      this.changed();
    });
    this.dates = [
      new DateField('Date', (day) => this.goTo(day)),
      new DateField('From', (day) => this.moveEdge(0, day)),
      new DateField('To', (day) => this.moveEdge(1, day), { end: true }),
    ];
    this.dates.forEach((field) => field.limit(this.about.first, this.about.last));
    byId('dates').append(...this.dates.flatMap((field) => [field.input, field.echo]));
    this.slider = byId('slider');
    Object.assign(this.slider, { min: this.about.first, max: this.about.last });
    this.player = new Player({
      now: () => ({ ...this.about, day: this.asked.day }),
      pace: () => PACE_MS,
      show: (day) => this.moveTo(day),
      changed: (playing) => this.showPlaying(playing),
      paused: () => this.settle(),
      visited: () => {},
    });
  }

  follow() {
    const rest = resting(() => this.settle());
    this.slider.addEventListener('input', () => {
      this.player.stop();
      this.moveTo(this.snapped(Number(this.slider.value)));
      rest();
    });
    this.slider.addEventListener('keydown', (event) => {
      const day = dayOfKey(event, this.asked.day, this.about);
      if (day === null) return;
      event.preventDefault();
      this.player.stop();
      this.moveTo(day);
      rest();
    });
    byId('play').addEventListener('click', () => {
      if (this.player.playing) this.player.pause();
      else this.player.play();
    });
    byId('as-of').addEventListener('click', () => this.setWindow(null));
    byId('between').addEventListener('click', () => {
      if (!this.asked.window) this.setWindow([this.about.first, this.asked.day]);
    });
    const moved = resting(() => {
      const { lat, lng } = this.map.getCenter();
      this.asked.sight = [lat, lng, this.map.getZoom()];
      history.replaceState(null, '', addressOf(this.asked));
      this.askView();
      this.askPage();
    });
    this.map.on('moveend', moved);
    this.map.on('click', (event) => this.press(event));
    this.map.on('mousemove', ({ containerPoint }) => {
      this.map.getContainer().style.cursor = this.layer.at(containerPoint) ? 'pointer' : '';
    });
    const search = byId('search');
    search.value = this.asked.text;
    const typed = resting(() => {
      this.asked.text = search.value;
      this.changed();
      this.askNames();
    });
    search.addEventListener('input', typed);
    byId('next').addEventListener('click', () => this.askPage(this.lastPeriod));
    window.addEventListener('popstate', () => {
      this.player.stop();
      this.asked = readAsked(location.search, this.about);
      search.value = this.asked.text;
      if (this.asked.sight) this.map.setView(this.asked.sight.slice(0, 2), this.asked.sight[2]);
      this.changed({ push: false });
    });
    window.addEventListener('resize', () => this.count.draw());
  }

  // ---- time ----

  /** Show a day while a hand or the player moves: nothing is asked for. */
  moveTo(day) {
    this.asked.window = null;
    this.asked.day = day;
    this.draw();
  }

  /** The day of the nearest step that all know exactly. */
  snapped(day) {
    const days = this.band?.days ?? [day];
    if (day >= days[days.length - 1]) return days[days.length - 1];
    return days[this.band ? this.band.stepOf(day) : 0];
  }

  settle() {
    this.changed();
  }

  goTo(day) {
    this.player.stop();
    this.asked.window = null;
    this.asked.day = day;
    this.settle();
  }

  moveEdge(edge, day) {
    const window = [...this.asked.window];
    window[edge] = day;
    this.setWindow([Math.min(...window), Math.max(...window)]);
  }

  setWindow(window) {
    this.player.stop();
    this.asked.window = window;
    this.settle();
  }

  showPlaying(playing) {
    byId('play').textContent = playing ? 'Pause' : 'Play';
  }

  // ---- what is asked ----

  /** Something that the address holds is another: it is written, and what depends on it is asked. */
  changed({ push = true } = {}) {
    const address = addressOf(this.asked);
    if (push && address !== location.search) history.pushState(null, '', address);
    this.draw();
    this.askView();
    this.askBand();
    this.askPage();
    const question = `table/counts?${questionOf(this.asked)}`;
    this.line.get('counts', question, json, (counts) => this.facets.show(this.asked.words, counts));
    byId('export').href = `table/periods.csv?${this.question()}`;
    this.askBase();
  }

  question() {
    const query = questionOf(this.asked);
    query.set('part', this.seen().join());
    return query;
  }

  seen() {
    const seen = this.map.getBounds();
    const [west, north, east, south] = [
      seen.getWest(),
      seen.getNorth(),
      seen.getEast(),
      seen.getSouth(),
    ];
    return partOf({ west, north, east, south }, 8);
  }

  askView() {
    const bounds = this.map.getBounds();
    const shift = shiftOf(this.map.getZoom());
    const seen = {
      west: bounds.getWest(),
      north: bounds.getNorth(),
      east: bounds.getEast(),
      south: bounds.getSouth(),
    };
    const query = questionOf(this.asked, { time: false });
    query.set('part', partOf(seen, shift).join());
    query.set('shift', String(shift));
    const known = this.line.kept.get(`table/cells?${query}`);
    // Where its steps do not have the very days, they are asked for.
    if (known && !this.hasDays(known)) {
      questionOf(this.asked).forEach((word, key) => {
        if (['date', 'from', 'to'].includes(key)) query.set(key, word);
      });
    }
    this.line.get('view', `table/cells?${query}`, async (r) => unpack(await bytes(r)), (view) => {
      this.view = view;
      this.draw();
      if (!this.hasDays(view)) this.askView();
    });
  }

  askBand() {
    const query = questionOf(this.asked, { time: false });
    query.set('shift', '22');
    const known = this.line.kept.get(`table/cells?${query}`);
    if (known && !this.hasDays(known)) {
      questionOf(this.asked).forEach((word, key) => {
        if (['date', 'from', 'to'].includes(key)) query.set(key, word);
      });
    }
    this.line.get('band', `table/cells?${query}`, async (r) => unpack(await bytes(r)), (band) => {
      this.band = band;
      this.count.show(band);
      this.draw();
      if (!this.hasDays(band)) this.askBand();
    });
  }

  hasDays(changes) {
    const days = this.asked.window ?? [this.asked.day];
    return days.every((day) => changes.days[changes.stepOf(day)] === day);
  }

  askPage(after = '') {
    const query = this.question();
    if (after) query.set('after', after);
    this.line.get('page', `table/periods?${query}`, json, (rows) => this.showPage(rows, after));
  }

  askNames() {
    const text = this.asked.text.trim();
    if (!text) {
      byId('found').replaceChildren();
      return;
    }
    const question = `table/bases?${new URLSearchParams({ name: text })}`;
    this.line.get('names', question, json, (rows) => this.showNames(rows));
  }

  askBase() {
    const { base } = this.asked;
    byId('card').hidden = !base;
    if (!base) return;
    const question = `table/bases/${encodeURIComponent(base)}`;
    this.line.get('base', question, json, (rows) => this.showBase(rows));
  }

  // ---- what is shown ----

  /** Sum what is known for the day or the window, and draw it: within one frame. */
  draw() {
    const { day, window } = this.asked;
    performance.mark('atlas-step');
    if (this.view) {
      this.sum(this.view);
      if (this.view.singles) this.layer.show({ periods: this.present(this.view.singles) });
      else this.layer.show({ cells: this.view.cells(), shift: this.view.shift });
    }
    this.say();
    if (Number(this.slider.value) !== day) this.slider.value = day;
    this.slider.disabled = window !== null;
    byId('play').disabled = window !== null;
    byId('as-of').setAttribute('aria-pressed', String(!window));
    byId('between').setAttribute('aria-pressed', String(Boolean(window)));
    this.dates.forEach((field, k) => {
      field.input.hidden = (k > 0) !== Boolean(window);
    });
    this.dates[0].show(day);
    if (window) [1, 2].forEach((k) => this.dates[k].show(window[k - 1]));
    performance.measure('atlas-step', 'atlas-step');
  }

  sum(changes) {
    const { day, window } = this.asked;
    if (window) changes.between(changes.stepOf(window[0]), changes.stepOf(window[1]));
    else changes.asOf(changes.stepOf(day));
  }

  present(periods) {
    return periods.filter(({ held }) => held).map((period) => {
      return {
        ...period,
        presence: this.presenceOf(period),
        colour: this.colours[period.operator] ?? REST,
      };
    });
  }

  presenceOf({ start_earliest: s1, start_latest: s2, end_earliest: e1, end_latest: e2 }) {
    const { day, window } = this.asked;
    return window ? between(s1, s2, e1, e2, window[0], window[1]) : asOf(s1, s2, e1, e2, day);
  }

  say() {
    const { day, window } = this.asked;
    const when = window ? `${inWords(window[0])} to ${inWords(window[1])}` : inWords(day);
    byId('when').textContent = when;
    if (!this.band) return;
    this.sum(this.band);
    const held = this.band.total();
    const told = held.possible ? `${countedInWords(held, 'period')} held` : 'No period held';
    byId('held').textContent = told + (window ? ' at some time' : '');
    this.slider.setAttribute('aria-valuetext', `${when}: ${told}`);
    const leading = this.view && !this.hasDays(this.view) && !this.view.singles
      ? `Cells as of ${inWords(this.view.days[this.view.stepOf(day)])}.`
      : '';
    byId('moving').textContent = leading;
    const rows = this.band.operators();
    byId('legend').replaceChildren(
      ...rows.slice(0, LEGEND).map((row) => {
        const { name, colour } = this.about.operators[row.operator];
        const item = element('li');
        const sign = element('span', 'sign');
        sign.style.background = colour;
        item.append(sign, element('span', '', name), element('span', 'count', countInWords(row)));
        return item;
      }),
      ...(rows.length > LEGEND ? [element('li', 'more', `and ${rows.length - LEGEND} more`)] : []),
    );
  }

  press({ containerPoint, latlng }) {
    const mark = this.layer.at(containerPoint);
    if (!mark) return;
    if (mark.period) {
      this.asked.base = mark.period.base_id;
      this.changed();
      return;
    }
    const { cell } = mark;
    const box = element('div', 'cell-popup');
    box.append(element('strong', '', `${countedInWords(cell, 'period')} here`));
    const list = element('ul');
    for (let pair = cell.from; pair <= cell.to; pair += 1) {
      const sums = { certain: this.view.certain[pair], possible: this.view.there[pair] };
      if (!sums.possible) continue;
      const { name } = this.about.operators[this.view.operator[pair]];
      list.append(element('li', '', `${name}: ${countInWords(sums)}`));
    }
    const closer = element('button', '', 'Zoom in');
    closer.addEventListener('click', () => {
      const side = 2 ** this.view.shift;
      this.map.closePopup();
      this.map.fitBounds([
        placeOf(cell.x * side, cell.y * side),
        placeOf((cell.x + 1) * side, (cell.y + 1) * side),
      ]);
    });
    box.append(list, closer);
    L.popup({ maxHeight: 220 }).setLatLng(latlng).setContent(box).openOn(this.map);
  }

  showPage(rows, after) {
    this.lastPeriod = rows.length ? rows[rows.length - 1].period_id : '';
    byId('next').hidden = rows.length < this.about.page;
    const body = rows.map((row) => {
      const line = element('tr');
      const name = element('button', 'plain', row.name);
      name.addEventListener('click', () => {
        this.asked.base = row.base_id;
        this.changed();
      });
      const first = element('th');
      first.scope = 'row';
      first.append(name);
      const presence = this.presenceOf(row);
      const cells = [row.country, row.operator, row.status, row.start || '?', row.end || '?'];
      cells.push(presence === 2 ? 'certainly' : 'possibly');
      line.append(first, ...cells.map((text) => element('td', '', text)));
      return line;
    });
    byId('rows').replaceChildren(...body);
    byId('table-note').textContent = rows.length
      ? `In this view on this date, in the order of identifiers${after ? ', continued' : ''}.`
      : 'Nothing is there in this view on this date.';
  }

  showNames(rows) {
    byId('found').replaceChildren(...rows.map((row) => {
      const item = element('li');
      const go = element('button', 'plain', `${row.name}, ${row.country}`);
      go.addEventListener('click', () => {
        this.asked.base = row.base_id;
        this.map.setView([row.latitude, row.longitude], 9);
        this.changed();
      });
      item.append(go);
      return item;
    }));
  }

  showBase(rows) {
    const card = byId('card');
    if (!rows.length) {
      card.replaceChildren(element('p', '', `There is no base “${this.asked.base}”.`));
      return;
    }
    const [{ name, country, kind, latitude, longitude }] = rows;
    const close = element('button', 'close', 'Close');
    close.addEventListener('click', () => {
      this.asked.base = '';
      this.changed();
    });
    const periods = element('ul');
    rows.forEach((row) => {
      const status = row.status === 'active' ? '' : ` (${row.status})`;
      const told = element('li', '', `${row.operator}${status}, ${row.when}`);
      if (row.sources) told.append(element('small', '', ` ${row.sources}`));
      periods.append(told);
    });
    const near = element('ul', 'near');
    const title = element('h2', '', name);
    card.replaceChildren(close, title, element('p', '', `${kind} in ${country}`), periods);
    card.append(element('h3', '', 'Nearest on this date'), near);
    const query = questionOf(this.asked);
    query.set('point', `${latitude},${longitude}`);
    this.line.get('near', `table/nearest?${query}`, json, (found) => {
      near.replaceChildren(
        ...found.filter((row) => row.base_id !== this.asked.base).slice(0, 5).map((row) =>
          element('li', '', `${row.name} (${row.operator}), ${kmInWords(row.km)}`)
        ),
      );
    });
  }

  notice(words) {
    const place = byId('notice');
    place.hidden = !words;
    place.textContent = words && `${words} What is shown stays.`;
  }
}

function kmInWords(km) {
  return `${km.toLocaleString('en', { maximumFractionDigits: km < 10 ? 1 : 0 })} km`;
}

function resting(act) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, REST_MS);
  };
}

/** Begin: ask what the table is, and go on asking until the database answers. */
export function begin() {
  const place = byId('notice');
  const line = new Line((words) => {
    place.hidden = !words;
    place.textContent = words && `${words} The map comes as soon as it does.`;
  });
  line.get('about', 'table/about', json, (about) => {
    window.tableMap = new TableMap(about);
    document.documentElement.dataset.ready = 'yes';
  });
}
