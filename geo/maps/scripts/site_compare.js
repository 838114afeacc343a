// The entry of the page of two dates on a published site. The page has two dates already, for readers
// without scripts; here a reader chooses any others, and they are in the address.

import { AMONG, differences, KINDS } from './answer/two_dates.js';
import { evaluate, newAnswer } from './answer/answer.js';
import { prepare } from './answer/gazetteer.js';
import { element } from './draw/dom.js';
import { dayOf, isoOf } from './rule/days.js';
import { counted, heldInWords, inWords } from './rule/words.js';
import { DateField } from './time/date_field.js';

const HEADINGS = ['Opened', 'Closed', 'Changed', 'In doubt'];
const OTHERS = ['', 'Only proposed or reported', 'Shown, not counted'];
const WORDS = ['opened', 'closed', 'changed', 'in doubt', 'unchanged'];
const ISO = /^\d{4}-\d{2}-\d{2}$/;

export function compareOnSite({ gazetteer, pages }) {
  const data = prepare(gazetteer);
  const place = document.getElementById('compared');
  const { before: first, after: second } = place.dataset;
  const shown = { before: Number(first), after: Number(second) };
  const usual = { ...shown };
  const fields = ['before', 'after'].map((name, k) =>
    new DateField(k ? 'Second date' : 'First date', (day) => {
      shown[name] = day;
      write('pushState');
      draw();
    })
  );
  fields.forEach((field) => field.limit(data.first, data.last));
  const row = element('div', 'two-dates');
  row.append(...fields.flatMap((field, k) => {
    const label = element('label', '', k ? 'Second date ' : 'First date ');
    label.append(field.input);
    return [label, field.echo];
  }));
  document.getElementById('choose-dates').replaceChildren(row);

  function draw() {
    const { before, after } = shown;
    fields[0].show(shown.before);
    fields[1].show(shown.after);
    place.replaceChildren(
      ...compared(data, pages, Math.min(before, after), Math.max(before, after)),
    );
  }

  function read() {
    const query = new URLSearchParams(location.search);
    [['before', 'date'], ['after', 'with']].forEach(([name, key]) => {
      const text = query.get(key) || '';
      const day = ISO.test(text) ? dayOf(text) : NaN;
      const isKnown = Number.isFinite(day);
      shown[name] = isKnown ? Math.min(Math.max(day, data.first), data.last) : usual[name];
    });
    draw();
  }

  function write(how) {
    const query = new URLSearchParams(location.search);
    query.set('date', isoOf(shown.before));
    query.set('with', isoOf(shown.after));
    try {
      history[how](null, '', `${location.pathname}?${query}`);
    } catch (error) {
      // Some browsers write no address for a page that is opened from a disk.
      if (!(error instanceof DOMException)) throw error;
    }
  }

  window.addEventListener('popstate', read);
  read();
  document.documentElement.dataset.ready = 'yes';
}

function compared(data, pages, before, after) {
  const [held, rumours, around] = AMONG.map((among) => differences(data, before, after, among));
  const counts = [before, after].map((day) => {
    const answer = newAnswer(data);
    evaluate(data, { mode: 'as-of', day, from: day, to: day }, answer);
    return `${inWords(day)}: ${heldInWords(answer.held)}`;
  });
  const told = element('p', 'answer', counts.join(' → '));
  const list = (some) => {
    const rows = element('ul', 'plain');
    rows.append(...some.map((each) => line(data, pages, each)));
    return rows;
  };
  const group = (heading, some) =>
    some.length ? [element('h2', '', `${heading}: ${some.length}`), list(some)] : [];
  const moved = (some) => some.filter(({ what }) => what !== KINDS[4]);
  const same = [...held, ...rumours, ...around].filter(({ what }) => what === KINDS[4]);
  return [
    told,
    ...HEADINGS.flatMap((heading, k) =>
      group(heading, held.filter(({ what }) => what === KINDS[k]))
    ),
    ...group(OTHERS[1], moved(rumours)),
    ...group(OTHERS[2], moved(around)),
    ...(same.length ? [fold(counted(same.length, 'base'), list(same))] : []),
  ];
}

function fold(words, list) {
  const node = element('details');
  node.append(element('summary', '', `Unchanged: ${words}`), list);
  return node;
}

function line({ bases }, pages, { base, what, before, after, tenure }) {
  const { id, name, country } = bases[base];
  const row = element('li');
  const anchor = element('a', '', name);
  anchor.href = pages[id];
  const word = WORDS[KINDS.indexOf(what)];
  const told = what === KINDS[4]
    ? after
    : tenure
    ? `${word}; ${after === 'not there' || after === 'nothing' ? before : after}, ${tenure}`
    : `${before} → ${after}`;
  row.append(anchor, `, ${country}: ${told}`);
  return row;
}
