// Maps and side bars for the property test: the real register.js behind one line of JSON a call.
const { Party } = await import(Deno.args[0]);
const parties = new Map();
const decoder = new TextDecoder();
const encoder = new TextEncoder();
const chunk = new Uint8Array(1 << 16);

function answer([id, method, ...args]) {
  if (method === 'new') parties.set(id, new Party(...args));
  const party = parties.get(id);
  const given = method in party ? party[method](...args) : null;
  const shown = Object.fromEntries(
    [...new Set([...Object.keys(party.fields), ...Object.keys(party.moving)])].map((
      name,
    ) => [name, party.value(name)]),
  );
  return { given: given ?? null, fields: party.fields, shown, owes: party.owes() };
}

let text = '';
for (let read = Deno.stdin.readSync(chunk); read !== null; read = Deno.stdin.readSync(chunk)) {
  text += decoder.decode(chunk.subarray(0, read), { stream: true });
  const lines = text.split('\n');
  text = lines.pop();
  lines.forEach((line) =>
    Deno.stdout.writeSync(encoder.encode(`${JSON.stringify(answer(JSON.parse(line)))}\n`))
  );
}
