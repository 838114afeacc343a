// The profile of the chosen base: first who holds it on the date, from when to when, and who says so,
// with publisher and date; then its other times.

import { element, link } from '../draw/dom.js';
import { drawIcon, lookOf } from '../draw/marker_icons.js';
import { ABSENT, CERTAIN, POSSIBLE } from '../rule/presence.js';
import { counted } from '../rule/words.js';

// Sources of a date that are named before the others are folded.
const NAMED = 2;
const EDGES = ['start', 'end'];

export class Profile {
  constructor(atlas) {
    this.atlas = atlas;
    this.root = element('article', 'atlas-profile');
    this.key = '';
  }

  // For a base chosen, and again with each date on which something of it is different.
  draw(b) {
    const { answer, data } = this.atlas;
    const { first, matched } = data.periods;
    const span = [first[b], first[b + 1]];
    const key = JSON.stringify([b, [...answer.presence.subarray(...span)], [
      ...matched.subarray(...span),
    ]]);
    if (key === this.key) return;
    this.key = key;
    const open = [...this.root.querySelectorAll('details[open]')].map(({ dataset }) => dataset.key);
    this.root.replaceChildren(...this.parts(b));
    this.root.querySelectorAll('details').forEach((fold) => {
      if (open.includes(fold.dataset.key)) fold.open = true;
    });
  }

  parts(b) {
    const { answer, data } = this.atlas;
    const base = data.bases[b];
    const { first, matched } = data.periods;
    const all = [...Array(first[b + 1] - first[b]).keys()].map((k) => first[b] + k);
    const shown = all.filter((i) => matched[i]);
    const there = shown.filter((i) => answer.presence[i] !== ABSENT);
    const others = shown.filter((i) => answer.presence[i] === ABSENT);
    this.heading = element('h2', '', base.name);
    this.heading.tabIndex = -1;
    const parts = [
      this.heading,
      element(
        'p',
        'atlas-note',
        `${base.kind}, ${base.country}${base.names ? ` · ${base.names}` : ''}`,
      ),
    ];
    if (!there.length) {
      const words = shown.length === all.length
        ? 'Not there at this time.'
        : 'Your filters hide it at this time.';
      parts.push(element('p', 'atlas-absent', words));
    }
    parts.push(...there.map((i) => this.period(i)));
    const left = all.length - shown.length;
    if (left) {
      const words = `Your filters hide ${counted(left, 'period')} of this base.`;
      parts.push(element('p', 'atlas-note', words));
    }
    if (others.length) {
      parts.push(element('h3', '', 'At other times'), ...others.map((i) => this.period(i)));
    }
    parts.push(...this.onward(base));
    if (base.labels) parts.push(this.labels(base.labels));
    if (base.reference) {
      parts.push(
        element('p', 'atlas-note', 'Outside the region: shown for reference, not counted.'),
      );
    }
    return parts;
  }

  // A published site has a page of its own for each base.
  onward({ id, name }) {
    const address = this.atlas.pages?.[id];
    if (!address) return [];
    const line = element('p', 'atlas-onward');
    const anchor = element('a', '', `All about ${name}: every claim, its source, events`);
    anchor.href = address;
    line.append(anchor);
    return [line];
  }

  // What it is called in the languages of the region; a label with neither source nor reader says so.
  labels(labels) {
    const { languages, sources } = this.atlas.data;
    const fold = element('details', 'atlas-fold');
    fold.dataset.key = 'labels';
    fold.append(element('summary', '', `Called in ${counted(labels.length, 'language')}`));
    const list = element('ul', 'atlas-sources');
    labels.forEach(([language, label, source]) => {
      const row = element('li', '', `${languages[language]}: `);
      const word = element('span', '', label);
      word.lang = language;
      row.append(word);
      if (source >= 0) row.append(' (', brief(sources[source]), ')');
      list.append(row);
    });
    fold.append(list);
    const open = labels.filter(([, , , isSettled]) => !isSettled).length;
    const but = open < labels.length ? ', but for those with a source' : '';
    const mark = `Not yet confirmed by a reader of that language${but}.`;
    if (open) fold.append(element('p', 'atlas-note', mark));
    return fold;
  }

