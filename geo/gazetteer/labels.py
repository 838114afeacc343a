"""What things are called in the languages of the region, by whom, and how it is searched."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from geo.place.names import search_form

UNCONFIRMED = "not yet confirmed by a reader of that language"


@dataclass(frozen=True)
class Label:
    """What a thing is called in a language (ISO 639), and the source that calls it so, if any."""

    language: str
    label: str
    source_id: str
    confirmed: bool

    @property
    def mark(self) -> str:
        """What a reader should know of it; blank for a label with a source, or confirmed."""
        return "" if self.confirmed or self.source_id else UNCONFIRMED


def of_thing(labels: pd.DataFrame, thing: str, key: str) -> list[Label]:
    """Return the labels of a thing, such as ("base", "kant") or ("country", "Kyrgyzstan")."""
    own = labels[(labels["thing"] == thing) & (labels["key"] == key)]
    return list(_labels(own))


def of_bases(labels: pd.DataFrame) -> dict[str, list[Label]]:
    """Return the labels of each base that has any."""
    own = labels[labels["thing"] == "base"]
    return {str(base): list(_labels(rows)) for base, rows in own.groupby("key", sort=False)}


def _labels(rows: pd.DataFrame) -> Iterator[Label]:
    for row in rows.to_dict("records"):
        yield Label(row["language"], row["label"], row["source_id"], row["confirmed"] == "yes")


def search_words(labels: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Return by thing and key the labels as they are searched: folded, each once."""
    folded = labels.assign(folded=labels["label"].map(search_form))
    return {
        (str(thing), str(key)): " ".join(dict.fromkeys(rows))
        for (thing, key), rows in folded.groupby(["thing", "key"], sort=False)["folded"]
    }
