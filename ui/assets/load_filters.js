// The script of the filters is a file of its own: Streamlit sends this one again with every answer.
// The page has loaded it with its head, so that it hears a map that goes before any filter is drawn.
let script;

export default function filters(component) {
  let gone = false;
  let leave = () => {};
  script ??= import(new URL(component.data.script, document.baseURI).href);
  script.then((loaded) => {
    if (!gone) leave = loaded.filters(component);
  });
  return () => {
    gone = true;
    leave();
  };
}
