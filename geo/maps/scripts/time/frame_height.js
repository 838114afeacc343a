// The height of the map's frame on the page around it.

/** @returns {HTMLElement | null} */
export function hostFrame() {
  try {
    return /** @type {HTMLElement} */ (window.frameElement);
  } catch {
    return null;
  }
}

// On a phone the links to the pages stand along the foot of the window (frame.css); they come late.
const PHONE_PX = 640;
const BAR_PX = 48;

/**
 * Return the height between the top of the map, where the page is not scrolled, and the lower edge of
 * the reader's window, or the bar at its foot.
 *
 * @param {number} below pixels to leave free
 */
export function hostHeight(below) {
  const frame = hostFrame();
  if (!frame || document.fullscreenElement) return window.innerHeight;
  let { top } = frame.getBoundingClientRect();
  for (let node = frame.parentElement; node; node = node.parentElement) top += node.scrollTop;
  const phone = window.parent.innerWidth <= PHONE_PX;
  return Math.round(
    Math.max(phone ? 480 : 460, window.parent.innerHeight - top - below - barHeight()),
  );
}

export function followHost(act) {
  if (hostFrame()) window.parent.addEventListener('resize', act);
}

function barHeight() {
  const { innerWidth, location } = window.parent;
  const isEmbedded = new URLSearchParams(location.search).get('embed') === 'true';
  return innerWidth <= PHONE_PX && !isEmbedded ? BAR_PX : 0;
}
