// Hears what the map's document says and hands it to the page.
export default function bridge({ setTriggerValue }) {
  const hear = (event) => {
    if (event.origin !== window.location.origin) return;
    if (!event.data || event.data.source !== 'base-atlas') return;
    setTriggerValue('said', event.data);
  };
  window.addEventListener('message', hear);
  return () => window.removeEventListener('message', hear);
}
