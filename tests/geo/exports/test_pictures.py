"""What a picture for print shows: a frame and a legend that fit, and many bases in seconds."""

import io
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from benchmarks import gazetteers
from geo.answers.selection import Selection
from geo.answers.view import View, look
from geo.exports import picture, write
from geo.exports.picture_outline import mercator
from geo.gazetteer.load import load

GAZETTEER = load()
ADDRESS = "https://atlas.example"


def view(**fields: object) -> View:
    return look(GAZETTEER, Selection(**{"date": date(2005, 6, 1), **fields}))


def texts(made: bytes) -> list[str]:
    elements = ElementTree.fromstring(made.decode()).iter("{http://www.w3.org/2000/svg}text")
    return ["".join(element.itertext()) for element in elements]


def test_the_frame_follows_the_filters() -> None:
    box = picture.frame_of(view(countries=("Kyrgyzstan",)))
    x, y = mercator(*GAZETTEER.bases.loc["termez", ["longitude", "latitude"]])
    assert not (box[0] < x < box[1] and box[2] < y < box[3])
    assert box[1] - box[0] < picture.frame_of(view())[1] - picture.frame_of(view())[0]


def test_the_legend_names_only_operators_that_are_drawn() -> None:
    found = texts(write.content(view(countries=("Kyrgyzstan",)), "svg"))
    assert {"Russia", "United States"} <= set(found)
    assert not {"Germany", "France", "India", "proposed or reported only"} & set(found)


def test_a_base_whose_place_is_wider_than_its_marker_has_a_circle_around_it() -> None:
    made = ElementTree.fromstring(write.content(view(date=date(2021, 7, 19)), "svg").decode())
    circles = {e.get("id") for e in made.iter() if str(e.get("id")).startswith("within-")}
    assert {"within-sary-shagan", "within-taysoygan-929"} <= circles
    assert "within-kant" not in circles


def test_the_legend_explains_circles_where_one_is_drawn() -> None:
    words = "circle: base or part within it"
    assert words in texts(write.content(view(date=date(2021, 7, 19)), "svg"))
    exact = view(date=date(2012, 1, 1), operators=("United States",), countries=("Kyrgyzstan",))
    assert words not in texts(write.content(exact, "svg"))


def test_the_title_stands_above_the_date_and_the_citation_last() -> None:
    found = texts(write.content(view(), "svg", ADDRESS))
    assert GAZETTEER.title in found
    assert "1 June 2005: 20 to 21 bases held" in found
    assert any(f"{ADDRESS}/?date=2005-06-01" in text for text in found)


def test_the_legend_lies_below_the_map(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = []
    monkeypatch.setattr(picture, "_bytes", lambda figure, *_: figures.append(figure) or b"")
    many = GAZETTEER.periods.assign(
        operator=[f"Operator of a long name, number {k}" for k in range(len(GAZETTEER.periods))]
    )
    for gazetteer in (GAZETTEER, replace(GAZETTEER, periods=many)):
        picture.render([look(gazetteer, Selection(date(2005, 6, 1)))], "png", ADDRESS)
        figure = figures.pop()
        (axes,) = figure.axes
        legend = axes.get_legend().get_window_extent()
        foot = min(text.get_window_extent().y1 for text in figure.texts)
        assert legend.y1 <= axes.get_window_extent().y0
        assert legend.y0 >= foot
        assert legend.x1 <= figure.bbox.x1


@pytest.mark.slow
def test_a_picture_of_two_dates_leads_to_both() -> None:
    made = write.two_dates(view(), date(2014, 7, 1), "png", ADDRESS)
    told = Image.open(io.BytesIO(made)).info
    assert f"{ADDRESS}/?date=2005-06-01&with=2014-07-01" in told["Source"]
    assert "1 June 2005 and 1 July 2014" in told["Description"]


@pytest.mark.slow
def test_twenty_thousand_periods_are_drawn_in_seconds(tmp_path: Path) -> None:
    crowd = look(load(gazetteers.write(tmp_path, 20_000)), Selection(date(2009, 6, 1)))
    begun = time.perf_counter()
    made = write.content(crowd, "png")
    assert time.perf_counter() - begun < 20
    assert Image.open(io.BytesIO(made)).size[0] == 2880


def test_a_view_in_which_nothing_is_there_still_has_a_picture() -> None:
    empty = view(date=date(2021, 7, 1), operators=("France",))
    assert "No bases held" in "".join(texts(write.content(empty, "svg")))


def test_a_country_without_a_base_says_so_under_its_name() -> None:
    found = texts(write.content(look(GAZETTEER, Selection(date(2021, 7, 19))), "svg", ADDRESS))
    assert found.count("none found") == 2
    assert "none found" not in texts(
        write.content(
            look(GAZETTEER, Selection(date(2005, 6, 1), countries=("Uzbekistan",))), "svg"
        )
    )


@pytest.mark.parametrize("size", ["column", "page"])
def test_a_headline_of_ones_own_stands_in_place_of_the_title(size: str) -> None:
    made = write.picture(view(), "svg", ADDRESS, size=size, headline="Who came,  who left")
    found = texts(made)
    assert "Who came, who left" in found
    assert GAZETTEER.title not in found
    assert any("version" in text for text in found)


def test_a_long_headline_covers_neither_the_date_nor_the_map(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    figures = []
    monkeypatch.setattr(picture, "_bytes", lambda figure, *_: figures.append(figure) or b"")
    for paper in (picture.PAGE, picture.COLUMN):
        picture.render([view()], "png", ADDRESS, headline="Who held which base " * 6, paper=paper)
        figure = figures.pop()
        (axes,) = figure.axes
        title, _ = figure.texts
        date_line = axes.title if axes.title.get_text() else axes._left_title
        assert title.get_window_extent().y0 >= date_line.get_window_extent().y1
        assert title.get_window_extent().x1 <= figure.bbox.x1
        legend = axes.get_legend().get_window_extent()
        assert legend.y0 >= min(text.get_window_extent().y1 for text in figure.texts)


def test_the_three_sizes_fit_what_they_are_for() -> None:
    sizes = {
        name: Image.open(io.BytesIO(write.picture(view(), "png", ADDRESS, size=name)))
        for name in write.SIZES
    }
    assert sizes["social"].size == (1200, 630)
    for name, centimetres in (("column", 9), ("page", 24)):
        wide, dots = sizes[name].size[0], sizes[name].info["dpi"][0]
        assert wide / dots * 2.54 == pytest.approx(centimetres, abs=0.5)
        assert dots == pytest.approx(300, abs=1)
    assert all(ADDRESS in each.info["Source"] for each in sizes.values())
