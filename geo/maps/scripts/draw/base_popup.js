// The card of a base in a popup on the map, the same for every layer of bases.

import { card } from './card.js';

const CARD_WIDTH = 280;

export class BasePopup {
  // layer: tells whether it draws a base (isDrawn) and by which element, if any (elementOf).
  constructor(atlas, layer) {
    this.atlas = atlas;
    this.layer = layer;
    this.map = atlas.map;
    this.popup = L.popup({ offset: [0, -6], maxWidth: CARD_WIDTH, minWidth: 200 });
    this.map.on('popupclose', (event) => this.closed(event));
    this.map.getContainer().addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
    });
    atlas.on((what) => {
      if (what === 'base') this.openSelected();
      if (what === 'time' || what === 'filter') this.refresh();
      if (what === 'ready') this.renew();
    });
  }

  open(b) {
    if (!this.layer.isDrawn(b)) return;
    const { popup, map } = this;
    const { lat, lon } = this.atlas.data.bases[b];
    this.keepClear();
    this.base = b;
    popup.options.maxHeight = Math.max(110, Math.min(260, map.getSize().y - 150));
    this.opening = true;
    popup.setLatLng([lat, lon]).setContent(card(this.atlas, b)).openOn(map);
    // A card longer than its popup is scrolled by the keyboard too.
    popup.getElement().querySelector('.leaflet-popup-content').tabIndex = 0;
    this.opening = false;
  }

  // The card keeps clear of the map's buttons; where there is no room beside them they give way.
  keepClear() {
    const { options } = this.popup;
    const container = this.map.getContainer();
    container.classList.remove('has-card');
    const [left, right] = ['left', 'right'].map((side) =>
      container.querySelector(`.leaflet-top.leaflet-${side}`).offsetWidth + 8
    );
    const room = this.map.getSize().x - left - right > CARD_WIDTH + 40;
    options.autoPanPaddingTopLeft = room ? [left, 12] : [12, 12];
    options.autoPanPaddingBottomRight = room ? [right, 12] : [12, 12];
    container.classList.toggle('has-card', !room);
  }

  close() {
    if (this.popup.isOpen()) this.map.closePopup(this.popup);
  }

  closed(event) {
    if (event.popup !== this.popup || this.opening) return;
    this.map.getContainer().classList.remove('has-card');
    const { atlas, base, popup } = this;
    const element = this.layer.elementOf(base);
    const hadFocus = popup.getElement() && popup.getElement().contains(document.activeElement);
    if (hadFocus && element) element.focus();
    // Closing it twice would have Leaflet take away the next one that is opened.
    this.closing = true;
    if (atlas.state.base === atlas.data.bases[base].id) atlas.select(null);
    this.closing = false;
  }

  // Other data have come: the same base may have another number, or be gone.
  renew() {
    if (!this.popup.isOpen()) return;
    const b = this.atlas.data.indexOf.get(this.atlas.state.base);
    if (b === undefined) this.close();
    else this.base = b;
    this.refresh();
  }

  refresh() {
    if (this.popup.isOpen()) this.popup.setContent(card(this.atlas, this.base));
  }

  // A base chosen elsewhere: bring it into view and open its card, leaving the focus alone.
  openSelected() {
    const { atlas } = this;
    const b = atlas.data.indexOf.get(atlas.state.base);
    if (b === undefined) {
      if (!this.closing) this.close();
      return;
    }
    // Maps that move together would push each other about to make room for their cards.
    if (atlas.sync || (this.popup.isOpen() && this.base === b)) return;
    this.open(b);
  }
}
