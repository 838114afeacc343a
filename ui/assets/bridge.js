// Hears what the map's document says and hands it to the page.
const PATIENCE_MS = 4_000;
let silent = true;

export default function bridge({ setTriggerValue }) {
  // The page waits for the map's first word, but not for ever.
  const patience = silent && setTimeout(() => setTriggerValue('said', { cause: 'stands' }), PATIENCE_MS);
  const hear = (event) => {
    if (event.origin !== window.location.origin) return;
    if (!event.data || event.data.source !== 'base-atlas') return;
    silent = false;
    clearTimeout(patience);
    setTriggerValue('said', event.data);
  };
  window.addEventListener('message', hear);
  return () => {
    clearTimeout(patience);
    window.removeEventListener('message', hear);
  };
}
