import { dayOf, isoOf } from '../../geo/maps/scripts/rule/days.js';
import { yearMarks } from '../../geo/maps/scripts/time/axis.js';
import { dayOfKey } from '../../geo/maps/scripts/time/keys.js';
import { Player } from '../../geo/maps/scripts/time/player.js';
import { assertEqual, Clock } from './support.js';

const RANGE = { first: dayOf('2001-01-01'), last: dayOf('2021-12-31') };

/** A map of which the test remembers what it was shown. */
class Stage {
  /** @type {string[]} */
  shown = [];
  /** @type {string[]} */
  told = [];
  milliseconds = 150;

  /** @param {string} iso */
  constructor(iso) {
    this.day = dayOf(iso);
  }

  now = () => ({ day: this.day, ...RANGE });
  pace = () => this.milliseconds;
  /** @param {number} day */
  show = (day) => {
    this.day = day;
    this.shown.push(isoOf(day));
  };
  /** @param {boolean} playing */
  changed = (playing) => this.told.push(playing ? 'plays' : 'rests');
  paused = () => this.told.push('paused');
  visited = () => this.told.push('visited');
}

Deno.test('the player shows a month at each step, at the pace that is set', () => {
  using clock = new Clock();
  const stage = new Stage('2005-06-01');
  const player = new Player(stage);
  player.play();
  clock.pass(0.3);
  assertEqual(stage.shown, ['2005-07-01', '2005-08-01']);
  stage.milliseconds = 75;
  player.keepPace();
  clock.pass(0.15);
  assertEqual(stage.shown.length, 4);
});

Deno.test('a pause counts the day that was reached, a stop by another does not', () => {
  using clock = new Clock();
  const stage = new Stage('2005-06-01');
  const player = new Player(stage);
  player.play();
  clock.pass(0.15);
  player.pause();
  clock.pass(10);
  assertEqual(stage.shown, ['2005-07-01']);
  assertEqual(stage.told, ['rests', 'plays', 'rests', 'paused']);
  player.play();
  player.stop();
  clock.pass(10);
  assertEqual(stage.told.slice(-3), ['rests', 'plays', 'rests']);
});

Deno.test('the player rests at the last day, and begins again from the first', () => {
  using clock = new Clock();
  const stage = new Stage('2021-12-15');
  const player = new Player(stage);
  player.play();
  clock.pass(0.15);
  assertEqual([stage.shown, player.playing], [['2021-12-31'], false]);
  player.play();
  assertEqual(stage.shown.at(-1), '2001-01-01');
});

Deno.test('chosen days are visited one by one, with time to hear of each', () => {
  using clock = new Clock();
  const stage = new Stage('2005-06-01');
  const days = ['2001-10-07', '2005-11-21', '2014-06-03'].map(dayOf);
  new Player(stage).play(days, days[0]);
  clock.pass(1.3);
  assertEqual(stage.shown, ['2001-10-07']);
  clock.pass(3);
  assertEqual(stage.shown, ['2001-10-07', '2005-11-21', '2014-06-03']);
  clock.pass(2);
  assertEqual(stage.told, ['rests', 'plays', 'visited', 'visited', 'rests', 'paused']);
});

/** @param {string} key @param {string} iso */
function pressed(key, iso, shiftKey = false) {
  const day = dayOfKey({ key, shiftKey }, dayOf(iso), RANGE);
  return day === null ? null : isoOf(day);
}

Deno.test('arrow keys move by a month, with Shift by a year, full stop and comma by a day', () => {
  assertEqual(pressed('ArrowRight', '2005-01-31'), '2005-02-28');
  assertEqual(pressed('ArrowDown', '2005-06-01'), '2005-05-01');
  assertEqual(pressed('ArrowLeft', '2005-06-01', true), '2004-06-01');
  assertEqual(pressed('PageUp', '2005-06-01'), '2006-06-01');
  assertEqual(pressed('.', '2005-06-30'), '2005-07-01');
  assertEqual(pressed(',', '2005-06-01'), '2005-05-31');
});

Deno.test('no key leads out of the range, and other keys do nothing', () => {
  assertEqual(pressed('Home', '2005-06-01'), '2001-01-01');
  assertEqual(pressed('ArrowRight', '2021-12-15'), '2021-12-31');
  assertEqual(['a', 'Tab', 'toString'].map((key) => pressed(key, '2005-06-01')), [
    null,
    null,
    null,
  ]);
});

/** @param {string} first @param {string} last @param {number} width */
function marks(first, last, width) {
  const range = { first: dayOf(first), last: dayOf(last) };
  const x = (/** @type {number} */ day) => (day - range.first) / (range.last - range.first) * width;
  return yearMarks(range, width, x);
}

Deno.test('years stand as close below the slider as they can be read', () => {
  const years = (/** @type {number} */ width) =>
    marks('2001-01-01', '2021-12-31', width).map(({ year }) => year);
  assertEqual(years(1100).length, 21);
  assertEqual(years(600), [2002, 2004, 2006, 2008, 2010, 2012, 2014, 2016, 2018, 2020]);
  assertEqual(years(200), [2010, 2020]);
});

Deno.test('there is no year 0', () => {
  const years = marks('-0199-01-01', '0200-12-31', 300).map(({ year }) => year);
  assertEqual(years.includes(0), false);
  assertEqual(years.includes(1), true);
});
