// A map and the page around it: what the page, its side bar and the reader's hand change, and who is
// told of it. Whose change counts is decided in register.js; docs/architecture.md has the protocol.

import { MANY } from '../answer/gazetteer.js';
import { whenDrawn } from '../draw/dom.js';
import {
  filterOfPart,
  KEYS_OF_MAP,
  partOfPoint,
  partOfSight,
  partOfTime,
  sightOfPart,
  timeOfPart,
} from './parts.js';
import { hostFrame } from '../time/frame_height.js';
import { followPage, writeOwnWords } from './page_events.js';
import { isSame, Line, newName, Party } from './register.js';

const SETTLE_MS = 220;
// A map whose size changes is shifted by a pixel or two.
const ASIDE_PX = 3;
// Fields of the map alone: it writes them into the address itself, without a run of the page.
const QUIET = ['sight', 'closed'];

export class PageMessages {
  constructor(atlas) {
    this.atlas = atlas;
    this.party = new Party(newName('map'), QUIET);
    this.line = new Line(this.party, (message) => window.Streamlit?.setComponentValue(message));
    this.held = false;
    // Whether a hand has changed anything yet.
    this.touched = false;
    window.addEventListener('message', (event) => this.hearSideBar(event));
    window.addEventListener('pagehide', () => this.leave());
    // A frame on the page of another site may not look at that page.
    if (hostFrame()) {
      followPage(window.parent, this.line, {
        connected: () => this.line.greetAgain(),
        leaves: () => this.clearAddress(),
      });
    }
  }

  // Greater versions win. Other data than before are loaded first.
  show(answer) {
    const { atlas } = this;
    this.answer = answer;
    const isOther = answer.data !== undefined && answer.data !== atlas.source;
    if (isOther) atlas.load(answer.data).then(() => this.show(this.answer));
    if (isOther || !atlas.ready) return;
    this.follow(this.line.hear(answer));
    // A map without a slider shows the day it is given.
    if (answer.day !== undefined && answer.day !== atlas.state.day) {
      this.showTime({ day: answer.day });
    }
    this.mark(answer.changes);
    this.draw(answer.shapes, answer.fit);
    this.writeAddress();
    document.documentElement.dataset.ready = 'yes';
    if (answer.awaited) whenDrawn(() => this.line.greet());
  }

  // The page's filters speak to its maps themselves; the answer of the server follows.
  hearSideBar({ origin, data }) {
    if (origin !== window.location.origin || !data) return;
    // A map that is not ready yet hears it from the page.
    if (data.source !== 'base-atlas-side-bar' || !this.atlas.ready) return;
    this.follow(this.party.hearPeer(data.fields));
  }

  // Shows what others have changed.
  follow(names) {
    const changed = new Set(names);
    const part = (name) => this.party.value(name);
    if (changed.has('filters')) this.followFilters(part('filters'));
    if (changed.has('closed')) this.followClosed(part('closed'));
    if (changed.has('time') && this.atlas.slider) this.showTime(timeOfPart(part('time')));
    // A card opens at a base that is there on the date.
    if (changed.has('base')) this.followBase(part('base'));
    if (changed.has('sight')) this.followSight(part('sight'));
    if (changed.has('point')) this.drawPoint(part('point'));
  }

  followFilters(part) {
    const { atlas } = this;
    const filter = filterOfPart(part);
    if (JSON.stringify(filter) === JSON.stringify(atlas.state.filter)) return;
    atlas.setFilter(filter);
    // The map was fitted before it knew what the link filters.
    if (!document.documentElement.dataset.ready && !this.touched) atlas.emit('all');
  }

  followBase({ base = [null] }) {
    const { atlas } = this;
    if (base[0] === atlas.state.base) return;
    atlas.update((state) => {
      [state.base] = base;
    }, 'base');
  }

  /** @param {import('./register.js').Value} part */
  followClosed({ closed }) {
    const { state, data } = this.atlas;
    const shown = closed ? closed[0] === 'shown' : data.bases.length <= MANY;
    if (shown === state.closedShown) return;
    state.closedShown = shown;
    this.atlas.emit('closed');
  }

  followSight(part) {
    const sight = sightOfPart(part);
    const { map } = this.atlas;
    if (sight) {
      this.withoutReader(() => map.setView(sight.centre, sight.zoom, { animate: false }));
    } else if (this.sighted) this.atlas.emit('all');
    this.sighted = Boolean(sight);
  }

  showTime(time) {
    clearTimeout(this.settling);
    this.atlas.emit('stop');
    this.atlas.update((state) => Object.assign(state, time), 'time');
    this.atlas.emit('settled');
  }

