// The legend: operators, states, and the switch for closed bases. In a file of its own the operators
// are switches too, since no filter stands around the map there.
(function() {
  'use strict';

  const BaseAtlas = window.BaseAtlas;
  const { element, drawIcon } = BaseAtlas;
  const STATES = [
    ['solid', 'certainly there'],
    ['hollow', 'possibly there'],
    ['dashed', 'proposed or reported only'],
    ['closed', 'closed'],
  ];

  function icon(style, look) {
    const box = element('span', 'atlas-legend-icon');
    box.append(drawIcon([{ style, look }], {}));
    return box;
  }

  function operatorRow(atlas, style) {
    const row = element(atlas.standalone ? 'button' : 'div', 'atlas-legend-row');
    row.append(icon(style, 'solid'), element('span', '', style.name));
    if (!atlas.standalone) return row;
    row.type = 'button';
    row.setAttribute('aria-pressed', 'true');
    row.addEventListener('click', () => {
      const hidden = atlas.state.hiddenOperators;
      if (!hidden.delete(style.name)) hidden.add(style.name);
      row.setAttribute('aria-pressed', String(!hidden.has(style.name)));
      atlas.setFilter(atlas.state.filter);
    });
    return row;
  }

  function closedRow(atlas, style) {
    const label = element('label', 'atlas-legend-row');
    const box = element('input');
    box.type = 'checkbox';
    box.checked = atlas.state.closedShown;
    box.addEventListener('change', () => {
      atlas.state.closedShown = box.checked;
      atlas.emit('closed');
    });
    label.append(icon(style, 'closed'), element('span', '', 'closed'), box);
    return label;
  }

  function fill(atlas, body) {
    const used = new Set(atlas.data.periods.operator);
    const operators = atlas.data.operators.filter((style, o) => used.has(o) && style.shown);
    operators.slice(0, 12).forEach((style) => body.append(operatorRow(atlas, style)));
    if (operators.length > 12) {
      body.append(element('p', '', `and ${operators.length - 12} more operators`));
    }
    body.append(element('hr'));
    const plain = { name: '', colour: 'var(--atlas-text)', ink: 'var(--atlas-hollow)', letter: '', shape: 'circle' };
    STATES.slice(0, 3).forEach(([look, words]) => {
      const row = element('div', 'atlas-legend-row');
      row.append(icon(plain, look), element('span', '', words));
      body.append(row);
    });
    body.append(closedRow(atlas, plain));
    if (atlas.data.bases.some((base) => base.reference)) {
      body.append(element('p', '', 'Small: outside Central Asia, not counted'));
    }
  }

  const Legend = L.Control.extend({
    options: { position: 'topright' },

    onAdd(map) {
      const atlas = BaseAtlas.of(map);
      const box = element('details', 'atlas-legend leaflet-bar');
      box.open = window.innerWidth > 900;
      box.append(element('summary', '', 'Legend'));
      const body = element('div', 'atlas-legend-body');
      box.append(body);
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      atlas.on((what) => {
        if (what === 'ready') fill(atlas, body);
      });
      return box;
    },
  });

  function button(map, label, sign, act) {
    const Control = L.Control.extend({
      options: { position: 'topleft' },
      onAdd() {
        const bar = element('div', 'leaflet-bar');
        const control = element('button', 'atlas-map-button', sign);
        control.type = 'button';
        control.title = label;
        control.setAttribute('aria-label', label);
        control.addEventListener('click', act);
        L.DomEvent.disableClickPropagation(bar);
        bar.append(control);
        return bar;
      },
    });
    return new Control().addTo(map);
  }

  // At first sight only the bases that are counted, those for orientation too when asked for all.
  function fitAll(atlas, { animate, counting }) {
    const { first, matched } = atlas.data.periods;
    const shown = atlas.data.bases.filter((base, b) => matched.subarray(first[b], first[b + 1]).includes(1));
    const counted = counting ? shown.filter((base) => !base.reference) : shown;
    const places = (counted.length ? counted : shown).map((base) => [base.lat, base.lon]);
    // Where there is room, beside the map's buttons.
    const side = atlas.map.getSize().x > 600 ? 60 : 28;
    if (!places.length) return;
    atlas.map.fitBounds(places, { padding: [side, 28], maxZoom: 9, animate });
    atlas.fitted = { centre: atlas.map.getCenter(), zoom: atlas.map.getZoom() };
  }

  // Whether a map is still as it was first seen; then it may be fitted again when its size changes.
  function isAsFitted({ map, fitted, sent }) {
    return !sent && fitted && map.getZoom() === fitted.zoom && map.getCenter().equals(fitted.centre);
  }

  function addLegend(map) {
    const atlas = BaseAtlas.of(map);
    button(map, 'Show all bases', '⤢', () => fitAll(atlas, { animate: true, counting: false }));
    if (document.fullscreenEnabled) {
      button(map, 'Full screen', '⛶', () => {
        if (document.fullscreenElement) document.exitFullscreen();
        else document.documentElement.requestFullscreen();
      });
    }
    new Legend().addTo(map);
    return atlas;
  }

  // Maps that share a name show the same part of the world, in whatever documents they are.
  function moveTogether({ map, sync }) {
    const channel = new BroadcastChannel(`base-atlas-${sync}`);
    let following = false;
    map.on('move', () => {
      if (!following) channel.postMessage({ centre: map.getCenter(), zoom: map.getZoom() });
    });
    channel.onmessage = ({ data: { centre, zoom } }) => {
      following = true;
      map.setView(centre, zoom, { animate: false });
      following = false;
    };
  }

  // The first sight of a map: all bases in the frame, then the view it was made for.
  function begin(atlas, view) {
    fitAll(atlas, { animate: false, counting: true });
    if (atlas.sync) moveTogether(atlas);
    if (atlas.clicks) BaseAtlas.tellClicks(atlas);
    const answer = view ? { document: atlas.document, heard: 0, revision: 0, ...view } : atlas.pendingAnswer;
    if (answer) atlas.show(answer);
  }

  Object.assign(BaseAtlas, { addLegend, fitAll, isAsFitted, begin });
})();
