// While a page arrives for the first time: what stands below something that has not got its size yet is
// there, but not to be seen, so that nothing a reader sees moves. Nothing is kept from a reader who has
// begun to use the page, or for long.
//
// A style sheet could say the same with `:has`, but each element of the page would then be looked at for
// each of those around it, whenever anything changes: half a second a time.

// How long after the page's answer is complete something may still be without its size.
const LONGEST_S = 15;
const ANSWERED =
  '.stApp:not([data-test-script-state="initial"], [data-test-script-state="running"])';
const BEGINNINGS = ['pointerdown', 'keydown'];
// Streamlit draws a bar in the place of what is still loading; a map has its height once its document
// has asked for it.
const UNFINISHED = [
  '[data-testid="stSkeleton"]',
  '[class*="st-key-still_map"] iframe[height="0"]',
  '.st-key-tall_map iframe:not([style*="min-height"])',
].join();
// It has a place of its own on the screen.
const PAGE_BAR = '.st-key-page_bar';
// Columns stand one below the other on a phone.
const isPhone = matchMedia('(max-width: 640px)');

const arrival = document.getElementById('atlas-arrival');

// Streamlit gives its side bar the width that the reader has dragged it to.
try {
  const width = parseInt(localStorage.getItem('sidebarWidth'), 10);
  if (width) arrival.style.setProperty('--side-bar', `${width}px`);
} catch {
  // Without storage nobody has dragged anything.
}

function* siblingsBelow(element) {
  const stack = isPhone.matches ? '.stVerticalBlock, .stHorizontalBlock' : '.stVerticalBlock';
  for (let one = element; one.parentElement; one = one.parentElement) {
    if (!one.parentElement.matches(stack)) continue;
    for (let next = one.nextElementSibling; next; next = next.nextElementSibling) {
      if (!next.querySelector(PAGE_BAR)) yield next;
    }
  }
}

function markWhatIsLater() {
  const later = new Set();
  for (const element of document.querySelectorAll(UNFINISHED)) {
    for (const below of siblingsBelow(element)) later.add(below);
  }
  for (const element of document.querySelectorAll('[data-atlas-later]')) {
    if (!later.has(element)) delete element.dataset.atlasLater;
  }
  for (const element of later) element.dataset.atlasLater = '';
}

// It is called before the browser draws what has changed.
const changes = new MutationObserver(markWhatIsLater);
changes.observe(document.body, {
  subtree: true,
  childList: true,
  attributeFilter: ['class', 'height', 'style'],
});

function end() {
  clearInterval(clock);
  changes.disconnect();
  arrival.remove();
  for (const element of document.querySelectorAll('[data-atlas-later]')) {
    delete element.dataset.atlasLater;
  }
  for (const name of BEGINNINGS) removeEventListener(name, end, true);
}

for (const name of BEGINNINGS) addEventListener(name, end, true);
let seconds = 0;
const clock = setInterval(() => {
  seconds = document.querySelector(ANSWERED) ? seconds + 1 : 0;
  if (seconds >= LONGEST_S) end();
}, 1_000);
