import { isNewer, isSame, Line, Party } from '../../geo/maps/scripts/state/register.js';
import { assertEqual, Clock, read } from './support.js';

const cases = await read('../register_cases.json');

/** @param {unknown} fields */
function holding(fields, who = 'map:0') {
  const party = new Party(who);
  party.hearPeer(/** @type {any} */ (fields));
  return party;
}

function begin() {
  const clock = new Clock();
  const party = new Party('map:0', ['sight']);
  /** @type {number[]} */
  const saidAt = [];
  /** @type {any[]} */
  const said = [];
  const line = new Line(party, (message) => {
    saidAt.push(clock.now / 1000);
    said.push(message);
  });
  line.hear({ page: 'hub:0', fields: { time: [{ date: ['2005-06-01'] }, 0, ''] } });
  return { clock, party, line, said, saidAt };
}

Deno.test('versions are compared as in the table of cases', () => {
  cases.newer.forEach(({ name, one, other, newer }) => {
    assertEqual(
      isNewer(
        /** @type {any} */ ([{}, ...one]),
        other ? /** @type {any} */ ([{}, ...other]) : undefined,
      ),
      newer,
      name,
    );
  });
});

Deno.test('what is heard is taken field by field, as in the table of cases', () => {
  cases.hear.forEach(({ name, fields, heard, after }) => {
    const party = holding(fields);
    party.hearPeer(heard);
    assertEqual(party.fields, after, name);
  });
});

Deno.test('changes are numbered as in the table of cases', () => {
  cases.change.forEach(({ name, who, fields, changed, after }) => {
    const party = holding(fields, who);
    Object.entries(changed).forEach(([field, value]) => party.move(field, value));
    party.settle();
    assertEqual(party.fields, after, name);
  });
});

Deno.test('the order of keys makes no difference between values', () => {
  assertEqual(isSame({ a: ['1'], b: ['2'] }, { b: ['2'], a: ['1'] }), true);
  assertEqual(isSame({ a: ['1', '2'] }, { a: ['2', '1'] }), false);
});

Deno.test('a move that comes back to where it began is no change', () => {
  const party = holding({ time: [{ date: ['2005-06-01'] }, 3, 'hub:0'] });
  party.move('time', { date: ['2010-01-01'] });
  party.move('time', { date: ['2005-06-01'] });
  party.settle();
  assertEqual(party.owes(), false);
});

Deno.test('what the page lacks is said after 8, 16, 32 … seconds, and then every two minutes', () => {
  const { clock, party, line, saidAt } = begin();
  using _ = clock;
  party.change('time', { date: ['2010-01-01'] });
  line.speak();
  clock.pass(500);
  assertEqual(saidAt, [0, 8, 24, 56, 120, 240, 360, 480]);
});

Deno.test('saying stops when the page has it', () => {
  const { clock, party, line, said } = begin();
  using _ = clock;
  party.change('time', { date: ['2010-01-01'] });
  line.speak();
  line.hear({ page: 'hub:0', fields: { time: [{ date: ['2010-01-01'] }, 1, 'map:0'] } });
  clock.pass(500);
  assertEqual(said.length, 1);
});

Deno.test('an answer that lacks what was just said is no reason to say it again', () => {
  const { clock, party, line, said } = begin();
  using _ = clock;
  party.change('time', { date: ['2010-01-01'] });
  line.speak();
  clock.pass(1);
  line.hear({ page: 'hub:0', fields: { time: [{ date: ['2005-06-01'] }, 0, ''] } });
  assertEqual(said.length, 1);
});

Deno.test('an answer that still lacks it later says that it was lost: it is said again at once', () => {
  const { clock, party, line, said } = begin();
  using _ = clock;
  party.change('time', { date: ['2010-01-01'] });
  line.speak();
  clock.pass(3);
  line.hear({ page: 'hub:0', fields: { time: [{ date: ['2005-06-01'] }, 0, ''] } });
  assertEqual(said.map(({ serial }) => serial), [1, 2]);
});

Deno.test('another server is told at once what it lacks', () => {
  const { clock, party, line, said } = begin();
  using _ = clock;
  party.change('time', { date: ['2010-01-01'] });
  line.speak();
  line.hear({ page: 'hub:0', fields: { time: [{ date: ['2010-01-01'] }, 1, 'map:0'] } });
  line.hear({ page: 'hub:1', fields: { time: [{ date: ['2005-06-01'] }, 0, ''] } });
  assertEqual(said.map(({ page, before }) => [page, before]), [['hub:0', []], ['hub:1', ['time']]]);
});

Deno.test('while another page is opened nothing is said; its first answer ends that', () => {
  const { clock, party, line, said } = begin();
  using _ = clock;
  line.beSilent();
  party.change('time', { date: ['2010-01-01'] });
  line.speak();
  clock.pass(1);
  assertEqual(said.length, 0);
  line.hear({ page: 'hub:0', fields: { time: [{ date: ['2005-06-01'] }, 0, ''] } });
  assertEqual(said.length, 1);
});

Deno.test('a link that led elsewhere silences nobody for long', () => {
  const { clock, party, line, said } = begin();
  using _ = clock;
  line.beSilent();
  party.change('time', { date: ['2010-01-01'] });
  line.speak();
  clock.pass(4);
  assertEqual(said.length, 1);
});

Deno.test('a quiet field goes along with others, and is no reason to speak', () => {
  const { clock, party, line, said } = begin();
  using _ = clock;
  party.change('sight', { at: ['41,72,8'] });
  line.speak();
  clock.pass(500);
  assertEqual(said, []);
  party.change('time', { date: ['2010-01-01'] });
  line.speak();
  assertEqual(Object.keys(said[0].fields), ['sight', 'time']);
});

Deno.test('what a hand holds stays in it while another field changes', () => {
  const { party } = begin();
  using _ = new Clock();
  party.hold('time');
  party.move('time', { date: ['2010-01-01'] });
  party.change('sight', { at: ['41,72,8'] });
  assertEqual(party.fields.time[1], 0);
  party.hearPeer({ time: [{ date: ['2001-01-01'] }, 7, 'hub:0'] });
  assertEqual(party.letGo('time'), []);
  party.settle();
  assertEqual(party.value('time'), { date: ['2010-01-01'] });
  assertEqual(party.fields.time[1], 8);
});

Deno.test('a page that is connected again while another is opened is greeted afterwards', () => {
  const { clock, line, said } = begin();
  using _ = clock;
  line.beSilent();
  line.greetAgain();
  assertEqual(said.length, 0);
  clock.pass(4);
  assertEqual(said.length, 1);
});

Deno.test('a greeting that the page has answered already is not sent', () => {
  const { clock, line, said } = begin();
  using _ = clock;
  line.beSilent();
  line.greetAgain();
  line.hear({ page: 'hub:0', fields: {} });
  clock.pass(4);
  assertEqual(said.length, 0);
});
