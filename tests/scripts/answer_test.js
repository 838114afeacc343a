import {
  evaluate,
  lastOperatorAt,
  match,
  newAnswer,
  operatorsAt,
} from '../../geo/maps/scripts/answer/answer.js';
import { changesBetween } from '../../geo/maps/scripts/answer/changes.js';
import { changeDays, prepare } from '../../geo/maps/scripts/answer/gazetteer.js';
import { countOn, heldSpans, turns } from '../../geo/maps/scripts/answer/held_spans.js';
import { searchesWithoutABase } from '../../geo/maps/scripts/answer/searches.js';
import { assertEqual } from './support.js';

const OPEN = 1_000_000_000;

/** @param {string} id @param {string} name @param {string} country */
function base(id, name, country) {
  return { id, name, country, kind: 'air base', search: name.toLowerCase() };
}

/** Two bases: one held from day 100 to 200, one perhaps from 150, and only reported from 10. */
function gazetteer() {
  const data = prepare({
    first: 0,
    last: 300,
    statuses: ['active', 'closing', 'proposed', 'reported'],
    operators: [{ name: 'Russia' }, { name: 'India' }],
    bases: [base('a', 'A', 'Kyrgyzstan'), base('b', 'B', 'Tajikistan')],
    periods: [
      [0, 0, 0, 1, 100, 100, 200, 200],
      [1, 0, 0, 1, 140, 160, OPEN, OPEN],
      [1, 1, 3, 0, 10, 10, 20, 20],
    ],
    text: ['one', '', ''].map((search) => ({
      unit: '',
      when: '',
      tenure: '',
      sources: [],
      search,
    })),
    searches: [
      { country: 'Kyrgyzstan', place: '', found: '', text: '', search: '', days: [50, 300] },
    ],
    opening: 0,
    languages: {},
    labels: { country: { Tajikistan: 'тоҷикистон' } },
  });
  return data;
}

Deno.test('the periods of one base lie side by side', () => {
  assertEqual([...gazetteer().periods.first], [0, 1, 3]);
});

Deno.test('presence changes on the first days of both edges and on the days after them', () => {
  assertEqual([...changeDays(gazetteer())], [10, 21, 100, 140, 160, 201]);
});

Deno.test('a filtered period changes nothing', () => {
  const data = gazetteer();
  data.periods.matched[1] = 0;
  assertEqual([...changeDays(data)], [10, 21, 100, 201]);
});

Deno.test('the step over an opening and over a closing says so', () => {
  const data = gazetteer();
  assertEqual(changesBetween(data, 99, 100), ['A opened']);
  assertEqual(changesBetween(data, 200, 201), ['A closed']);
});

Deno.test('the band counts certain and possible bases of each operator on a day', () => {
  const spans = heldSpans(gazetteer());
  const onDay = (/** @type {number} */ day) =>
    countOn(spans, day).filter((count) => count.possible);
  assertEqual(onDay(120), [{ operator: 0, certain: 1, possible: 1 }]);
  assertEqual(onDay(150), [{ operator: 0, certain: 1, possible: 2 }]);
  assertEqual(onDay(170), [{ operator: 0, certain: 2, possible: 2 }]);
  assertEqual(onDay(50), []);
});

Deno.test('openings and closings are ticks of the band', () => {
  assertEqual(turns(gazetteer()), [[100, 'opening'], [200, 'closing'], [140, 'opening']]);
});

const ALL = { country: [], operator: [], status: [], kind: [], q: '' };

/** @param {number} day @param {Partial<typeof ALL>} filter @param {string[]} hidden */
function answered(day, filter = {}, hidden = []) {
  const data = gazetteer();
  match(data, { ...ALL, ...filter }, new Set(hidden));
  const answer = newAnswer(data);
  evaluate(data, asOfDay(day), answer);
  return { data, answer };
}

/** @param {number} day */
function asOfDay(day) {
  return { mode: 'as-of', day, from: day, to: day };
}

Deno.test('a base held on a day is counted, one that is only reported is not', () => {
  assertEqual(answered(150).answer.held, { certain: 1, possible: 2 });
  assertEqual([...answered(150).answer.state], [2, 1]);
  assertEqual(answered(15).answer.held, { certain: 0, possible: 0 });
  assertEqual([...answered(15).answer.state], [0, 2]);
});

Deno.test('a base that was there is closed, one that is still to come is not there', () => {
  assertEqual([...answered(250).answer.state], [-1, 2]);
  assertEqual([...answered(50).answer.state], [0, 0]);
});

Deno.test('within a window a base is there that was there on one of its days', () => {
  const { data, answer } = answered(0);
  evaluate(data, { mode: 'between', day: 0, from: 190, to: 300 }, answer);
  assertEqual(answer.held, { certain: 2, possible: 2 });
});

Deno.test('a base stays where every filter has one of its words, and its operator is shown', () => {
  /** @param {Partial<typeof ALL>} filter @param {string[]} [hidden] */
  const matched = (filter, hidden) => [...answered(150, filter, hidden).data.periods.matched];
  assertEqual(matched({ country: ['Tajikistan'] }), [0, 1, 1]);
  assertEqual(matched({ country: ['Tajikistan'], operator: ['India'] }), [0, 0, 1]);
  assertEqual(matched({ status: ['reported'] }), [0, 0, 1]);
  assertEqual(matched({ q: 'a ONE' }), [1, 0, 0]);
  assertEqual(matched({}, ['Russia']), [0, 0, 1]);
});

Deno.test('a base has the operators that are there on the day; a closed one the last it had', () => {
  const { data, answer } = answered(15);
  assertEqual(operatorsAt(data, answer, 1).map(({ operator, status }) => [operator, status]), [
    [1, 'reported'],
  ]);
  assertEqual(lastOperatorAt(data, 0), 0);
});

Deno.test('a country that was searched has no base while none is held in it, whatever is hidden', () => {
  const { data } = answered(0, { country: ['Tajikistan'] });
  const countries = (day) => searchesWithoutABase(data, asOfDay(day)).map(({ country }) => country);
  assertEqual(countries(99), ['Kyrgyzstan']);
  assertEqual(countries(100), []);
  assertEqual(countries(49), [], 'before the time that was searched');
});
