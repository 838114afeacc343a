// The entry of a map on a page: what Folium's elements call, and what tests ask.

export { of } from './state/atlas.js';
export { addAnswerCard } from './answer_card/answer_card.js';
export { addBases } from './draw/bases.js';
export { addLegend } from './draw/legend.js';
export { addOutline } from './draw/outline.js';
export { addTileChoice } from './draw/tiles.js';
export { followTheme } from './draw/theme.js';
export { addTimeSlider } from './time/time_slider.js';
export { dayOf, isoOf } from './rule/days.js';
export { asOf, between } from './rule/presence.js';
export { changesBetween } from './answer/changes.js';
export { countOn } from './answer/held_spans.js';
