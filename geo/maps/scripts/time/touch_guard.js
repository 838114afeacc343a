// A finger on the time line: moved along it, it sets the date; moved up or down, it scrolls the page and
// sets none. Until it is clear which, what the slider says is kept back.

const CLEAR_PX = 8;

/**
 * Call `act` with the value of a range, but not for a finger that is on its way up or down.
 *
 * @param {HTMLInputElement} range
 * @param {(value: number) => void} act
 */
export function guardTouch(range, act) {
  /** @type {{x: number, value: string, clear: boolean} | null} */
  let finger = null;
  range.addEventListener('pointerdown', ({ pointerType, clientX }) => {
    finger = pointerType === 'touch' ? { x: clientX, value: range.value, clear: false } : null;
  });
  range.addEventListener('pointermove', ({ clientX }) => {
    if (finger && Math.abs(clientX - finger.x) >= CLEAR_PX) finger.clear = true;
  });
  range.addEventListener('input', () => {
    if (!finger || finger.clear) act(Number(range.value));
  });
  range.addEventListener('pointerup', () => {
    const isTap = finger && !finger.clear && range.value !== finger.value;
    finger = null;
    if (isTap) act(Number(range.value));
  });
  // The browser scrolls the page with it.
  range.addEventListener('pointercancel', () => {
    if (!finger) return;
    const { value, clear } = finger;
    finger = null;
    range.value = value;
    if (clear) act(Number(value));
  });
  // What a tap sets may come once the finger has gone.
  range.addEventListener('change', () => {
    if (!finger) act(Number(range.value));
  });
}
