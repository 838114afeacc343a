import { prepare } from '../../geo/maps/scripts/answer/gazetteer.js';
import { isoOf } from '../../geo/maps/scripts/rule/days.js';
import { readAddress, writtenAddress } from '../../geo/maps/scripts/state/address.js';
import { Party } from '../../geo/maps/scripts/state/register.js';
import { assertEqual } from './support.js';

const DATA = prepare(
  /** @type {any} */ ({
    first: 11323,
    last: 18992,
    opening: 18827,
    statuses: ['active'],
    operators: [{ name: 'Russia' }],
    bases: [{ id: 'kant', name: 'Kant', country: 'Kyrgyzstan', kind: 'air base', search: '' }],
    periods: [[0, 0, 0, 1, 12000, 12000, 20000, 20000]],
    text: [{ unit: '', when: '', tenure: '', sources: [], search: '' }],
    searches: [],
  }),
);

Deno.test('an empty address opens on the opening day, with every field as it is', () => {
  const { fields, notices } = readAddress('', DATA);
  assertEqual(fields.time, { date: [isoOf(18827)] });
  assertEqual([fields.filters, fields.base, fields.sight, fields.closed], [{}, {}, {}, {}]);
  assertEqual(notices, []);
});

Deno.test('an address is read as the app reads it, in whatever case its words are', () => {
  const search = '?date=June+2005&country=kyrgyzstan&operator=Russia&q=kant&base=KANT&at=42,74,7';
  const { fields, notices } = readAddress(search, DATA);
  assertEqual(fields.time, { date: ['2005-06-01'] });
  assertEqual(fields.filters, { country: ['Kyrgyzstan'], operator: ['Russia'], q: ['kant'] });
  assertEqual([fields.base, fields.sight], [{ base: ['kant'] }, { at: ['42,74,7'] }]);
  assertEqual(notices, []);
});

Deno.test('what an address asks for and is not there is said, and left out', () => {
  const { fields, notices } = readAddress('?date=x&base=none&country=Chad&from=2005-01-01', DATA);
  assertEqual(fields.time, { date: [isoOf(18827)] });
  assertEqual([fields.base, fields.filters], [{}, {}]);
  assertEqual(notices.length, 4);
});

Deno.test('a date outside the data is the nearest day inside', () => {
  const { fields, notices } = readAddress('?date=1990-01-01', DATA);
  assertEqual(fields.time, { date: [isoOf(11323)] });
  assertEqual(notices.length, 1);
});

Deno.test('an address says what was changed, and keeps the words of others', () => {
  const party = new Party('map:1');
  party.hearPeer({ time: [{ date: ['2021-07-19'] }, 0, 'site'] });
  assertEqual(writtenAddress('?utm_source=x', party), '?utm_source=x');
  party.change('time', { date: ['2005-06-01'] });
  party.change('base', { base: ['kant'] });
  assertEqual(
    writtenAddress('?utm_source=x&date=2010-01-01', party),
    '?date=2005-06-01&base=kant&utm_source=x',
  );
});

Deno.test('what was chosen and is chosen no more leaves the address', () => {
  const party = new Party('map:1');
  party.change('base', {});
  assertEqual(writtenAddress('?base=kant', party), '');
});
