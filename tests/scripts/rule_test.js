import { addMonths, dayOf, firstOfYear, isoOf } from '../../geo/maps/scripts/rule/days.js';
import { asOf, between } from '../../geo/maps/scripts/rule/presence.js';
import {
  CLOSED,
  countInWords,
  facetsInWords,
  heldInWords,
  inWords,
  presenceInWords,
} from '../../geo/maps/scripts/rule/words.js';
import { fold } from '../../geo/maps/scripts/rule/fold.js';
import { assertEqual, read } from './support.js';

const cases = await read('../geo/presence_cases.json');
const PRESENCE = ['absent', 'possible', 'certain'];

for (const { name, bounds, day, presence } of cases.as_of) {
  Deno.test(`as of a day: ${name}`, () => {
    const [s1, s2, e1, e2] = bounds;
    assertEqual(PRESENCE[asOf(s1, s2, e1, e2, day)], presence);
  });
}

for (const { name, bounds, first, last, presence } of cases.between) {
  Deno.test(`between two days: ${name}`, () => {
    const [s1, s2, e1, e2] = bounds;
    assertEqual(PRESENCE[between(s1, s2, e1, e2, first, last)], presence);
  });
}

Deno.test('a day becomes a date and back, before 1970 too', () => {
  for (const iso of ['2005-06-01', '1970-01-01', '1899-12-31', '0101-02-03']) {
    assertEqual(isoOf(dayOf(iso)), iso);
  }
});

for (const { day, iso, words } of await read('../geo/day_cases.json')) {
  Deno.test(`a day of any year is written and read as on the server: ${iso}`, () => {
    assertEqual(isoOf(day), iso);
    assertEqual(dayOf(iso), day);
    assertEqual(inWords(day), words);
  });
}

Deno.test('what is no day is no number', () => {
  for (const text of ['', '2005', '2005-13-01', '12005-01-01x', 'soon']) {
    assertEqual(Number.isNaN(dayOf(text)), true);
  }
});

Deno.test('a day is written in words as on every page', () => {
  assertEqual(inWords(dayOf('2005-06-01')), '1 June 2005');
});

Deno.test('a month later is the same day, or the last one of a shorter month', () => {
  assertEqual(isoOf(addMonths(dayOf('2005-06-15'), 1)), '2005-07-15');
  assertEqual(isoOf(addMonths(dayOf('2005-01-31'), 1)), '2005-02-28');
  assertEqual(isoOf(addMonths(dayOf('2005-06-15'), -12)), '2004-06-15');
});

Deno.test('a year begins on 1 January', () => {
  assertEqual(isoOf(firstOfYear(2005)), '2005-01-01');
});

Deno.test('a count without doubt is one number, with doubt two', () => {
  assertEqual(countInWords({ certain: 9, possible: 9 }), '9');
  assertEqual(countInWords({ certain: 9, possible: 11 }), '9 to 11');
});

Deno.test('what is held is counted in words, none of them too', () => {
  assertEqual(
    [[0, 0], [1, 1], [0, 2], [20, 21]].map(([certain, possible]) =>
      heldInWords({ certain, possible })
    ),
    ['No bases held', '1 base held', '0 to 2 bases held', '20 to 21 bases held'],
  );
});

Deno.test('what a filter lists is counted in words', () => {
  assertEqual(facetsInWords(14, 'kind'), '14 kinds');
  assertEqual(facetsInWords(40, 'country'), '40 countries');
});

Deno.test('doubt is said in words', () => {
  assertEqual([CLOSED, 0, 1, 2].map(presenceInWords), [
    'closed',
    'not there',
    'possibly there',
    'certainly there',
  ]);
});

Deno.test('names are searched without case and diacritics, in Cyrillic and Latin', () => {
  assertEqual(fold('Қӯрғонтеппа'), fold('қурғонтеппа'));
  assertEqual(fold('Ўзбекистон Әуе'), 'узбекистон ауе');
  assertEqual(fold('Élysée'), 'elysee');
  assertEqual(fold('Şaýmak'), 'saymak');
  for (const written of ["O'zbekiston", 'Oʻzbekiston', 'O‘zbekiston', 'Oʼzbekiston']) {
    assertEqual(fold(written), 'ozbekiston', written);
  }
});
