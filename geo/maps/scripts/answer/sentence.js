// The answer in one sentence: "20 to 21 bases of five powers; 3 more reported; 5 in Afghanistan, not
// counted".

import { countedInWords } from '../rule/words.js';

const NUMBERS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const MOST_NAMED = 3;

/** @param {number} n */
function number(n) {
  return NUMBERS[n] ?? n.toLocaleString('en');
}

/**
 * @param {string[]} words
 * @param {string} joint
 */
function listed(words, joint = 'and') {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} ${joint} ${words[words.length - 1]}`;
}

/**
 * Return the sentence that follows the date.
 *
 * @param {ReturnType<typeof import('./tally.js').tally>} found
 * @param {boolean} windowed whether it is about a time between two dates
 */
export function sentence({ all, powers, statuses, countries }, windowed) {
  const bases = countedInWords(all, 'base');
  const held = all.possible
    ? `${bases} of ${number(powers.size)} ${powers.size === 1 ? 'power' : 'powers'}`
    : 'no bases held';
  const said = all.said && `${all.said.toLocaleString('en')} more ${listed([...statuses], 'or')}`;
  const where = countries.size <= MOST_NAMED
    ? `in ${listed([...countries].sort())}`
    : 'outside the region';
  const aside = all.aside && `${all.aside.toLocaleString('en')} ${where}, not counted`;
  return [`${held}${windowed ? ' at some time' : ''}`, said, aside].filter(Boolean).join('; ');
}

/**
 * Return why the operators' numbers add up to more than the bases, '' where they do not.
 *
 * @param {{bases: {name: string}[]}} data
 * @param {{shared: number[]}} found
 */
export function ofSeveral({ bases }, { shared }) {
  if (!shared.length) return '';
  const names = shared.map((b) => bases[b].name);
  return names.length > MOST_NAMED
    ? `${names.length.toLocaleString('en')} bases have several operators and count for each.`
    : `${listed(names)} ${names.length === 1 ? 'has' : 'have'} several operators and ${
      names.length === 1 ? 'counts' : 'count'
    } for each.`;
}
