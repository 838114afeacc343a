import { dayOf } from '../../geo/maps/scripts/rule/days.js';
import { readTyped, understood } from '../../geo/maps/scripts/rule/typed_dates.js';
import { assertEqual, read } from './support.js';

for (const { text, first, last, other } of await read('../geo/time/typed_date_cases.json')) {
  Deno.test(`a typed date is read as on the server: "${text}"`, () => {
    const expected = first &&
      { first: dayOf(first), last: dayOf(last), other: other ? dayOf(other) : null };
    assertEqual(readTyped(text), expected);
  });
}

Deno.test('a date that could mean two says which it was taken for', () => {
  assertEqual(understood(readTyped('06/01/2005')), '1 June 2005, not 6 January 2005');
  assertEqual(understood(readTyped('21/11/2005')), '21 November 2005');
  assertEqual(understood(readTyped('2005'), true), '31 December 2005');
});
