"""What every export says of itself: filters, date, version, licence, how to cite."""

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


def about(view: View) -> dict[str, str]:
    """Give the facts about an export, in the order in which a reader wants them."""
    gazetteer = view.gazetteer
    version = f"version {gazetteer.version}"
    return {
        "title": gazetteer.title,
        "selection": view.selection.describe(),
        "held": f"{view.held} held",
        "version": gazetteer.version,
        "licence": gazetteer.licence,
        "cite": ", ".join(filter(None, [gazetteer.author, f"“{gazetteer.title}”", version])) + ".",
    }


def in_lines(view: View) -> str:
    """Give the facts about an export as lines of text."""
    return "\n".join(f"{name}: {value}" for name, value in about(view).items())
