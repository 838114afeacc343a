// While a page arrives for the first time: frame.css keeps what stands below something unfinished out
// of sight, so that nothing a reader sees moves. Nothing is kept from a reader who has begun to use the
// page, or for long.

// How long after the page's answer is complete something may still be without its size.
const LONGEST_S = 15;
const ANSWERED =
  '.stApp:not([data-test-script-state="initial"], [data-test-script-state="running"])';
const BEGINNINGS = ['pointerdown', 'keydown'];

const arrival = document.getElementById('atlas-arrival');

// Streamlit gives its side bar the width that the reader has dragged it to.
try {
  const width = parseInt(localStorage.getItem('sidebarWidth'), 10);
  if (width) arrival.style.setProperty('--side-bar', `${width}px`);
} catch {
  // Without storage nobody has dragged anything.
}

function end() {
  clearInterval(clock);
  arrival.remove();
  for (const name of BEGINNINGS) removeEventListener(name, end, true);
}

for (const name of BEGINNINGS) addEventListener(name, end, true);
let seconds = 0;
const clock = setInterval(() => {
  seconds = document.querySelector(ANSWERED) ? seconds + 1 : 0;
  if (seconds >= LONGEST_S) end();
}, 1_000);
