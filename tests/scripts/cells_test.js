import { addressOf, questionOf, readAsked } from '../../geo/maps/scripts/cells/asked.js';
import { unpack } from '../../geo/maps/scripts/cells/changes.js';
import { BITS, partOf, placeOf, shiftOf } from '../../geo/maps/scripts/cells/grid.js';
import { Line } from '../../geo/maps/scripts/cells/line.js';
import { assertEqual } from './support.js';

const DAYS = [0, 10, 20, 30, 40];
/** Three pairs in two cells: x, y, operator, then step and what begins and ends, certain and there. */
const PAIRS = [
  { x: 5, y: 7, operator: 0, changes: [[0, 2, 0, 3, 0], [2, 1, 1, 1, 0], [4, 0, 2, 0, 4]] },
  { x: 5, y: 7, operator: 2, changes: [[1, 300, 0, 301, 0]] },
  { x: 6, y: 7, operator: 1, changes: [[3, 0, 0, 1, 0], [4, 1, 0, 0, 0]] },
];

/** @param {Record<string, unknown>} [more] */
function packed(more = {}) {
  const changes = PAIRS.flatMap((pair) => pair.changes);
  /** @type {[string, 1 | 2, number[]][]} */
  const arrays = [
    ['x', 1, PAIRS.map((pair) => pair.x - 5)],
    ['y', 1, PAIRS.map((pair) => pair.y - 7)],
    ['operator', 1, PAIRS.map((pair) => pair.operator)],
    ['length', 1, PAIRS.map((pair) => pair.changes.length)],
    ['step', 1, changes.map((row) => row[0])],
    ['certain_begins', 2, changes.map((row) => row[1])],
    ['certain_ends', 1, changes.map((row) => row[2])],
    ['there_begins', 2, changes.map((row) => row[3])],
    ['there_ends', 1, changes.map((row) => row[4])],
  ];
  const named = arrays.map(([name, width, numbers]) => [name, width, numbers.length]);
  const head = { shift: 12, days: DAYS, corner: [5, 7], arrays: named, ...more };
  const bytes = [...new TextEncoder().encode(`${JSON.stringify(head)}\n`)];
  arrays.forEach(([, width, numbers]) =>
    numbers.forEach((number) => {
      bytes.push(number & 255);
      if (width === 2) bytes.push(number >> 8);
    })
  );
  return new Uint8Array(bytes).buffer;
}

/** @param {ReturnType<typeof unpack>} changes */
const sums = (changes) => [[...changes.certain], [...changes.there]];

const AS_OF = [
  [[2, 0, 0], [3, 0, 0]],
  [[2, 300, 0], [3, 301, 0]],
  [[2, 300, 0], [4, 301, 0]],
  [[2, 300, 0], [4, 301, 1]],
  [[0, 300, 1], [0, 301, 1]],
];

Deno.test('changes are summed alike forward, backward and in leaps', () => {
  const changes = unpack(packed());
  for (const step of [0, 1, 2, 3, 4, 2, 0, 4, 1, 3, 3]) {
    changes.asOf(step);
    assertEqual(sums(changes), AS_OF[step], `step ${step}`);
  }
});

Deno.test('a window has what was there at its begin and what began in it', () => {
  const changes = unpack(packed());
  changes.between(1, 3);
  assertEqual(sums(changes), [[3, 300, 0], [4, 301, 1]]);
  changes.asOf(1);
  assertEqual(sums(changes), AS_OF[1], 'after a window');
});

Deno.test('a day has the last step that is not after it', () => {
  const changes = unpack(packed());
  assertEqual([-5, 0, 9, 10, 25, 40, 99].map((day) => changes.stepOf(day)), [0, 0, 0, 1, 2, 4, 4]);
});

Deno.test('a cell has the sums of its operators and the colour of the one with most', () => {
  const changes = unpack(packed());
  changes.asOf(3);
  const told = changes.cells().map(({ x, y, certain, possible, leader }) => [
    ...[x, y],
    ...[certain, possible, leader],
  ]);
  assertEqual(told, [[5, 7, 302, 305, 2], [6, 7, 0, 1, 1]]);
  assertEqual(changes.total(), { certain: 302, possible: 306 });
  assertEqual(changes.operators().map(({ operator }) => operator), [2, 0, 1]);
  const band = changes.band();
  assertEqual([[...band.certain], [...band.possible]], [[2, 302, 302, 302, 301], [
    ...[3, 304, 305, 306, 302],
  ]]);
});

Deno.test('few periods stand in the head', () => {
  assertEqual(unpack(packed()).singles, null);
  assertEqual(unpack(packed({ singles: [{ name: 'Кант' }] })).singles, [{ name: 'Кант' }]);
});

