"""What a card shows: labels that cover nothing, text that fits and can be read, two dates."""

import warnings
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from geo.answers.changes import compare, sentence
from geo.answers.selection import Selection
from geo.answers.view import View, look
from geo.exports import card, picture
from geo.exports.picture_letters import in_lines, written
from geo.gazetteer.load import load
from geo.importer.opening import open_path

OURS = load()
DAYS = st.dates(OURS.first, OURS.last)


@pytest.fixture(autouse=True)
def no_letter_may_be_missing() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message=".*[Gg]lyph")
        yield


def labels(axes: Axes) -> list[Text]:
    """What is named on a map; single letters are parts of markers."""
    return [text for text in axes.texts if len(text.get_text()) > 1]


def boxes(axes: Axes) -> list[tuple[str, Bbox]]:
    """The letters of a map with the room they take: those in markers too."""
    return [(text.get_text(), text.get_window_extent()) for text in axes.texts]


def assert_nothing_collides(axes: Axes) -> None:
    # Notes are placed when they are drawn.
    axes.figure.canvas.draw()
    frame = axes.get_window_extent()
    for text in labels(axes):
        box = text.get_window_extent()
        assert frame.x0 <= box.x0, text
        assert box.x1 <= frame.x1, text
    for (one, its_box), (other, other_box) in combinations(boxes(axes), 2):
        if len(one) > 1 or len(other) > 1:
            assert not _letters(its_box).overlaps(_letters(other_box)), (one, other)


def _letters(box: Bbox) -> Bbox:
    """The box without the air around its letters."""
    return Bbox.from_extents(box.x0 + 1, box.y0 + 3, box.x1 - 1, box.y1 - 3)


@settings(max_examples=8)
@given(DAYS, st.none() | DAYS)
@example(date(2021, 7, 19), None)
@example(date(2001, 1, 1), None)
@pytest.mark.slow
def test_no_label_of_a_card_covers_another(day: date, other: date | None) -> None:
    assert_nothing_collides(card.draw(look(OURS, Selection(day, other=other))).axes[0])


@settings(max_examples=8)
@given(DAYS, st.sampled_from(sorted(OURS.bases.index)))
@pytest.mark.slow
def test_no_label_around_a_chosen_base_covers_another(day: date, base: str) -> None:
    axes = card.draw(look(OURS, Selection(day, base=base))).axes[0]
    assert_nothing_collides(axes)


def test_a_country_without_a_base_still_says_so() -> None:
    axes = card.draw(look(OURS, Selection(date(2021, 7, 19)))).axes[0]
    named = [text.get_text() for text in labels(axes)]
    assert named.count("none found") == 2
    assert {"UZBEKISTAN", "TURKMENISTAN", "KAZAKHSTAN"} <= set(named)


@pytest.mark.slow
def test_no_label_of_a_picture_covers_another(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = []
    monkeypatch.setattr(picture, "_bytes", lambda figure, *_: figures.append(figure) or b"")
    for day in (date(2001, 1, 1), date(2005, 6, 1), date(2021, 7, 19)):
        picture.render([look(OURS, Selection(day))], "png")
        assert_nothing_collides(figures.pop().axes[0])


TEXTS = st.text(max_size=100) | st.sampled_from(
    [
        "W" * 100,
        "カント空軍基地",
        "कांत हवाई अड्डा",
        "قاعدة كانت",
        "a\x00\x07b\u200bc",
        "🏴 flag",
        "$x^2$",
    ]
)


@settings(max_examples=25)
@given(TEXTS, st.lists(st.sampled_from(sorted(OURS.bases["country"].unique())), unique=True))
def test_text_of_the_panel_ends_before_the_map(text: str, countries: list[str]) -> None:
    selection = Selection(date(2005, 6, 1), text=text, countries=tuple(countries))
    figure = card.draw(look(OURS, selection))
    figure.canvas.draw()
    edge = figure.axes[1].get_window_extent().x1
    for shown in figure.axes[1].texts:
        assert shown.get_window_extent().x1 <= edge


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Кант, Kırgızistan – Ελλάς", "Кант, Kırgızistan – Ελλάς"),
        ("カント空軍基地", ""),
        ("Kant カント 空軍 base", "Kant … base"),
        ("कांत, 1 June", "…, 1 June"),
        ("a\x07b\u200bc", "a b c"),
        ("🏴", ""),
        ("قاعدة Kant", "… Kant"),
        ("one\ntwo", "one\ntwo"),
    ],
)
def test_what_letters_lack_is_left_out_and_said_to_be(text: str, wanted: str) -> None:
    assert written(text) == wanted


def test_lines_that_are_too_many_end_with_an_ellipsis() -> None:
    def fits(line: str) -> bool:
        return len(line) <= 8

    assert in_lines("one two three four", fits, 2) == ["one two", "three…"]
    assert in_lines("abcdefghijklmnop", fits, 2) == ["abcdefgh", "ijklmnop"]
    assert in_lines("abcdefghijklmnopq", fits, 2) == ["abcdefgh", "ijklmno…"]
    assert in_lines("", fits, 2) == []


def words(view: View) -> list[str]:
    return [text.get_text() for text in card.draw(view).axes[1].texts]


def test_a_name_that_cannot_be_written_is_told_by_its_identifier(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "base_id,name,latitude,longitude,operator,country,start,end\n"
        "kanto,カント空軍基地,12.3,45.6,日本,Somewhere,1941-12-07,1960\n"
    )
    own = open_path(path)
    base = str(own.bases.index[0])
    told = words(look(own, Selection(date(1950, 1, 1), base=base)))
    assert told[0].isascii()
    assert told[0]
    card.render(look(own, Selection(date(1950, 1, 1), other=date(1951, 1, 1))))


def test_a_card_of_two_dates_says_what_opened_and_closed() -> None:
    days = (date(2001, 1, 1), date(2021, 7, 19))
    view = look(OURS, Selection(days[0], other=days[1]))
    told = words(view)
    assert told[0] == "1 January 2001\nto 19 July 2021"
    found = compare(*(look(OURS, Selection(day)) for day in days))
    for what in ("opened", "closed", "unchanged"):
        count = sum(difference.what == what for difference in found)
        assert f"{what}: {count}" in told
        assert f"{count} {what}" in sentence(found, *days)
    signs = [text.get_text() for text in card.draw(view).axes[0].texts]
    assert signs.count("+") == sum(difference.word == "opened" for difference in found)
    assert signs.count("−") == sum(difference.word == "closed" for difference in found)
    other_way = look(OURS, Selection(days[1], other=days[0]))
    assert card.render(other_way) == card.render(view)
    assert card.render(look(OURS, Selection(days[0]))) != card.render(view)
