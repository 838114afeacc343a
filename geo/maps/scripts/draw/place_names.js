// Names of countries and cities, where they cover neither a base nor each other. A country's name
// stands in the widest of its places that is in view, and says below itself when no base was found
// in it at the time; a city's takes the side that is free.

import { searchesWithoutABase } from '../answer/searches.js';
import { of } from '../state/atlas.js';
import { element } from './dom.js';
import { boxesOver } from './free_box.js';

const CITY_FONT = '11.5px';
const COUNTRY_FONT = '600 11px';
const SPACING = 1.4;
const HEIGHT = 14;
const NONE_FOUND = 'none found';
const DOT = 4;

// How far a name may reach beyond the circle inside its country, as a share of the radius.
const OVER = 1.25;
// The name of a country without a base is wanted more than a border.
const OVER_WITHOUT = 2.6;

// Where a city's name may begin, from its dot, in pixels: beside it, above, below, at a
// corner, and beyond a marker that stands on it.
const SIDES = [
  () => [DOT + 3, -HEIGHT / 2],
  (width) => [-DOT - 3 - width, -HEIGHT / 2],
  (width) => [-width / 2, -DOT - HEIGHT],
  (width) => [-width / 2, DOT],
  () => [DOT, -DOT - HEIGHT],
  () => [DOT, DOT],
  (width) => [-DOT - width, -DOT - HEIGHT],
  (width) => [-DOT - width, DOT],
  (width) => [-3 * DOT - 4 - width, -HEIGHT / 2],
  () => [3 * DOT + 4, -HEIGHT / 2],
];