  period(i) {
    const { answer, data } = this.atlas;
    const { periods } = data;
    const text = data.text[i];
    const style = data.operators[periods.operator[i]];
    const status = data.statuses[periods.status[i]];
    const presence = answer.presence[i];
    const part = element('section', `atlas-period${presence === ABSENT ? ' is-absent' : ''}`);
    const who = element('p', 'atlas-who');
    const icon = element('span', 'atlas-row-icon');
    icon.append(drawIcon([{ style, look: lookOf({ presence: presence || CERTAIN, status }) }], {}));
    const name = status === 'active' ? style.name : `${style.name}, ${status}`;
    who.append(icon, element('strong', '', name));
    if (presence === POSSIBLE) who.append(element('em', '', ' possibly there on this date'));
    part.append(who, element('p', 'atlas-when', text.when));
    if (text.tenure !== text.when) {
      part.append(element('p', 'atlas-note', `Overall: ${text.tenure}`));
    }
    if (text.unit) part.append(element('p', 'atlas-unit', text.unit));
    part.append(...this.evidence(i, text));
    return part;
  }

  // Who says so: the sources behind each date, then the others, then what sources say otherwise.
  evidence(i, text) {
    const { sources } = this.atlas.data;
    const cited = new Set();
    const lines = EDGES.flatMap((edge) => {
      const used = text.claims.filter((claim) => claim.edge === edge && claim.use);
      used.forEach(({ source }) => cited.add(source));
      return used.length ? [{ edge, used }] : [];
    });
    const rest = text.sources.filter((source) => !cited.has(source));
    const against = text.claims.filter(({ use }) => !use);
    const parts = lines.map(({ edge, used }) => {
      const line = element('p', 'atlas-says-so');
      line.append(element('span', 'atlas-note', edge === 'start' ? 'From: ' : 'Until: '));
      const named = [...new Set(used.map(({ source }) => source))];
      named.slice(0, NAMED).forEach((source, k) => {
        if (k) line.append('; ');
        line.append(brief(sources[source]));
      });
      if (named.length > NAMED) line.append(` and ${named.length - NAMED} more`);
      return line;
    });
    if (!lines.length && rest.length) {
      const line = element('p', 'atlas-says-so');
      line.append(element('span', 'atlas-note', 'Source: '), brief(sources[rest[0]]));
      parts.push(line);
    }
    parts.push(...text.marks.map((mark) => element('p', 'atlas-mark', `${mark}.`)));
    if (text.note) parts.push(element('p', 'atlas-unit', text.note));
    const count = new Set([...cited, ...rest]).size;
    if (count || against.length) parts.push(this.fold(i, text, rest, against, count));
    return parts;
  }

  fold(i, text, rest, against, count) {
    const { sources } = this.atlas.data;
    const fold = element('details', 'atlas-fold');
    fold.dataset.key = String(i);
    fold.append(element('summary', '', counted(count, 'source')));
    const list = element('ul', 'atlas-sources');
    const add = (words, source, after = '') => {
      const row = element('li');
      row.append(words, link(sources[source]), after);
      list.append(row);
    };
    const used = text.claims.filter(({ use }) => use);
    used.forEach(({ edge, value, source, use }) =>
      add(`${edge} ${value}: `, source, use === 'announces' ? ', announced beforehand' : '')
    );
    rest.forEach((source) => add('', source));
    against.forEach(({ edge, value, source, reason }) =>
      add(`${edge} ${value}, not used: `, source, reason ? `. ${reason}` : '')
    );
    fold.append(list);
    return fold;
  }
}

// Publisher and date of a source, linked.
function brief(source) {
  const words = [source.publisher || source.title, source.date].filter(Boolean).join(', ');
  const named = link(source);
  named.textContent = words;
  named.title = source.title;
  return named;
}
