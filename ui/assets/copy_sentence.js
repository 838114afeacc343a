// A sentence with a button that copies it, and says that it did.

const SAID_MS = 4000;

export default function copySentence({ data, parentElement }) {
  const find = (selector) => parentElement.querySelector(selector);
  const [text, button, status] = ['.text', 'button', '[role="status"]'].map(find);
  text.textContent = data.text;
  let timer = 0;
  const copy = async () => {
    const isCopied = await write(data.text);
    if (!isCopied) getSelection().selectAllChildren(text);
    status.textContent = isCopied ? 'Copied' : 'Selected: press Ctrl+C';
    clearTimeout(timer);
    timer = setTimeout(() => {
      status.textContent = '';
    }, SAID_MS);
  };
  button.addEventListener('click', copy);
  return () => {
    clearTimeout(timer);
    button.removeEventListener('click', copy);
  };
}

// Browsers have no clipboard for pages without HTTPS.
async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
