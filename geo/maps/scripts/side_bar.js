// The filters of the side bar. A choice goes to the maps of the page at once, and to the page itself,
// whose answer brings the counts; of two choices the one with the greater version counts.

import { followPage } from './state/page_events.js';
import { facetsInWords } from './rule/words.js';
import { filterOfPart, partOfFilter } from './state/parts.js';
import { Line, newName, Party } from './state/register.js';

const MAPS = 'iframe[title="streamlit_folium.st_folium"]';
const TYPING_MS = 400;
// More words than this have a field to find one by.
const MANY = 20;
const panels = new WeakMap();
// It outlives the panel: on a page without filters, what is still owed waits for the next.
const party = new Party(newName('side'));
// Whether something was said that no panel was there to pass on, or that may be lost with its panel.
let isCutOff = false;
const tellNobody = () => {
  isCutOff = true;
};
/** @type {(message: unknown) => void} */
let tell = tellNobody;
const line = new Line(party, (message) => tell(message));

followPage(window, line, { connected: () => line.speak() });

// A map that goes hands over what the page has not heard of it.
window.addEventListener('message', ({ origin, data }) => {
  if (origin !== window.location.origin || !data || data.source !== 'base-atlas-map') return;
  party.inherit(data.fields);
  showOnMaps(data.fields);
  line.speak();
});

function showOnMaps(fields) {
  document.querySelectorAll(MAPS).forEach((/** @type {HTMLIFrameElement} */ map) => {
    map.contentWindow.postMessage(
      { source: 'base-atlas-side-bar', fields },
      window.location.origin,
    );
  });
}

function element(name, className, text = '') {
  const node = document.createElement(name);
  node.className = className;
  node.textContent = text;
  return node;
}

function buildOption(word, key) {
  const label = element('label', 'option');
  const box = element('input', '');
  box.type = 'checkbox';
  box.value = word;
  label.append(box);
  if (key) {
    const sign = element('span', 'key', key.letter);
    sign.style.background = key.colour;
    sign.style.color = key.ink;
    sign.setAttribute('aria-hidden', 'true');
    label.append(sign);
  }
  label.append(element('span', 'word', word), element('span', 'count'));
  return label;
}

function buildFinder(key, label, list) {
  const finder = element('input', 'search');
  finder.type = 'search';
  finder.placeholder = `Search ${facetsInWords(list.children.length, key)}`;
  finder.setAttribute('aria-label', `Find in ${label}`);
  finder.addEventListener('input', () => {
    const part = finder.value.trim().toLowerCase();
    [...list.children].forEach((option) => {
      const word = option.querySelector('.word').textContent.toLowerCase();
      option.hidden = !word.includes(part);
    });
  });
  return finder;
}

class Panel {
  constructor(root) {
    this.search = element('input', 'search');
    this.search.type = 'search';
    this.search.maxLength = 100;
    this.search.setAttribute('aria-label', 'Name');
    this.search.addEventListener('input', () => this.typed());
    this.clear = element('button', 'clear', 'Clear all filters');
    this.clear.type = 'button';
    this.clear.addEventListener('click', () => this.empty());
    this.facets = element('div', 'facets');
    this.facets.addEventListener(
      'change',
      ({ target }) => target.type === 'checkbox' && this.choose(),
    );
    const name = element('label', 'name', 'Name');
    name.append(this.search);
    const note = element(
      'p',
      'note',
      'Numbers count bases at that time, including proposed and reported ones.',
    );
    note.id = 'numbers';
    root.replaceChildren(name, this.facets, note, this.clear);
  }

  show(data) {
    this.search.placeholder = data.placeholder;
    const words = JSON.stringify(data.facets.map(({ options }) => options.map(([word]) => word)));
    const isOther = words !== this.words;
    if (isOther) this.build(data.facets);
    this.words = words;
    data.facets.forEach(({ key, options }) => this.count(key, options));
    const changed = line.hear(data);
    if (isOther || changed.includes('filters')) this.follow(filterOfPart(party.value('filters')));
  }

  follow(filter) {
    if (this.search.value.trim() !== filter.q) this.search.value = filter.q;
    [...this.facets.children].forEach(({ dataset: { key } }) => {
      this.boxes(key).forEach((box) => {
        box.checked = filter[key].includes(box.value);
      });
    });
    this.sum();
  }

  build(facets) {
    this.facets.replaceChildren(...facets.map(({ key, label, options, signs, open }) => {
      const facet = element('details', 'facet');
      facet.open = open;
      facet.dataset.key = key;
      const title = element('summary', '', label);
      title.append(element('span', 'sum'));
      const list = element('div', 'options');
      list.setAttribute('role', 'group');
      list.setAttribute('aria-label', label);
      list.setAttribute('aria-describedby', 'numbers');
      list.append(...options.map(([word]) => buildOption(word, signs[word])));
      facet.append(title, ...(options.length > MANY ? [buildFinder(key, label, list)] : []), list);
      return facet;
    }));
  }

  boxes(key) {
    return [...this.facets.querySelectorAll(`[data-key="${key}"] [type=checkbox]`)];
  }

  count(key, options) {
    this.boxes(key).forEach((box, k) => {
      box.parentElement.lastChild.textContent = options[k][1];
      box.parentElement.classList.toggle('none', options[k][1] === 0);
    });
  }

  // What is chosen now: {key: [words], q: text}.
  filter() {
    const chosen = [...this.facets.children].map(({ dataset: { key } }) => [
      key,
      this.boxes(key).filter((box) => box.checked).map((box) => box.value),
    ]);
    return { ...Object.fromEntries(chosen), q: this.search.value };
  }

  sum() {
    let any = this.search.value !== '';
    [...this.facets.children].forEach((facet) => {
      const count = this.boxes(facet.dataset.key).filter((box) => box.checked).length;
      facet.querySelector('.sum').textContent = count ? `${count} chosen` : 'all';
      any = any || count > 0;
    });
    this.clear.disabled = !any;
  }

  // Letters count at once, and are said when the reader rests.
  typed() {
    this.change();
    this.typing = setTimeout(() => line.speak(), TYPING_MS);
  }

  choose() {
    this.change();
    line.speak();
  }

  empty() {
    this.search.value = '';
    this.facets.querySelectorAll('[type=checkbox]').forEach((box) => {
      box.checked = false;
    });
    this.choose();
    this.search.focus();
  }

  change() {
    clearTimeout(this.typing);
    this.sum();
    party.change('filters', partOfFilter(this.filter()));
    showOnMaps({ filters: party.fields.filters });
  }
}

export function filters({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.filters');
  if (!panels.has(root)) panels.set(root, new Panel(root));
  const panel = panels.get(root);
  tell = (choice) => setTriggerValue('choice', choice);
  panel.show(data);
  if (isCutOff) line.speak();
  isCutOff = false;
  return () => {
    isCutOff ||= line.isWaiting();
    tell = tellNobody;
  };
}
