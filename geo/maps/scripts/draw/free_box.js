// The part of a map that nothing lies over: beside the card, the legend and the buttons.

/** @typedef {number[]} Box left, top, right, bottom in pixels from the corner of the map */

/**
 * Return the boxes of what lies over a map. Asking has the page laid out.
 *
 * @param {HTMLElement} container
 * @returns {Box[]}
 */
export function boxesOver(container) {
  const { left, top } = container.getBoundingClientRect();
  return [...container.querySelectorAll('.leaflet-control, .atlas-answer')].map((node) => {
    const box = node.getBoundingClientRect();
    return [box.left - left, box.top - top, box.right - left, box.bottom - top];
  });
}

/** @param {Box} box */
function area([left, top, right, bottom]) {
  return Math.max(0, right - left) * Math.max(0, bottom - top);
}

/**
 * Return a box free of others: each takes away the side that costs least, the largest first.
 *
 * @param {Box} frame
 * @param {Box[]} boxes
 * @returns {Box}
 */
export function freeBox(frame, boxes) {
  return [...boxes].sort((one, other) => area(other) - area(one)).reduce((free, box) => {
    const [left, top, right, bottom] = free;
    const meets = box[0] < right && left < box[2] && box[1] < bottom && top < box[3];
    if (!meets || !area(box)) return free;
    const rests = [
      [Math.max(left, box[2]), top, right, bottom],
      [left, Math.max(top, box[3]), right, bottom],
      [left, top, Math.min(right, box[0]), bottom],
      [left, top, right, Math.min(bottom, box[1])],
    ];
    return rests.reduce((best, rest) => area(rest) > area(best) ? rest : best);
  }, frame);
}
