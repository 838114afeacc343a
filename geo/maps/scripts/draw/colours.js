// Colours as numbers, for canvases.

// One colour with some of another, both as six hexadecimal digits.
export function mixed(colour, other, share) {
  const channels = (text) => [1, 3, 5].map((k) => parseInt(text.slice(k, k + 2), 16));
  const [one, two] = [channels(colour), channels(other)];
  const made = one.map((value, k) => Math.round(value * share + two[k] * (1 - share)));
  return `#${made.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
