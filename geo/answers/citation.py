"""How to cite a view or a base: a sentence, BibTeX and CSL-JSON.

``address`` is where the app runs; without one there is no link to cite, as for data that only one
reader's session has.
"""

import hashlib
import json
from dataclasses import replace
from urllib.parse import urlencode

from geo.answers.link import write_link
from geo.answers.view import View
from geo.gazetteer.model import Gazetteer

_TEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "{}$&#_%"}
    | {"\\": "\\textbackslash{}", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}"}
)


def link(view: View, address: str, path: str = "/") -> str:
    """Return the permanent link of a view: its selection and the version of the data.

    ``path`` is that of the page, the map's where none is named.
    """
    if not address:
        return ""
    query = {**write_link(view.selection), "v": [view.gazetteer.version]}
    return f"{address.rstrip('/')}{path}?{urlencode(query, doseq=True)}"


def whole(view: View) -> View:
    """Return a view without its chosen base: an export holds all that the filters let by.

    A view of that base alone is whole as it is.
    """
    if view.alone:
        return view
    return replace(view, selection=replace(view.selection, base=None), base=None)


def title(view: View) -> str:
    """Return the title under which a view, or its chosen base, is cited."""
    told = view.selection.describe()
    if view.base is not None:
        told = f"{view.base['name']}, {told}"
    return f"{view.gazetteer.title}: {told}"


def key(view: View) -> str:
    """Return the identifier of a citation, another one for every time, base and set of filters."""
    selection = view.selection
    parts = [view.gazetteer.name, selection.stamp()]
    if view.base is not None:
        parts.append(str(view.base.name))
    filters = selection.describe_filters()
    if filters:
        parts.append(hashlib.sha256(filters.encode()).hexdigest()[:6])
    return "-".join(parts)


def sentence(view: View, address: str) -> str:
    """Return the citation as a sentence: the gazetteer's own one first, where it has one."""
    return of_page(replace(view.gazetteer, title=title(view)), link(view, address))


def of_page(gazetteer: Gazetteer, where: str) -> str:
    """Return the sentence that cites a page by its title, with the address at which it stays."""
    own = gazetteer.citation.strip().rstrip(".")
    named = [f"“{gazetteer.title}”", f"version {gazetteer.version}"]
    if own:
        return f"{own}. {', '.join(filter(None, [*named, where]))}."
    year = str(gazetteer.created.year) if gazetteer.created else ""
    return ", ".join(filter(None, [gazetteer.author, *named, year, where])) + "."


def bibtex(view: View, address: str) -> str:
    """Return the citation as a BibTeX entry."""
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
    """Return the citation as CSL-JSON (Citation Style Language 1.0)."""
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
        "note": gazetteer.licence,
    }
    filled = {name: value for name, value in item.items() if value}
    return json.dumps([filled], ensure_ascii=False, indent=2) + "\n"


def ris(view: View, address: str) -> str:
    """Return the citation in RIS, which reference managers import."""
    gazetteer = view.gazetteer
    lines = [
        ("TY", "DATA"),
        ("ID", key(view)),
        ("TI", title(view)),
        ("AU", gazetteer.author),
        ("PY", _year(view)),
        ("DA", gazetteer.created.strftime("%Y/%m/%d") if gazetteer.created else ""),
        ("ET", gazetteer.version),
        ("UR", link(view, address)),
        ("N1", gazetteer.licence),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {text}\r\n" for tag, text in lines if text or tag == "ER")


def _year(view: View) -> str:
    return str(view.gazetteer.created.year) if view.gazetteer.created else ""


def _tex(text: str) -> str:
    return text.translate(_TEX)