function overlap(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

export class PlaceNames {
  constructor(map, features) {
    this.map = map;
    this.atlas = of(map);
    map.createPane('atlas-names').style.zIndex = 350;
    map.getPane('atlas-names').setAttribute('aria-hidden', 'true');
    this.pen = document.createElement('canvas').getContext('2d');
    const inLayer = (layer) => features.filter((feature) => feature.properties.layer === layer);
    this.cities = inLayer('city').map((feature) => this.city(feature));
    this.countries = this.countriesOf(inLayer('name'));
    map.on('moveend', () => {
      this.findButtons();
      this.draw();
    });
    this.without = new Set();
    this.notes = [];
    // The names lie below the markers and take no click themselves.
    map.on('click', ({ layerPoint: { x, y } }) => {
      const note = this.notes.find(({ box: [left, top, right, bottom] }) =>
        left <= x && x <= right && top <= y && y <= bottom
      );
      if (note) this.atlas.card?.tellOfSearch(note.name);
    });
    this.findButtons();
    this.atlas.on((what) => {
      const changed = what === 'time' || what === 'ready' ? this.lookForBases() : false;
      if (changed || what === 'spread' || what === 'named') this.draw();
    });
    this.draw();
  }

  // Where the map's buttons lie, which would cover a name: pixels from the corner of the map.
  findButtons() {
    this.buttons = boxesOver(this.map.getContainer());
  }

  // Whether other countries than before have no base now.
  lookForBases() {
    const before = [...this.without].join();
    const found = searchesWithoutABase(this.atlas.data, this.atlas.state);
    this.without = new Set(found.map(({ country }) => country));
    return [...this.without].join() !== before;
  }

  wide(text, font) {
    this.pen.font = `${font} ${getComputedStyle(document.body).fontFamily}`;
    return this.pen.measureText(text).width;
  }

  label(className, text) {
    const label = document.createElement('span');
    label.textContent = text;
    return L.marker([0, 0], {
      pane: 'atlas-names',
      interactive: false,
      keyboard: false,
      icon: L.divIcon({ className, html: label, iconSize: [6, 6] }),
    });
  }

  city({ properties: { name, rank }, geometry }) {
    const marker = this.label('atlas-city', name);
    marker.setLatLng(L.GeoJSON.coordsToLatLng(geometry.coordinates));
    return { marker, rank: rank || 0, width: this.wide(name, CITY_FONT) };
  }

  countriesOf(features) {
    const countries = new Map();
    features.forEach(({ properties: { name, radius }, geometry }) => {
      const text = name.toUpperCase();
      const country = countries.get(name) || {
        name,
        text,
        marker: this.label('atlas-country', text),
        width: this.wide(text, COUNTRY_FONT) + SPACING * text.length,
        places: [],
      };
      country.places.push({ at: L.GeoJSON.coordsToLatLng(geometry.coordinates), radius });
      countries.set(name, country);
    });
    return [...countries.values()];
  }

  draw() {
    const { map } = this;
    const corner = map.containerPointToLayerPoint([0, 0]);
    const size = map.getSize();
    this.frame = [corner.x, corner.y, corner.x + size.x, corner.y + size.y];
    this.spots = (this.atlas.spots || []).map((
      { x, y, half },
    ) => [x - half, y - 13, x + half, y + 13]);
    this.names = this.buttons.map(([left, top, right, bottom]) => [
      corner.x + left,
      corner.y + top,
      corner.x + right,
      corner.y + bottom,
    ]);
    this.names.push(...(this.atlas.nameBoxes || []));
    this.notes = [];
    const named = this.cities.filter(({ rank }) => rank <= map.getZoom() - 4);
    this.cities.filter((city) => !named.includes(city)).forEach(({ marker }) => marker.remove());
    const isWithout = ({ name }) => this.without.has(name);
    this.countries.filter(isWithout).forEach((country) => this.placeCountry(country));
    named.filter(({ rank }) => !rank).forEach((city) => this.placeCity(city));
    this.countries.filter((country) => !isWithout(country))
      .forEach((country) => this.placeCountry(country));
    named.filter(({ rank }) => rank).forEach((city) => this.placeCity(city));
  }

  placeCity({ marker, width }) {
    const { x, y } = this.map.latLngToLayerPoint(marker.getLatLng());
    const box = (
      /** @type {number[]} */ [left, top],
    ) => [x + left, y + top, x + left + width, y + top + HEIGHT];
    const dot = [x - DOT, y - DOT, x + DOT, y + DOT];
    const side = SIDES.map((sideOf) => sideOf(width)).find((one) => this.hasRoom(box(one)));
    if (!side || this.names.some((name) => overlap(dot, name))) {
      marker.remove();
      return;
    }
    this.names.push(box(side), dot);
    const { style } = marker.addTo(this.map).getElement().firstElementChild;
    // From the upper left corner of the dot, inside its border.
    style.left = `${side[0] + DOT - 2}px`;
    style.top = `${side[1] + DOT - 2}px`;
  }

  // With the note that no base was found, which says nothing without the name.
  placeCountry({ name, text, marker, width, places }) {
    const without = this.without.has(name);
    const shape = { width, half: without ? HEIGHT : HEIGHT / 2 };
    const over = without ? OVER_WITHOUT : OVER;
    const place = places.find((one) => this.fits(one, shape, over));
    if (!place) {
      marker.remove();
      return;
    }
    this.names.push(this.boxAt(place, shape));
    const label = marker.setLatLng(place.at).addTo(this.map).getElement().firstElementChild;
    label.textContent = text;
    if (!without) return;
    label.append(element('small', '', NONE_FOUND));
    this.notes.push({ name, box: this.boxAt(place, shape) });
  }

  fits(place, shape, over) {
    const pixels = (256 * 2 ** this.map.getZoom()) / 360;
    return shape.width / 2 <= over * place.radius * pixels &&
      this.hasRoom(this.boxAt(place, shape));
  }

  boxAt({ at }, { width, half }) {
    const { x, y } = this.map.latLngToLayerPoint(at);
    return [x - width / 2, y - half, x + width / 2, y + half];
  }

  hasRoom(box) {
    const [left, top, right, bottom] = box;
    const [west, north, east, south] = this.frame;
    const inView = left > west && right < east && top > north && bottom < south;
    return inView && ![...this.spots, ...this.names].some((other) => overlap(box, other));
  }
}
