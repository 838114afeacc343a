"""Write docs/licences.md: what is installed to run the app, and under which licences.

    python -m tools.list_licences [--check]

The list is requirements.txt; the licences are what each package says of itself. ``--check`` fails
where the file is out of step.
"""

import re
import sys
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"

# Packages whose own description does not name their licence; as their projects' own pages do.
UNNAMED = {"streamlit-folium": "MIT", "xstatic-leaflet": "BSD-2-Clause (as Leaflet)"}
HEAD = """# Licences of what runs the app

Made by `python -m tools.list_licences` from requirements.txt. The app's own code is MIT, its data
CC BY 4.0, the outline in the public domain, borders of the region under the ODbL (OpenStreetMap);
see [LICENSE](../LICENSE).

| package | licence |
| --- | --- |
"""


def shipped() -> list[str]:
    """Return the name of each package that running the app installs."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return list(dict.fromkeys(re.split("[=; ]", line)[0] for line in lines if "==" in line))


def licence(name: str) -> str:
    """Return a package's licence in a few words."""
    if name in UNNAMED:
        return UNNAMED[name]
    told = distribution(name).metadata
    classes = [
        line.split(" :: ")[-1] for line in told.get_all("Classifier", []) if "License ::" in line
    ]
    words = told.get("License-Expression") or ", ".join(classes) or told.get("License", "")
    return words.splitlines()[0] if words else ""


def page() -> str:
    """Return the whole page."""
    rows = [f"| {name} | {licence(name)} |" for name in shipped()]
    return HEAD + "\n".join(rows) + "\n"


def main(arguments: list[str]) -> None:
    """Write the page, or check it."""
    if "--check" not in arguments:
        PAGE.write_text(page(), encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != page():
        sys.exit("docs/licences.md is out of step; run: python -m tools.list_licences")


if __name__ == "__main__":
    main(sys.argv[1:])
