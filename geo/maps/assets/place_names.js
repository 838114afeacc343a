// Names of countries and cities, where they cover neither a base nor each other. A country's name
// stands in the widest of its places that is in view; a city's takes the side that is free.
(function() {
  'use strict';

  const BaseAtlas = window.BaseAtlas;
  const CITY_FONT = '11.5px';
  const COUNTRY_FONT = '600 11px';
  const SPACING = 1.4;
  const HEIGHT = 14;
  const DOT = 4;
  // How far a name may reach beyond the circle inside its country, as a share of the radius.
  const OVER = 1.25;
  // Where a city's name may begin, from its dot, in pixels: beside it, above, below, at a corner.
  const SIDES = [
    () => [DOT + 3, -HEIGHT / 2],
    (width) => [-DOT - 3 - width, -HEIGHT / 2],
    (width) => [-width / 2, -DOT - HEIGHT],
    (width) => [-width / 2, DOT],
    () => [DOT, -DOT - HEIGHT],
    () => [DOT, DOT],
    (width) => [-DOT - width, -DOT - HEIGHT],
    (width) => [-DOT - width, DOT],
  ];

  function overlap(a, b) {
    return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  }

  class PlaceNames {
    constructor(map, features) {
      this.map = map;
      this.atlas = BaseAtlas.of(map);
      map.createPane('atlas-names').style.zIndex = 350;
      map.getPane('atlas-names').setAttribute('aria-hidden', 'true');
      this.pen = document.createElement('canvas').getContext('2d');
      const of = (layer) => features.filter((feature) => feature.properties.layer === layer);
      this.cities = of('city').map((feature) => this.city(feature));
      this.countries = this.countriesOf(of('name'));
      map.on('moveend', () => this.draw());
      this.atlas.on((what) => {
        if (what === 'spread') this.draw();
      });
      this.draw();
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
      this.spots = (this.atlas.spots || []).map(({ x, y, half }) => [x - half, y - 13, x + half, y + 13]);
      this.names = [];
      const named = this.cities.filter(({ rank }) => rank <= map.getZoom() - 4);
      this.cities.filter((city) => !named.includes(city)).forEach(({ marker }) => marker.remove());
      named.filter(({ rank }) => !rank).forEach((city) => this.placeCity(city));
      this.countries.forEach((country) => this.placeCountry(country));
      named.filter(({ rank }) => rank).forEach((city) => this.placeCity(city));
    }

    placeCity({ marker, width }) {
      const { x, y } = this.map.latLngToLayerPoint(marker.getLatLng());
      const box = ([left, top]) => [x + left, y + top, x + left + width, y + top + HEIGHT];
      const dot = [x - DOT, y - DOT, x + DOT, y + DOT];
      const side = SIDES.map((of) => of(width)).find((one) => this.hasRoom(box(one)));
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

    placeCountry({ marker, width, places }) {
      const pixels = (256 * 2 ** this.map.getZoom()) / 360;
      const box = ({ at }) => {
        const { x, y } = this.map.latLngToLayerPoint(at);
        return [x - width / 2, y - HEIGHT / 2, x + width / 2, y + HEIGHT / 2];
      };
      const fits = ({ radius }) => width / 2 <= OVER * radius * pixels;
      const place = places.find((one) => fits(one) && this.hasRoom(box(one)));
      if (!place) {
        marker.remove();
        return;
      }
      this.names.push(box(place));
      marker.setLatLng(place.at).addTo(this.map);
    }

    hasRoom(box) {
      const [left, top, right, bottom] = box;
      const [west, north, east, south] = this.frame;
      const inView = left > west && right < east && top > north && bottom < south;
      return inView && ![...this.spots, ...this.names].some((other) => overlap(box, other));
    }
  }

  Object.assign(BaseAtlas, { PlaceNames });
})();
