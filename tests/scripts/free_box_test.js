import { freeBox } from '../../geo/maps/scripts/draw/free_box.js';
import { assertEqual } from './support.js';

const PHONE = [0, 0, 390, 440];

Deno.test('what lies on the left, the right or below takes its side from the free box', () => {
  assertEqual(freeBox([0, 0, 1280, 600], [[10, 10, 340, 570]]), [340, 0, 1280, 600]);
  assertEqual(freeBox(PHONE, [[332, 10, 380, 180]]), [0, 0, 332, 440]);
  assertEqual(freeBox(PHONE, [[0, 320, 390, 440]]), [0, 0, 390, 320]);
});

Deno.test('several boxes leave what none of them covers', () => {
  assertEqual(
    freeBox([0, 0, 1280, 600], [[1230, 10, 1270, 200], [10, 10, 340, 570], [346, 580, 450, 600]]),
    [340, 0, 1230, 580],
  );
});

Deno.test('what does not meet the frame, or has no size, takes nothing', () => {
  assertEqual(freeBox(PHONE, [[400, 0, 500, 440], [20, 20, 20, 20]]), PHONE);
});
