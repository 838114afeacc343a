// The icon of a base: shape and letter by operator, look by presence.

import { CERTAIN } from '../rule/presence.js';

export const SIZE = 26;
const SVG = 'http://www.w3.org/2000/svg';

function polygon(sides, radius, turn = 0, inner = null) {
  const points = [];
  const steps = inner ? sides * 2 : sides;
  for (let k = 0; k < steps; k += 1) {
    const r = inner && k % 2 ? inner : radius;
    const angle = ((k / steps) * 360 + turn - 90) * (Math.PI / 180);
    points.push(`${(r * Math.cos(angle)).toFixed(2)},${(r * Math.sin(angle)).toFixed(2)}`);
  }
  return `M${points.join(' ')}Z`;
}

// As paths of SVG, which a canvas draws too. They fit a circle of radius 11 around the origin.
const SHAPES = {
  circle: 'M-10.5,0a10.5,10.5 0 1 1 21,0a10.5,10.5 0 1 1 -21,0Z',
  square: 'M-9.5,-9.5h19v19h-19Z',
  triangle: 'M0,-12 11.5,9 -11.5,9Z',
  diamond: 'M0,-12.5 12.5,0 0,12.5 -12.5,0Z',
  pentagon: polygon(5, 12),
  hexagon: polygon(6, 12),
  star: polygon(6, 13, 0, 9),
  cross: 'M-5,-11 5,-11 5,-5 11,-5 11,5 5,5 5,11 -5,11 -5,5 -11,5 -11,-5 -5,-5Z',
};

export function shapeOf({ shape }) {
  return SHAPES[shape] || SHAPES.circle;
}

function svg(name, attributes, parent) {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  if (parent) parent.appendChild(element);
  return element;
}

function paint(style, look) {
  const grey = 'var(--atlas-closed)';
  // Pale colours are darkened (lightened on the dark map), so that the outline can be seen.
  const stroke = look === 'closed'
    ? grey
    : `color-mix(in srgb, ${style.colour} 70%, var(--atlas-edge))`;
  return {
    fill: look === 'solid' ? style.colour : 'var(--atlas-hollow)',
    stroke: look === 'solid' ? 'var(--atlas-edge)' : stroke,
    'stroke-width': look === 'solid' ? 1 : 2.5,
    'stroke-dasharray': look === 'dashed' ? '3 2.5' : 'none',
    letter: look === 'solid' ? style.ink : look === 'closed' ? grey : 'var(--atlas-text)',
  };
}

export function lookOf({ presence, status }) {
  if (status === 'proposed' || status === 'reported') return 'dashed';
  return presence === CERTAIN ? 'solid' : 'hollow';
}

function drawLetter(group, text, colour, x = 0, y = 0) {
  const label = svg('text', {
    x,
    y: y + 4,
    'text-anchor': 'middle',
    'font-size': 11.5,
    'font-weight': 700,
    fill: colour,
  }, group);
  label.textContent = text;
}

function drawOne(group, style, look) {
  const { letter, ...attributes } = paint(style, look);
  svg('path', { d: shapeOf(style), 'stroke-linejoin': 'round', ...attributes }, group);
  drawLetter(group, style.letter, letter, 0, style.shape === 'triangle' ? 2 : 0);
}

// Several operators share one marker: a slice each, the held ones first.
function drawSplit(group, parts) {
  const width = 17;
  const left = -(parts.length * width) / 2;
  parts.forEach(({ style, look }, k) => {
    const { letter, ...attributes } = paint(style, look);
    svg('rect', { x: left + k * width, y: -10, width, height: 20, rx: 3, ...attributes }, group);
    drawLetter(group, style.letter, letter, left + k * width + width / 2);
  });
}

export function drawIcon(parts, dressing) {
  const width = parts.length > 1 ? parts.length * 17 + 8 : SIZE;
  const root = svg('svg', {
    width,
    height: SIZE,
    viewBox: `${-width / 2} ${-SIZE / 2} ${width} ${SIZE}`,
    'aria-hidden': 'true',
  });
  const group = svg('g', { transform: dressing.reference ? 'scale(0.72)' : 'scale(1)' }, root);
  if (parts.length > 1) drawSplit(group, parts);
  else drawOne(group, parts[0].style, parts[0].look);
  if (dressing.closing) svg('circle', { cx: 9, cy: -9, r: 3.5, class: 'atlas-closing' }, group);
  return root;
}
