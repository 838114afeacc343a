/**
 * The page around a map or a side bar: a link is followed, it is connected again, and its address
 * gets what is the map's alone.
 */

import { withOwnWords } from './parts.js';

/**
 * Write words of a map into the address of the page, without a run of the page and without a step in
 * its history.
 *
 * @param {Window} page
 * @param {import('./register.js').Value} own
 * @param {string[]} [keys]
 */
export function writeOwnWords({ history, location }, own, keys) {
  const search = withOwnWords(location.search, own, keys);
  if (search === location.search) return;
  history.replaceState(history.state, '', location.pathname + search + location.hash);
}

/**
 * Listen to the document of the page: where a link is followed, the line is silent, and `leaves` is
 * called if the link opens here; where the page has been connected again, `connected` is called.
 *
 * @param {Window} page
 * @param {import('./register.js').Line} line
 * @param {{connected: () => void, leaves?: () => void}} acts
 */
export function followPage(page, line, { connected, leaves }) {
  const gone = new AbortController();
  const { signal } = gone;
  page.document.addEventListener('click', (event) => {
    const link = /** @type {Element} */ (event.target).closest?.('a');
    if (!link) return;
    line.beSilent();
    if (leaves && opensHere(event, link)) leaves();
  }, { capture: true, signal });
  page.addEventListener('message', ({ data }) => {
    if (data && data.type === 'WEBSOCKET_CONNECTED') connected();
  }, { signal });
  window.addEventListener('pagehide', () => gone.abort());
}

/**
 * @param {MouseEvent} event
 * @param {HTMLAnchorElement} link
 */
function opensHere(event, link) {
  const isPlain =
    !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  const { location } = link.ownerDocument;
  return isPlain && link.target !== '_blank' && link.origin === location.origin;
}
