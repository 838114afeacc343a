"""What every export says of itself: filters, date, version, licence, how to cite."""

from geo import cite
from geo.view import View

COLUMNS = (
    "period_id",
    "base_id",
    "name",
    "local_names",
    "country",
    "kind",
    "latitude",
    "longitude",
    "coordinate_uncertainty_m",
    "coordinate_type",
    "icao",
    "operator",
    "unit",
    "status",
    "start",
    "end",
    "in_article",
    "reference",
    "sources",
    "note",
)


def about(view: View, address: str = "") -> dict[str, str]:
    """Give the facts about an export, in the order in which a reader wants them; no blank ones.

    ``address`` is where the app runs, for the permanent link; blank where that is not known.
    """
    gazetteer = view.gazetteer
    selection = view.selection
    facts = {
        "title": gazetteer.title,
        "selection": selection.describe(),
        "date": "/".join(edge.isoformat() for edge in selection.window or (selection.date,)),
        "filters": selection.describe_filters() or "none",
        "held": f"{view.held} held",
        "version": gazetteer.version,
        "released": gazetteer.created.isoformat() if gazetteer.created else "",
        "licence": gazetteer.licence,
        "cite": citation(view, address),
    }
    return {name: value for name, value in facts.items() if value}


def citation(view: View, address: str = "") -> str:
    """Give the sentence by which an export is cited: as a whole, whichever base is chosen."""
    return cite.sentence(cite.whole(view), address)


def in_lines(view: View, address: str = "") -> str:
    """Give the facts about an export as lines of text."""
    return "\n".join(f"{name}: {value}" for name, value in about(view, address).items())
