"""Parts of a gazetteer: what was asked for, whole bases, and nothing that does not fit together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.gazetteer import part
from geo.gazetteer.model import Gazetteer
from geo.importer.derived import propose
from geo.importer.formats import read_sheet
from geo.importer.read import interpret
from geo.maps.payload import payload

HEAD = "name,latitude,longitude,operator,country,start,end"


def gazetteer(*rows: tuple[int, str, str]) -> Gazetteer:
    """A gazetteer of periods of numbered bases, by operator and country."""
    lines = [
        f"Base {base},{base % 90},{base % 180},{operator},{country},{1900 + k},{1901 + k}"
        for k, (base, operator, country) in enumerate(rows)
    ]
    sheet = read_sheet("\n".join([HEAD, *lines, ""]).encode(), "own.csv")
    made = interpret(sheet, propose(sheet)).gazetteer
    assert made is not None
    return made


def is_whole(made: Gazetteer) -> bool:
    """Whether bases and periods are those of each other, in one order, and a map can be made."""
    numbered = made.bases.index[made.periods["base_number"].to_numpy()]
    return (
        list(numbered) == list(made.periods["base_id"])
        and len(payload(made)["periods"]) == len(made.periods)
        and set(made.bases.index) == set(made.periods["base_id"])
    )


def test_a_part_has_the_periods_of_the_words_that_are_named() -> None:
    made = gazetteer((1, "A", "X"), (1, "B", "X"), (2, "A", "Y"), (3, "B", "Y"))
    assert part.of_words(made, ["A"]).periods["name"].tolist() == ["Base 1", "Base 2"]
    assert part.of_words(made, ["B"], ["Y"]).periods["name"].tolist() == ["Base 3"]
    assert len(part.of_words(made).periods) == 4
    assert is_whole(part.of_words(made, ["B"]))


@given(
    st.lists(st.integers(1, 30), min_size=1, max_size=60),
    st.integers(1, 40),
)
@settings(max_examples=30)
def test_an_even_share_has_whole_bases_and_no_more_than_is_asked_for(
    bases: list[int], most: int
) -> None:
    made = gazetteer(*((base, "A", "X") for base in bases))
    taken, step = part.every(made, most)
    assert 0 < len(taken.periods) <= most
    assert is_whole(taken)
    assert (step == 1) == (len(bases) <= most)
    counts = made.periods["base_id"].value_counts()
    kept = taken.periods["base_id"].value_counts()
    assert len(kept) == 1 or all(kept[base] == counts[base] for base in kept.index)


@pytest.mark.parametrize("most", [1, 2, 5])
def test_a_share_takes_bases_from_the_whole_file(most: int) -> None:
    made = gazetteer(*((base, "A", "X") for base in range(1, 11)))
    names = part.every(made, most)[0].periods["name"].tolist()
    assert names[0] == "Base 1"
    assert len(names) == most or len(names) >= most / 2