  // What became of each base between two dates: a word by its id.
  mark(changes = null) {
    if (JSON.stringify(changes) === JSON.stringify(this.atlas.changes || null)) return;
    this.atlas.changes = changes;
    this.atlas.emit('closed');
  }

  // Lines and rings that the page lays over the map; the first lines say how long they are. With
  // fit the map shows all of them, unless its reader has chosen what it shows.
  draw(shapes, fit = false) {
    const { map } = this.atlas;
    if (this.drawn) this.drawn.remove();
    this.drawn = L.layerGroup().addTo(map);
    if (!shapes) return;
    const style = () => ({ color: 'var(--atlas-accent)', weight: 3, fill: false });
    const lines = L.geoJSON(shapes, { style, interactive: true }).addTo(this.drawn);
    lines.eachLayer((line) => {
      const { label, told } = line.feature.properties;
      line.bindTooltip(
        label,
        told ? { permanent: true, direction: 'right', offset: [14, 0] } : { sticky: true },
      );
    });
    const where = JSON.stringify(shapes);
    if (!fit || where === this.fitted || this.sighted || !lines.getBounds().isValid()) return;
    this.fitted = where;
    const room = { padding: [70, 50], maxZoom: 9, animate: false };
    this.withoutReader(() => map.fitBounds(lines.getBounds(), room));
  }

  /** @param {import('./register.js').Value} part */
  drawPoint({ point }) {
    if (this.pointer) this.pointer.remove();
    this.pointer = null;
    if (!this.atlas.clicks || !point) return;
    const look = { radius: 6, color: 'var(--atlas-accent)', fillOpacity: 0.4 };
    this.pointer = L.circleMarker(point[0].split(',').map(Number), look).addTo(this.atlas.map);
  }

  pick(place) {
    this.party.change('point', partOfPoint(place));
    this.drawPoint(this.party.value('point'));
    this.line.speak();
  }

  timeMoved() {
    this.moved('time', partOfTime(this.atlas.state));
  }

  // What a hand has changed counts once it has rested.
  moved(name, part) {
    this.touched = true;
    this.party.move(name, part);
    this.settleSoon();
  }

  hold() {
    this.held = true;
    this.party.hold('time');
  }

  release() {
    if (!this.held) return;
    this.held = false;
    this.follow(this.party.letGo('time'));
    this.settleSoon();
  }

  settleSoon() {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settle(), SETTLE_MS);
  }

  settle() {
    if (this.held) return;
    this.party.settle();
    if (!this.atlas.playing) this.atlas.emit('settled');
    if (window.Streamlit) this.line.speak();
  }

  changeQuietly(name, part) {
    this.party.change(name, part);
    this.writeAddress();
  }

  // What is the map's alone goes into the address of the page without a run of it. What the page
  // has read in its address is there already.
  writeAddress() {
    if (!window.Streamlit || !this.party.page) return;
    const names = Object.keys(KEYS_OF_MAP).filter((name) => this.party.fields[name]?.[1] > 0);
    const own = Object.assign({}, ...names.map((name) => this.party.value(name)));
    writeOwnWords(window.parent, own, names.map((name) => KEYS_OF_MAP[name]));
  }

  // The page does not know these words yet, and takes an address that has them for another one: a
  // page that is opened now would add two steps to the history.
  clearAddress() {
    if (window.Streamlit && this.party.page) writeOwnWords(window.parent, {});
  }

  // Moves the map to where its reader did not: to all bases, or to where another map went.
  withoutReader(act) {
    const { map } = this.atlas;
    this.movesItself = true;
    act();
    this.movesItself = false;
    this.seen = { centre: map.getCenter(), zoom: map.getZoom() };
  }

  // Where the map will come to rest next counts as this.
  expect(part) {
    this.expected = part;
  }

  // The map has come to rest: where that is another place than before, its reader moved it.
  rested() {
    if (this.movesItself) return;
    const { map } = this.atlas;
    const now = { centre: map.getCenter(), zoom: map.getZoom() };
    const part = this.expected || partOfSight(now.centre, now.zoom);
    const before = this.seen;
    this.expected = null;
    this.seen = now;
    const [one, other] = [now, before].map(({ centre }) => map.latLngToLayerPoint(centre));
    const isSamePlace = now.zoom === before.zoom && one.distanceTo(other) < ASIDE_PX;
    if (isSamePlace || isSame(part, this.party.value('sight'))) return;
    this.sighted = Boolean(part.at);
    this.changeQuietly('sight', part);
  }

  // What is still owed when the map goes is handed to the side bar.
  leave() {
    this.party.settle();
    this.line.stop();
    const { fields } = this.party.message();
    if (!Object.keys(fields).length || !window.Streamlit) return;
    window.parent.postMessage({ source: 'base-atlas-map', fields }, window.location.origin);
  }
}
