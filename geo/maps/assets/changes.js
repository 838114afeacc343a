// What changed between two days, and how many bases each operator held on any day: the words of the
// slider and the shape of its band.
(function() {
  'use strict';

  const BaseAtlas = window.BaseAtlas;
  const { ABSENT, POSSIBLE, CERTAIN, asOf } = BaseAtlas;

  // A base on one day: its presence and who holds it how, and apart from that what is proposed or
  // reported of it.
  function baseOn(data, b, day) {
    const { periods } = data;
    let presence = ABSENT;
    const holders = [];
    const rumours = new Map();
    for (let i = periods.first[b]; i < periods.first[b + 1]; i += 1) {
      if (!periods.matched[i]) continue;
      const found = presenceOn(periods, i, day);
      const status = data.statuses[periods.status[i]];
      if (!periods.real[i]) {
        rumours.set(status, Math.max(found, rumours.get(status) || ABSENT));
      } else if (found !== ABSENT) {
        presence = Math.max(presence, found);
        holders.push({ operator: periods.operator[i], status, period: i });
      }
    }
    return { presence, holders, rumours };
  }

  function presenceOn(periods, i, day) {
    return asOf(periods.s1[i], periods.s2[i], periods.e1[i], periods.e2[i], day);
  }

  // The bases with a period that is not there alike on both days, in the order of the file.
  function movedBetween(data, before, after) {
    const { periods } = data;
    const moved = new Set();
    for (let i = 0; i < periods.length; i += 1) {
      if (periods.matched[i] && presenceOn(periods, i, before) !== presenceOn(periods, i, after)) {
        moved.add(periods.base[i]);
      }
    }
    return [...moved];
  }

  function verb(before, after) {
    if (before.presence === ABSENT && after.presence === CERTAIN) return 'opened';
    if (before.presence === ABSENT && after.presence === POSSIBLE) return 'possibly opened';
    if (after.presence === ABSENT && before.presence !== ABSENT) return 'closed';
    if (before.presence === POSSIBLE && after.presence === CERTAIN) return 'certainly there';
    if (before.presence === CERTAIN && after.presence === POSSIBLE) return 'possibly closed';
    const names = (side) => [...new Set(side.holders.map((h) => h.operator))].sort().join();
    if (names(before) !== names(after)) return 'changed operator';
    const statuses = (side) => [...new Set(side.holders.map((h) => h.status))].sort().join();
    if (statuses(before) !== statuses(after)) {
      return after.holders.some((h) => h.status === 'closing') ? 'given notice' : 'active again';
    }
    const periods = (side) => side.holders.map((h) => h.period).join();
    return periods(before) === periods(after) ? null : 'changed in name, unit or agreement';
  }

  // What is said of a base without its being held: "reported", "no longer proposed".
  function rumoured(before, after) {
    const words = {
      [ABSENT]: 'no longer ',
      [POSSIBLE]: 'possibly ',
      [CERTAIN]: ''
    };
    return [...after.rumours.keys()]
      .filter((status) => before.rumours.get(status) !== after.rumours.get(status))
      .map((status) => words[after.rumours.get(status)] + status);
  }

  // ["Karshi-Khanabad closed", …] between two days, in the order of the file.
  function changesBetween(data, before, after) {
    return movedBetween(data, before, after).flatMap((b) => {
      const [one, other] = [baseOn(data, b, before), baseOn(data, b, after)];
      return [verb(one, other), ...rumoured(one, other)]
        .filter(Boolean)
        .map((what) => `${data.bases[b].name} ${what}`);
    });
  }

  function shortList(items, most = 3) {
    if (items.length <= most) return items.join(', ');
    const rest = items.length - most;
    return `${items.slice(0, most).join(', ')} and ${rest} more ${rest === 1 ? 'change' : 'changes'}`;
  }

  function merge(intervals) {
    const sorted = intervals.filter(([from, to]) => from <= to).sort((a, b) => a[0] - b[0]);
    const merged = [];
    sorted.forEach(([from, to]) => {
      const last = merged[merged.length - 1];
      if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
      else merged.push([from, to]);
    });
    return merged;
  }

  // For each operator the spans in which it held a base, certainly and possibly; a base counts once
  // however many periods it has.
  function heldSpans(data) {
    const { periods, bases } = data;
    const spans = new Map();
    for (let b = 0; b < bases.length; b += 1) {
      const byOperator = new Map();
      for (let i = periods.first[b]; i < periods.first[b + 1]; i += 1) {
        if (!periods.matched[i] || !periods.held[i]) continue;
        const own = byOperator.get(periods.operator[i]) || { certain: [], possible: [] };
        own.certain.push([periods.s2[i], periods.e1[i]]);
        own.possible.push([periods.s1[i], periods.e2[i]]);
        byOperator.set(periods.operator[i], own);
      }
      byOperator.forEach((own, operator) => {
        const all = spans.get(operator) || { operator, certain: [], possible: [] };
        all.certain.push(...merge(own.certain));
        all.possible.push(...merge(own.possible));
        spans.set(operator, all);
      });
    }
    return [...spans.values()].sort((a, b) => a.operator - b.operator);
  }

  function countOn(spans, day) {
    const within = (list) => list.filter(([from, to]) => from <= day && day <= to).length;
    return spans.map(({ operator, certain, possible }) => ({
      operator,
      certain: within(certain),
      possible: within(possible),
    }));
  }

  // Openings and closings of bases as the band marks them: [[day, 'opening' | 'closing'], …].
  function turns(data) {
    const { periods, bases, first, last } = data;
    const found = [];
    for (let b = 0; b < bases.length; b += 1) {
      const own = [];
      for (let i = periods.first[b]; i < periods.first[b + 1]; i += 1) {
        if (periods.matched[i] && periods.held[i]) own.push([periods.s1[i], periods.e2[i]]);
      }
      merge(own).forEach(([from, to]) => {
        if (from > first && from <= last) found.push([from, 'opening']);
        if (to >= first && to < last) found.push([to, 'closing']);
      });
    }
    return found;
  }

  Object.assign(BaseAtlas, { changesBetween, shortList, heldSpans, countOn, turns });
})();
