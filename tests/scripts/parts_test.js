import {
  filterOfPart,
  partOfFilter,
  partOfSight,
  partOfTime,
  sightOfPart,
  timeOfPart,
  withOwnWords,
} from '../../geo/maps/scripts/state/parts.js';
import { assertEqual } from './support.js';

Deno.test('a date, a window and named bases come back from their part of a link', () => {
  const time = { mode: 'as-of', day: 12935, from: 0, to: 1, named: ['kant'] };
  const part = partOfTime(time);
  assertEqual(part, { date: ['2005-06-01'], named: ['kant'] });
  assertEqual(timeOfPart(part), { mode: 'as-of', named: ['kant'], day: 12935 });
  const span = partOfTime({ ...time, mode: 'between', named: [] });
  assertEqual(span, { date: ['2005-06-01'], from: ['1970-01-01'], to: ['1970-01-02'] });
  assertEqual(timeOfPart(span), { mode: 'between', named: [], day: 12935, from: 0, to: 1 });
});

Deno.test('a filter comes back from its part of a link, without blanks around the name', () => {
  const filter = { country: ['Kyrgyzstan'], operator: [], status: [], kind: [], q: ' kant ' };
  assertEqual(partOfFilter(filter), { country: ['Kyrgyzstan'], q: ['kant'] });
  assertEqual(filterOfPart(partOfFilter(filter)), { ...filter, q: 'kant' });
  assertEqual(partOfFilter(filterOfPart({})), {});
});

Deno.test('the middle of a map and its zoom come back, however far around the world it was drawn', () => {
  const part = partOfSight({ lat: 41.23456, lng: 72.5 + 720 }, 6.25);
  assertEqual(part, { at: ['41.235,72.500,6.25'] });
  assertEqual(sightOfPart(part), { centre: { lat: 41.235, lng: 72.5 }, zoom: 6.25 });
  assertEqual(sightOfPart({}), null);
});

Deno.test('a map writes its own words into an address and leaves the others letter by letter', () => {
  const own = { at: ['41.000,72.000,8.00'] };
  assertEqual(
    withOwnWords('?date=2005-06-01&q=a+b%20c', own),
    '?date=2005-06-01&q=a+b%20c&at=41.000%2C72.000%2C8.00',
  );
  assertEqual(
    withOwnWords('?at=1%2C2%2C3&date=2005-06-01&v=1a', own),
    '?date=2005-06-01&at=41.000%2C72.000%2C8.00&v=1a',
  );
  assertEqual(withOwnWords('?at=1%2C2%2C3', {}), '');
  assertEqual(withOwnWords('', { closed: ['hidden'] }), '?closed=hidden');
  assertEqual(
    withOwnWords('?at=1%2C2%2C3&closed=hidden', { at: ['4,5,6'] }, ['at']),
    '?closed=hidden&at=4%2C5%2C6',
  );
});
