"""How to cite a view or a base: a sentence, BibTeX and CSL-JSON."""

import json
from urllib.parse import urlencode

from geo import dates
from geo.view import View

_TEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "{}$&#_%"}
    | {"\\": "\\textbackslash{}", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}"}
)


def link(view: View, address: str) -> str:
    """Give the permanent link of a view: its selection and the version of the data."""
    query = {**view.selection.to_query(), "v": [view.gazetteer.version]}
    return f"{address.rstrip('/')}/?{urlencode(query, doseq=True)}"


def title(view: View) -> str:
    """Give the title under which a view, or its chosen base, is cited."""
    if view.base is None:
        return f"{view.gazetteer.title}: {view.selection.describe()}"
    when = dates.in_words(view.selection.date.isoformat())
    return f"{view.gazetteer.title}: {view.base['name']}, {when}"


def sentence(view: View, address: str) -> str:
    """Give the citation as a sentence."""
    parts = [
        view.gazetteer.author,
        f"“{title(view)}”",
        f"version {view.gazetteer.version}",
        link(view, address),
    ]
    return ", ".join(filter(None, parts)) + "."


def bibtex(view: View, address: str) -> str:
    """Give the citation as a BibTeX entry."""
    fields = {
        "author": f"{{{_tex(view.gazetteer.author)}}}" if view.gazetteer.author else "",
        "title": f"{{{_tex(title(view))}}}",
        "version": view.gazetteer.version,
        "url": link(view, address),
        "note": _tex(view.gazetteer.licence),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{base-atlas-{view.selection.date},\n{lines}\n}}\n"


def csl_json(view: View, address: str) -> str:
    """Give the citation as CSL-JSON (Citation Style Language 1.0)."""
    item = {
        "id": f"base-atlas-{view.selection.date}",
        "type": "dataset",
        "title": title(view),
        "author": [{"literal": view.gazetteer.author}] if view.gazetteer.author else [],
        "version": view.gazetteer.version,
        "URL": link(view, address),
        "license": view.gazetteer.licence,
    }
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def _tex(text: str) -> str:
    return text.translate(_TEX)
