// Light or dark, as the page around the map is.

import { css } from './dom.js';

// The page's theme, read from the colours it hands to the map's document; the reader's own
// preference where there is no page around it.
function currentTheme() {
  const given = css('--background-color');
  const rgb = given && hexToRgb(given);
  if (rgb) return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2] < 128 ? 'dark' : 'light';
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function hexToRgb(text) {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(text);
  if (match) return match.slice(1, 4).map((pair) => parseInt(pair, 16));
  const numbers = /^rgba?\(([^)]+)\)/.exec(text);
  return numbers ? numbers[1].split(',').slice(0, 3).map(Number) : null;
}

export function followTheme(onChange) {
  const apply = () => {
    const theme = currentTheme();
    if (document.documentElement.dataset.theme === theme) return;
    document.documentElement.dataset.theme = theme;
    onChange(theme);
  };
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply);
  window.addEventListener('message', (event) => {
    if (event.data && event.data.type === 'streamlit:render') setTimeout(apply, 0);
  });
  apply();
}
