"""How to cite a view or a base: a sentence, BibTeX and CSL-JSON.

``address`` is where the app runs; without one there is no link to cite, as for data that only one
reader's session has.
"""

import hashlib
import json
from dataclasses import replace
from urllib.parse import urlencode

from geo.view import View

_TEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "{}$&#_%"}
    | {"\\": "\\textbackslash{}", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}"}
)


def link(view: View, address: str) -> str:
    """Give the permanent link of a view: its selection and the version of the data."""
    if not address:
        return ""
    query = {**view.selection.to_query(), "v": [view.gazetteer.version]}
    return f"{address.rstrip('/')}/?{urlencode(query, doseq=True)}"


def whole(view: View) -> View:
    """Give a view without its chosen base: what an export holds is all that the filters let by."""
    return replace(view, selection=replace(view.selection, base=None), base=None)


def title(view: View) -> str:
    """Give the title under which a view, or its chosen base, is cited."""
    told = view.selection.describe()
    if view.base is not None:
        told = f"{view.base['name']}, {told}"
    return f"{view.gazetteer.title}: {told}"


def key(view: View) -> str:
    """Give the identifier of a citation, another one for every time, base and set of filters."""
    selection = view.selection
    parts = [view.gazetteer.name, selection.stamp()]
    if view.base is not None:
        parts.append(str(view.base.name))
    filters = selection.describe_filters()
    if filters:
        parts.append(hashlib.sha256(filters.encode()).hexdigest()[:6])
    return "-".join(parts)


def sentence(view: View, address: str) -> str:
    """Give the citation as a sentence."""
    parts = [
        view.gazetteer.author,
        f"“{title(view)}”",
        f"version {view.gazetteer.version}",
        _year(view),
        link(view, address),
    ]
    return ", ".join(filter(None, parts)) + "."


def bibtex(view: View, address: str) -> str:
    """Give the citation as a BibTeX entry."""
    fields = {
        "author": f"{{{_tex(view.gazetteer.author)}}}" if view.gazetteer.author else "",
        "title": f"{{{_tex(title(view))}}}",
        "year": _year(view),
        "version": view.gazetteer.version,
        "url": link(view, address),
        "note": _tex(view.gazetteer.licence),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{key(view)},\n{lines}\n}}\n"


def csl_json(view: View, address: str) -> str:
    """Give the citation as CSL-JSON (Citation Style Language 1.0)."""
    gazetteer = view.gazetteer
    day = gazetteer.created
    item = {
        "id": key(view),
        "type": "dataset",
        "title": title(view),
        "author": [{"literal": gazetteer.author}] if gazetteer.author else [],
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else {},
        "version": gazetteer.version,
        "URL": link(view, address),
        "license": gazetteer.licence,
    }
    filled = {name: value for name, value in item.items() if value}
    return json.dumps([filled], ensure_ascii=False, indent=2) + "\n"


def _year(view: View) -> str:
    return str(view.gazetteer.created.year) if view.gazetteer.created else ""


def _tex(text: str) -> str:
    return text.translate(_TEX)
