// Events as marks on the slider's axis. Marks that would lie on each other become one mark that
// opens a list; every event can be reached with the keyboard.

import { element, link } from '../draw/dom.js';

export class EventMarks {
  constructor(atlas, row, band) {
    this.atlas = atlas;
    this.row = row;
    this.band = band;
    // As wide as they were laid out for, in pixels.
    this.width = 0;
    this.data = null;
    row.setAttribute('role', 'toolbar');
    row.setAttribute('aria-label', 'Events: left and right arrow keys move along the time line');
    this.list = element('div', 'atlas-event-list');
    this.list.hidden = true;
    this.list.id = `atlas-events-${atlas.page.party.who}`;
    row.after(this.list);
    row.addEventListener('keydown', (event) => this.walk(event));
    this.list.addEventListener('keydown', (event) => this.walkList(event));
    this.list.addEventListener('pointerleave', () => this.close());
    row.addEventListener('pointerleave', (event) => {
      if (!this.list.contains(event.relatedTarget)) this.close();
    });
    [row, this.list].forEach((part) =>
      part.addEventListener('focusout', ({ relatedTarget: next }) => {
        if (next && !row.contains(next) && !this.list.contains(next)) this.close();
      })
    );
    document.addEventListener('pointerdown', (event) => {
      if (!this.list.contains(event.target) && !row.contains(event.target)) this.close();
    });
  }

  draw() {
    const { first, last, events } = this.atlas.data;
    const apart = window.matchMedia('(pointer: coarse)').matches ? 45 : 15;
    const shown = events.filter((event) => event.day >= first && event.day <= last);
    const groups = [];
    shown.forEach((event) => {
      const x = this.band.x(event.day);
      const group = groups[groups.length - 1];
      if (group && x - group.x < apart) group.events.push(event);
      else groups.push({ x, events: [event] });
    });
    const focused = this.row.contains(document.activeElement);
    this.row.replaceChildren(...groups.map((group, k) => this.mark(group, k)));
    if (focused && this.row.firstElementChild) this.row.firstElementChild.focus();
  }

  mark({ x, events }, k) {
    const many = events.length > 1;
    const mark = element('button', 'atlas-event', many ? String(events.length) : '');
    mark.type = 'button';
    mark.style.left = `${x}px`;
    mark.tabIndex = k === 0 ? 0 : -1;
    mark.setAttribute(
      'aria-label',
      many
        ? `${events.length} events from ${events[0].when}: ${events[0].title}, and ${
          (events.length - 1).toLocaleString('en')
        } more`
        : `${events[0].when}: ${events[0].title}`,
    );
    mark.setAttribute('aria-expanded', 'false');
    mark.setAttribute('aria-controls', this.list.id);
    mark.addEventListener('pointerenter', () => this.open(mark, events));
    mark.addEventListener('focus', () => {
      [...this.row.children].forEach((other) => {
        other.tabIndex = other === mark ? 0 : -1;
      });
      this.open(mark, events);
    });
    mark.addEventListener('click', () => {
      if (!many) this.goTo(events[0]);
      else {
        this.open(mark, events);
        this.list.querySelector('button').focus();
      }
    });
    return mark;
  }

  open(mark, events) {
    if (this.opened === mark && !this.list.hidden) return;
    this.close();
    this.opened = mark;
    mark.setAttribute('aria-expanded', 'true');
    this.list.replaceChildren(...events.map((event) => this.item(event)));
    // Reached from the mark with the arrow keys, so that Tab goes on to the slider.
    this.stops().forEach((stop) => {
      stop.tabIndex = -1;
    });
    this.list.hidden = false;
    const room = this.row.clientWidth - this.list.offsetWidth;
    const left = Math.min(
      Math.max(0, mark.offsetLeft - this.list.offsetWidth / 2),
      Math.max(0, room),
    );
    this.list.style.left = `${left}px`;
  }

  close() {
    if (this.opened) this.opened.setAttribute('aria-expanded', 'false');
    this.opened = null;
    this.list.hidden = true;
  }

  item(event) {
    const row = element('div', 'atlas-event-item');
    const go = element('button', '', '');
    go.type = 'button';
    go.append(element('strong', '', event.when), ` ${event.title}`);
    go.addEventListener('click', () => this.goTo(event));
    row.append(go);
    const sources = element('span', 'atlas-event-sources');
    event.sources.forEach((s) => sources.append(link(this.atlas.data.sources[s])));
    row.append(sources);
    return row;
  }

  goTo(event) {
    this.close();
    this.atlas.goTo(event.day, event.bases);
  }

  walk(event) {
    const marks = [...this.row.children];
    const here = marks.indexOf(document.activeElement);
    const moves = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: marks.length - 1 };
    if (event.key === 'Escape') this.close();
    if (event.key === 'ArrowDown' && !this.list.hidden) {
      event.preventDefault();
      this.list.querySelector('button').focus();
    }
    if (!(event.key in moves)) return;
    event.preventDefault();
    const next = marks[Math.min(Math.max(moves[event.key], 0), marks.length - 1)];
    if (next) next.focus();
  }

  stops() {
    return [...this.list.querySelectorAll('button, a')];
  }

  walkList(event) {
    const items = this.stops();
    const here = items.indexOf(document.activeElement);
    if (event.key === 'Escape' || (event.key === 'ArrowUp' && here === 0)) {
      event.preventDefault();
      const mark = this.opened;
      if (mark) mark.focus();
      if (event.key === 'Escape') this.close();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const next = items[here + (event.key === 'ArrowDown' ? 1 : -1)];
      if (next) next.focus();
    }
  }
}