Deno.test('places of the grid are those of web maps, and cells have their pixels', () => {
  const [latitude, longitude] = placeOf(724 * 2 ** 12, 376 * 2 ** 12);
  assertEqual([latitude.toFixed(2), longitude.toFixed(2)], ['43.07', '74.53']);
  for (const zoom of [1.5, 2, 5.25, 9, 14]) {
    const pixels = 2 ** shiftOf(zoom) * ((256 * 2 ** zoom) / 2 ** BITS);
    assertEqual(pixels >= 40 && pixels < 80, true, `zoom ${zoom}`);
  }
});

Deno.test('a part of the map holds what is seen and stays the same after a small move', () => {
  const seen = { west: 5, north: 50, east: 15, south: 45 };
  const part = partOf(seen, 12);
  const moved = partOf({ west: 5.2, north: 50, east: 15.2, south: 45 }, 12);
  assertEqual(part, moved);
  const [north, west] = placeOf(part[0], part[1]);
  const [south, east] = placeOf(part[2], part[3]);
  assertEqual([west <= 5, north >= 50, east >= 15, south <= 45], [true, true, true, true]);
  const world = partOf({ west: -300, north: 89, east: 300, south: -89 }, 16);
  assertEqual(world, [0, 0, 2 ** BITS, 2 ** BITS]);
});

const RANGE = { first: -25567, last: 20453, opening: 9496 };

Deno.test('an address says what is asked, and is read back alike', () => {
  const search =
    '?date=1990-06-01&country=A+%26+B&country=C&q=%25+x&base=b-1&at=48.100,10.000,6.25';
  const asked = readAsked(search, RANGE);
  assertEqual(asked.words.country, ['A & B', 'C']);
  assertEqual(readAsked(addressOf(asked), RANGE), asked);
  const window = readAsked('?to=1950-01-01&from=1940-01-01', RANGE);
  assertEqual(addressOf(window), '?from=1940-01-01&to=1950-01-01');
  assertEqual(questionOf(window, { time: false }).size, 0);
});

Deno.test('what makes no sense in an address is left out', () => {
  const asked = readAsked('?date=never&at=1,2&date2=3&from=', RANGE);
  assertEqual([asked.day, asked.sight, asked.window], [RANGE.opening, null, null]);
  assertEqual(readAsked('?date=2999-01-01', RANGE).day, RANGE.last);
});

/** A server that answers when the test says so. */
function server() {
  /** @type {{question: string, signal: AbortSignal, answer: (response: Response) => void}[]} */
  const asked = [];
  /** @type {string[]} */
  const said = [];
  const line = new Line(
    (words) => said.push(words),
    (question, { signal }) =>
      new Promise((answer, refuse) => {
        signal.addEventListener('abort', () => refuse(new Error('aborted')));
        asked.push({ question, signal, answer });
      }),
    [0],
  );
  return { asked, said, line };
}

const text = (/** @type {Response} */ response) => response.text();
const turn = () => new Promise((go) => setTimeout(go, 1));

Deno.test('a later question of a kind cancels the one before, whose answer is not taken', async () => {
  const { asked, line } = server();
  /** @type {string[]} */
  const taken = [];
  const take = (/** @type {string} */ answer) => taken.push(answer);
  line.get('view', 'one', text, take);
  line.get('view', 'two', text, take);
  line.get('view', 'two', text, take);
  line.get('band', 'other', text, take);
  await turn();
  assertEqual(asked.map(({ question }) => question), ['one', 'two', 'other']);
  assertEqual(asked.map(({ signal }) => signal.aborted), [true, false, false]);
  asked[1].answer(new Response('2'));
  await turn();
  line.get('view', 'two', text, take);
  assertEqual(taken, ['2', '2'], 'kept');
  assertEqual(asked.length, 3);
});

Deno.test('what is not answered is told, asked again, and told to be over', async () => {
  const { asked, said, line } = server();
  /** @type {string[]} */
  const taken = [];
  line.get('view', 'one', text, (answer) => taken.push(answer));
  await turn();
  asked[0].answer(Response.json({ detail: 'The database does not answer.' }, { status: 503 }));
  while (asked.length < 2) await turn();
  assertEqual(said, ['The database does not answer.']);
  asked[1].answer(new Response('1'));
  await turn();
  assertEqual([taken, said], [['1'], ['The database does not answer.', '']]);
});

Deno.test('what is wrong with a question is told and not asked again', async () => {
  const { asked, said, line } = server();
  line.get('view', 'one', text, () => {});
  await turn();
  asked[0].answer(Response.json({ detail: 'Too long.' }, { status: 504 }));
  await turn();
  await turn();
  assertEqual([asked.length, said], [1, ['Too long.']]);
});
