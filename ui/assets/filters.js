// The filters of the side bar. A choice goes to the maps of the page at once, and to the page itself,
// whose answer brings the counts; what was chosen meanwhile is not undone by an older answer.
const MAPS = 'iframe[title="streamlit_folium.st_folium"]';
const TYPING_MS = 400;
// Words can be lost while the connection is.
const UNHEARD_MS = 8_000;
// More words than this have a field to find one by.
const MANY = 20;
const panels = new WeakMap();

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

function buildFinder(label, list) {
  const finder = element('input', 'search');
  finder.type = 'search';
  finder.placeholder = `find among ${list.children.length}`;
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
    this.sent = 0;
    this.heard = 0;
    this.search = element('input', 'search');
    this.search.type = 'search';
    this.search.setAttribute('aria-label', 'Name');
    this.search.addEventListener('input', () => this.typed());
    this.clear = element('button', 'clear', 'Clear all filters');
    this.clear.type = 'button';
    this.clear.addEventListener('click', () => this.empty());
    this.facets = element('div', 'facets');
    this.facets.addEventListener('change', ({ target }) => target.type === 'checkbox' && this.say());
    const name = element('label', 'name', 'Name');
    name.append(this.search);
    const note = element('p', 'note', 'Numbers: bases there at that time, proposed and reported ones included.');
    note.id = 'numbers';
    root.replaceChildren(name, this.facets, note, this.clear);
  }

  show(data, tell) {
    this.tell = tell;
    this.search.placeholder = data.placeholder;
    const words = JSON.stringify(data.facets.map(({ options }) => options.map(([word]) => word)));
    if (words !== this.words) this.build(data.facets);
    this.words = words;
    data.facets.forEach(({ key, options }) => this.count(key, options));
    const begunAnew = this.session !== undefined && data.session !== this.session;
    this.session = data.session;
    // What was chosen while the server was away is told to the one that came after it.
    if (begunAnew && this.heard < this.sent) {
      this.say();
      return;
    }
    this.heard = data.heard;
    if (begunAnew || this.heard > this.sent) this.sent = this.heard;
    this.awaitAnswer();
    // An answer to something older than what stands here.
    if (this.heard < this.sent) return;
    if (this.search.value.trim() !== data.text) this.search.value = data.text;
    data.facets.forEach(({ key, chosen }) => {
      this.boxes(key).forEach((box) => {
        box.checked = chosen.includes(box.value);
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
      facet.append(title, ...(options.length > MANY ? [buildFinder(label, list)] : []), list);
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

  // The filter as the maps and the page understand it: {key: [words], q: text}.
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

  typed() {
    this.sent += 1;
    this.showOnMaps();
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.say(), TYPING_MS);
  }

  empty() {
    this.search.value = '';
    this.facets.querySelectorAll('[type=checkbox]').forEach((box) => {
      box.checked = false;
    });
    this.say();
    this.search.focus();
  }

  say() {
    clearTimeout(this.typing);
    this.sent += 1;
    this.showOnMaps();
    this.tellPage();
  }

  tellPage() {
    this.tell({ sent: this.sent, filter: this.filter() });
    this.awaitAnswer();
  }

  awaitAnswer() {
    this.leave();
    if (this.heard < this.sent) this.unheard = setTimeout(() => this.tellPage(), UNHEARD_MS);
  }

  leave() {
    clearTimeout(this.unheard);
  }

  showOnMaps() {
    this.sum();
    const message = { source: 'base-atlas-page', sent: this.sent, filter: this.filter() };
    document.querySelectorAll(MAPS).forEach((map) => {
      map.contentWindow.postMessage(message, window.location.origin);
    });
  }
}

export default function filters({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.filters');
  if (!panels.has(root)) panels.set(root, new Panel(root));
  const panel = panels.get(root);
  panel.show(data, (choice) => setTriggerValue('choice', choice));
  return () => panel.leave();
}
