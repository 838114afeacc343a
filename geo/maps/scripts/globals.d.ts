// What the scripts find in their document: Leaflet, Streamlit's line to the page, and the one handle
// by which the page and tests reach the atlas of the map.
// deno-lint-ignore-file no-explicit-any
declare const L: any;
interface Window {
  Streamlit?: { setComponentValue(value: unknown): void };
  baseAtlas?: any;
  baseAtlasOutline?: any;
  baseAtlasSettings?: any;
  tableMap?: any;
}
