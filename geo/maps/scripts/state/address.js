/**
 * The address of a document that has no page around it: what it asks for, and what it says of the
 * map. The words are those of `geo/answers/link.py`.
 *
 * @typedef {import('./register.js').Value} Value
 * @typedef {import('../answer/gazetteer.js').Gazetteer} Gazetteer
 */

import { FACETS } from '../answer/facets.js';
import { isoOf } from '../rule/days.js';
import { fold } from '../rule/fold.js';
import { readTyped } from '../rule/typed_dates.js';

// What each field of the register is called in a link, in the order in which links have them.
const KEYS = {
  time: ['date', 'from', 'to', 'named'],
  filters: [...FACETS, 'q'],
  base: ['base'],
  sight: ['at'],
  closed: ['closed'],
};
const LONGEST = 60;

/**
 * Return the fields that an address asks for, and a sentence for each part that makes no sense. Every
 * field is there: what an address leaves out is as the map opens.
 *
 * @param {string} search
 * @param {Gazetteer} data
 * @returns {{fields: Record<string, Value>, notices: string[]}}
 */
export function readAddress(search, data) {
  const query = new URLSearchParams(search);
  /** @type {string[]} */
  const notices = [];
  const asked = (/** @type {string} */ key) => [...new Set(query.getAll(key))].filter(Boolean);
  const known = (/** @type {string} */ key, /** @type {string[]} */ words) =>
    asked(key).flatMap((word) => {
      const meant = words.find((other) => fold(other) === fold(word));
      if (meant === undefined) {
        notices.push(`The link asked for the unknown ${key} “${word.slice(0, LONGEST)}”.`);
      }
      return meant === undefined ? [] : [meant];
    });
  const bases = [...data.indexOf.keys()];
  const day = (/** @type {string} */ key, isEnd = false) => {
    const [text] = asked(key);
    return text === undefined ? [] : readDay(text, isEnd, data, notices);
  };
  const date = day('date');
  const edges = { from: day('from'), to: day('to', true) };
  const isWindow = edges.from.length > 0 && edges.to.length > 0;
  if (edges.from.length !== edges.to.length) {
    notices.push(
      'The link has only one end of the range of dates, so the map shows a single date.',
    );
  }
  const fields = {
    time: {
      date: date.length ? date : [isoOf(data.opening)],
      ...(isWindow ? edges : {}),
      named: known('named', bases),
    },
    filters: {
      ...Object.fromEntries(FACETS.map((facet) => [facet, known(facet, data.coded[facet].words)])),
      q: asked('q').slice(0, 1).map((text) => text.trim().slice(0, 100)),
    },
    base: { base: known('base', bases).slice(0, 1) },
    sight: { at: asked('at').slice(0, 1).filter(isSight) },
    closed: { closed: known('closed', ['shown', 'hidden']).slice(0, 1) },
  };
  return {
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, filled(value)]),
    ),
    notices,
  };
}

/**
 * Return an address that says what a map shows. Words of others stay; what is as the map opens is
 * left out as long as nobody has changed it.
 *
 * @param {string} search
 * @param {import('./register.js').Party} party
 */
export function writtenAddress(search, party) {
  const before = new URLSearchParams(search);
  const own = Object.entries(KEYS).flatMap(([name, keys]) => {
    const isChanged = (party.fields[name]?.[1] ?? 0) > 0;
    return keys.flatMap((key) => {
      const words = isChanged ? party.fields[name][0][key] || [] : before.getAll(key);
      return words.map((word) => [key, word]);
    });
  });
  const ours = new Set(Object.values(KEYS).flat());
  const others = [...before].filter(([key]) => !ours.has(key));
  const written = new URLSearchParams([...own, ...others]).toString();
  return written ? `?${written}` : '';
}

/**
 * @param {string} text
 * @param {boolean} isEnd
 * @param {Gazetteer} data
 * @param {string[]} notices
 */
function readDay(text, isEnd, { first, last }, notices) {
  const typed = readTyped(text);
  const shown = text.slice(0, LONGEST);
  if (!typed) {
    notices.push(`“${shown}” in the link is not a date and is ignored.`);
    return [];
  }
  const day = isEnd ? typed.last : typed.first;
  const within = Math.min(Math.max(day, first), last);
  if (within !== day) {
    notices.push(`The date ${shown} in the link is outside the data; showing ${isoOf(within)}.`);
  }
  return [isoOf(within)];
}

/** @param {string} text */
function isSight(text) {
  const numbers = text.split(',').map(Number);
  const limits = [90, 180, 22];
  return numbers.length === 3 &&
    numbers.every((number, k) => Number.isFinite(number) && Math.abs(number) <= limits[k]);
}

/**
 * @param {Value} value
 * @returns {Value}
 */
function filled(value) {
  return Object.fromEntries(Object.entries(value).filter(([, words]) => words.length));
}
