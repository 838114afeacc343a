// Elements, colours and files of the map's document.

export function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

export function link(source) {
  const words = [source.title, source.publisher, source.date].filter(Boolean).join(', ');
  if (!/^https?:\/\//i.test(source.url || '')) return element('span', '', words);
  const anchor = element('a', '', words);
  anchor.href = source.url;
  anchor.target = '_blank';
  anchor.rel = 'noopener noreferrer';
  return anchor;
}

// The value of a custom property, such as a colour of the theme.
export function css(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// Sizes can be taken only once both style sheets have arrived.
export function styled(map) {
  const arrived = () =>
    getComputedStyle(map.getContainer()).overflow === 'hidden' && css('--atlas-land') !== '';
  return new Promise((done) => {
    const look = () => (arrived() ? done() : setTimeout(look, 10));
    look();
  });
}

export function whenDrawn(act) {
  requestAnimationFrame(() => setTimeout(act, 0));
}

export async function fetchJson(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}
