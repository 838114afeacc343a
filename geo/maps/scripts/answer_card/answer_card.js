// The card on the map: the answer in a sentence with its date, who and where and which; or the profile
// of the chosen base. All of it is written by the map, in the frame in which the markers change.

import { presenceAt } from '../answer/answer.js';
import { sentence } from '../answer/sentence.js';
import { tally } from '../answer/tally.js';
import { element } from '../draw/dom.js';
import { addFirstSight, fitAll, isAsFitted, paddingOf } from '../draw/first_sight.js';
import { addViewButtons } from '../draw/view_buttons.js';
import { of } from '../state/atlas.js';
import { Overview } from './overview.js';
import { Profile } from './profile.js';
import { SearchBox } from './search_box.js';
import { Sheet } from './sheet.js';

const CHOOSERS = '[data-base], .atlas-base-row, .atlas-hit';

class AnswerCard {
  constructor(atlas) {
    this.atlas = atlas;
    this.root = element('section', 'atlas-answer');
    this.root.setAttribute('aria-label', 'Answer');
    const container = atlas.map.getContainer();
    this.head = element('header', 'atlas-answer-head');
    this.title = element('h1');
    this.date = element('div', 'atlas-answer-date');
    this.sentence = element('p', 'atlas-sentence');
    this.head.append(this.title, this.date, this.sentence);
    this.search = new SearchBox(atlas);
    this.overview = new Overview(atlas);
    this.profile = new Profile(atlas);
    this.body = element('div', 'atlas-answer-body');
    this.body.append(this.buildSkip(), this.search.root, this.buildProfile(), this.overview.root);
    this.root.append(this.head, this.body);
    container.prepend(this.root);
    container.classList.add('has-answer');
    L.DomEvent.disableClickPropagation(this.root);
    L.DomEvent.disableScrollPropagation(this.root);
    this.sheet = new Sheet(this.root, this.head, container, () => this.fitAgain());
    this.sheet.lay();
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && atlas.ready && atlas.state.base) atlas.select(null);
    });
    atlas.on((what) => this.hear(what));
  }

  // The lists are long: one step past them.
  buildSkip() {
    const skip = element('button', 'atlas-skip', 'Skip to the bases on the map');
    skip.type = 'button';
    skip.addEventListener('click', () => {
      const marker = this.atlas.map.getContainer().querySelector('[data-base]');
      if (marker) marker.focus();
    });
    return skip;
  }

  buildProfile() {
    this.one = element('div', 'atlas-one');
    this.back = element('button', 'atlas-back', '← All bases');
    this.back.type = 'button';
    this.back.addEventListener('click', () => this.atlas.select(null));
    this.tools = element('div', 'atlas-one-tools');
    this.one.append(this.back, this.profile.root, this.tools);
    return this.one;
  }

  // The date and the tools of a base stand here, not beside the time line.
  takeOver(slider) {
    this.date.append(...slider.dateParts);
    slider.count.remove();
    this.tools.append(slider.baseTools);
  }

  hear(what) {
    if (what === 'ready') {
      this.title.textContent = this.atlas.data.title;
      this.profile.key = '';
      this.overview.build();
    }
    if (what === 'filter') this.overview.follow();
    if (['filter', 'time', 'base'].includes(what)) this.draw();
    if (what === 'filter' || what === 'base') this.search.follow();
    if (what === 'base' || what === 'first sight') this.chosen();
  }

  draw() {
    const { atlas } = this;
    const { data, state } = atlas;
    const found = tally(data, (i) => presenceAt(data, i, state));
    const { q, ...chosen } = state.filter;
    const isFiltered = Boolean(q) || Object.values(chosen).some((words) => words.length);
    const filtered = isFiltered ? ' (with these filters)' : '';
    const words = sentence(found, state.mode === 'between') + filtered;
    if (this.sentence.textContent !== words) this.sentence.textContent = words;
    const b = data.indexOf.get(state.base);
    this.one.hidden = b === undefined;
    this.overview.draw(found, b === undefined);
    if (b !== undefined) this.profile.draw(b);
  }

  // A base was chosen, or left: the focus goes to its profile and comes back, where a hand did it.
  chosen() {
    const { data, state } = this.atlas;
    const b = data.indexOf.get(state.base);
    const active = /** @type {HTMLElement} */ (document.activeElement);
    const hadFocus = this.one.contains(active);
    if (b === undefined) {
      this.root.classList.remove('is-profile');
      if (hadFocus || active === document.body) this.giveBack();
      this.opener = null;
      return;
    }
    this.root.classList.add('is-profile');
    this.sheet.open();
    this.reveal(data.bases[b]);
    if (!active?.closest?.(CHOOSERS) && !hadFocus) return;
    if (!hadFocus) this.opener = active.dataset.base || active.dataset.row || null;
    this.body.scrollTop = 0;
    this.profile.heading.focus({ preventScroll: true });
  }

  // How a country was searched in which no base was found.
  tellOfSearch(country) {
    if (this.atlas.state.base) this.atlas.select(null);
    this.sheet.open();
    this.overview.without.show(country);
  }

  giveBack() {
    if (!this.opener) return;
    const container = this.atlas.map.getContainer();
    const marker = container.querySelector(`[data-base="${CSS.escape(this.opener)}"]`);
    (marker || this.overview.bases.row(this.opener))?.focus();
  }

  // Its words come after the map was fitted; a map that nobody has moved makes room for them.
  fitAgain() {
    const { atlas } = this;
    if (!this.sheet.isNarrow || !atlas.ready || !isAsFitted(atlas)) return;
    fitAll(atlas, { animate: false, counting: true });
  }

  // Only a base that is hidden by the card or outside the map moves it.
  reveal({ lat, lon }) {
    const { map, page } = this.atlas;
    const { paddingTopLeft: [left, top], paddingBottomRight: [right, bottom] } = paddingOf(map);
    const { x, y } = map.latLngToContainerPoint([lat, lon]);
    const size = map.getSize();
    const isSeen = x > left && y > top && x < size.x - right && y < size.y - bottom;
    if (isSeen) return;
    const middle = L.point((left + size.x - right) / 2, (top + size.y - bottom) / 2);
    page.withoutReader(() => map.panBy(L.point(x, y).subtract(middle), { animate: false }));
  }
}

export function addAnswerCard(map) {
  const atlas = of(map);
  atlas.card = new AnswerCard(atlas);
  if (atlas.slider) atlas.card.takeOver(atlas.slider);
  map.zoomControl.setPosition('topright');
  addViewButtons(map, 'topright');
  addFirstSight(atlas);
  return atlas;
}
