import { leftOut } from '../../geo/maps/scripts/answer/facets.js';
import { prepare } from '../../geo/maps/scripts/answer/gazetteer.js';
import { nearNames } from '../../geo/maps/scripts/answer/near_names.js';
import { ofSeveral, sentence } from '../../geo/maps/scripts/answer/sentence.js';
import { tally } from '../../geo/maps/scripts/answer/tally.js';
import { asOf } from '../../geo/maps/scripts/rule/presence.js';
import { assertEqual } from './support.js';

const NO_FILTER = { country: [], operator: [], status: [], kind: [], q: '' };
const bases = [
  ['manas', 'Manas', 'Kyrgyzstan'],
  ['kant', 'Kant', 'Kyrgyzstan'],
  ['k2', 'K2', 'Uzbekistan'],
  ['ayni', 'Ayni', 'Tajikistan'],
  ['bagram', 'Bagram', 'Afghanistan'],
].map(([id, name, country]) => ({
  id,
  name,
  country,
  kind: 'air base',
  search: `${name} ${country}`.toLowerCase(),
}));

/** Two operators at Manas, perhaps Russia at Kant, a report of Ayni, Bagram outside the region. */
function gazetteer(filter = {}) {
  const held = /** @type {const} */ ([0, 1, 100, 100, 200, 200]);
  const data = prepare({
    first: 0,
    last: 300,
    statuses: ['active', 'closing', 'proposed', 'reported'],
    operators: [{ name: 'Partners' }, { name: 'Russia' }, { name: 'United States' }],
    bases,
    periods: [
      [0, 2, ...held],
      [0, 0, ...held],
      [1, 1, 0, 1, 100, 160, 200, 200],
      [2, 2, ...held],
      [3, 1, 3, 0, 100, 100, 200, 200],
      [4, 2, 0, 0, 100, 100, 200, 200],
    ],
    opening: 0,
    languages: {},
    labels: {},
    searches: [],
    text: Array(6).fill({ unit: '', when: '', tenure: '', sources: [], search: '' }),
  });
  data.out = leftOut(data, { ...NO_FILTER, ...filter }, new Set());
  return data;
}

function on(day, filter = {}) {
  const data = gazetteer(filter);
  const { s1, s2, e1, e2 } = data.periods;
  return tally(data, (i) => asOf(s1[i], s2[i], e1[i], e2[i], day));
}

const counts = (found, facet, word) => {
  const data = gazetteer();
  return found.by[facet][data.coded[facet].words.indexOf(word)];
};

Deno.test('a base is counted once: as held, as only said, or as outside the region', () => {
  assertEqual(on(120).all, { certain: 2, possible: 3, said: 1, aside: 1 });
  assertEqual(on(170).all, { certain: 3, possible: 3, said: 1, aside: 1 });
  assertEqual(on(250).all, { certain: 0, possible: 0, said: 0, aside: 0 });
});

Deno.test('the answer is one sentence, in which every number says what it counts', () => {
  assertEqual(
    sentence(on(120), false),
    '2 to 3 bases of three powers; 1 more reported; 1 in Afghanistan, not counted',
  );
  assertEqual(sentence(on(250), false), 'no bases held');
  assertEqual(
    sentence(on(170, { operator: ['Russia'] }), true),
    '1 base of one power at some time; 1 more reported',
  );
});

Deno.test('each word counts what it would let through, the other filters kept', () => {
  const found = on(170, { operator: ['Russia'], country: ['Kyrgyzstan'] });
  assertEqual(counts(found, 'operator', 'United States'), {
    certain: 1,
    possible: 1,
    said: 0,
    aside: 0,
  });
  assertEqual(counts(found, 'country', 'Tajikistan'), {
    certain: 0,
    possible: 0,
    said: 1,
    aside: 0,
  });
  assertEqual(counts(found, 'country', 'Uzbekistan').possible, 0);
});

Deno.test('the numbers of the operators are those of the bases, but for bases that several hold', () => {
  const found = on(170);
  const sum = found.by.operator.reduce((n, { possible }) => n + possible, 0);
  assertEqual(sum, found.all.possible + found.shared.length);
  assertEqual(
    ofSeveral(gazetteer(), found),
    'Manas has several operators and counts for each.',
  );
  assertEqual(ofSeveral(gazetteer(), on(250)), '');
});

Deno.test('a filter leaves out by its own bit, a name by another', () => {
  const out = leftOut(
    gazetteer(),
    { ...NO_FILTER, country: ['Uzbekistan'], q: 'manas' },
    new Set(),
  );
  assertEqual([...out].map((bits) => bits !== 0), [true, true, true, true, true, true]);
  assertEqual(out[3] === out[0], false);
});

Deno.test('a name that is spelled nearly right is found, and nothing else', () => {
  const found = (/** @type {string} */ sought) => nearNames(sought, bases).map((b) => bases[b].id);
  assertEqual(found('Manass'), ['manas']);
  assertEqual(found('Bahram'), ['bagram']);
  assertEqual(found('Guantanamo'), []);
});
