// Bounds of EDTF texts as edtf.js has them: texts come in by lines, a CSV table goes out.
// The module of edtf.js is named by the first argument; tools/edtf_table.py runs this.
const { default: edtf } = await import(Deno.args[0]);

const DAY_MS = 86_400_000;

function dayOf(time) {
  return time === null || !Number.isFinite(time) ? '' : String(Math.floor(time / DAY_MS));
}

function boundsOf(text) {
  try {
    const date = edtf(text);
    return [dayOf(date.min), dayOf(date.max)];
  } catch {
    return ['refused', 'refused'];
  }
}

const asked = await new Response(Deno.stdin.readable).text();
const rows = asked.split('\n').map((text) => [`"${text}"`, ...boundsOf(text)].join(','));
console.log(['text,earliest,latest', ...rows].join('\n'));
