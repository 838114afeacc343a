"""Every page, run by itself as the first visitor's deep link runs it, and inside the frame."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from streamlit.testing.v1 import AppTest

from benchmarks import gazetteers as made
from geo.answers.data_health import single_source_dates
from geo.gazetteer.load import load
from geo.gazetteer.model import Gazetteer
from geo.importer.opening import open_path
from geo.time import presence
from geo.wording import PAGES as PAGE_TITLES
from geo.wording import UNFILTERED
from ui import gazetteers
from ui.panels import map_panel

ROOT = Path(__file__).parents[2]


def dashboard(**query: str) -> AppTest:
    """The app as it is once its map stands."""
    app = AppTest.from_file(str(ROOT / "atlas.py"), default_timeout=60)
    app.session_state[map_panel.FIRST_SIGHT] = map_panel.THERE
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))


@pytest.mark.parametrize("stem", PAGES)
def test_a_page_file_runs_by_itself(stem: str) -> None:
    app = AppTest.from_file(str(ROOT / "pages" / f"{stem}.py"), default_timeout=60).run()
    assert not app.exception
    assert app.title


@pytest.mark.parametrize("stem", PAGES)
def test_a_page_is_short(stem: str) -> None:
    assert len((ROOT / "pages" / f"{stem}.py").read_text().splitlines()) <= 60


def test_the_dashboard_opens_on_the_date_of_the_article() -> None:
    app = dashboard()
    assert not app.exception
    assert app.metric[0].label == "19 July 2021"
    assert app.metric[0].value == "13 bases held"


def test_a_session_begins_with_its_map_alone() -> None:
    app = AppTest.from_file(str(ROOT / "atlas.py"), default_timeout=60).run()
    assert not app.exception
    assert not app.metric
    assert not app.sidebar.get("bidi_component")


def test_a_filter_in_the_link_changes_the_count() -> None:
    assert dashboard(country="Tajikistan").metric[0].value == "5 bases held"
    assert dashboard(operator="Russia", q="kant").metric[0].value == "1 base held"


@pytest.mark.parametrize("stem", UNFILTERED)
def test_a_page_about_the_whole_gazetteer_has_no_filters(stem: str) -> None:
    app = dashboard()
    app.switch_page(f"pages/{stem}.py").run()
    assert app.title
    assert not app.sidebar.children


def test_the_page_with_two_dates_has_no_third_one() -> None:
    app = dashboard()
    app.switch_page("pages/compare.py").run()
    assert app.sidebar.get("bidi_component")
    assert not app.sidebar.text_input


def as_read(markdown: str) -> str:
    """Return text of Markdown without its escapes."""
    return markdown.replace("\\", "")


def captions(app: AppTest) -> str:
    return "\n".join(as_read(caption.value) for caption in app.caption)


def test_a_country_without_a_base_says_so_beside_the_counts() -> None:
    assert "Turkmenistan: none found; one airport used for refuelling" in captions(dashboard())
    assert "Uzbekistan: none found" not in captions(dashboard(date="2005-06-01"))


def test_a_word_without_a_base_tells_what_was_looked_for_under_it() -> None:
    app = dashboard(q="kostanay")
    assert app.metric[0].value == "No bases held"
    assert "Kostanay, Kazakhstan: looked for a Russian regiment" in captions(app)


def test_a_profile_has_its_labels_and_says_that_none_is_confirmed() -> None:
    app = dashboard(base="shaymak")
    app.switch_page("pages/bases.py").run()
    (table,) = (as_read(words.value) for words in app.markdown if "Шаймоқ" in words.value)
    assert "| English | Russian | Kyrgyz | Tajik | Uzbek | Kazakh | Turkmen |" in table
    assert "* not yet confirmed by a reader of that language." in captions(app)


def test_what_was_looked_for_is_listed_with_its_sources_under_bases() -> None:
    app = dashboard(country="Turkmenistan")
    app.switch_page("pages/bases.py").run()
    (listed,) = (as_read(words.value) for words in app.markdown if "looked for" in words.value)
    assert "Mary and Kushka, Turkmenistan: looked for American use" in listed
    assert "iwpr.net" in listed
    assert "Kostanay" not in listed


def test_what_was_looked_for_is_part_of_the_state_of_the_data() -> None:
    app = dashboard()
    app.switch_page("pages/health.py").run()
    (listed,) = (table.value for table in app.dataframe if "Looked for" in table.value.columns)
    assert len(listed) == len(load().searches)


OWN_FILE = (
    "name,latitude,longitude,operator,country,start,end\n"
    "Example Field,12.345,-45.678,Exampleland,Somewhere,1941-12-07,1950\n"
)


def codes(own: Gazetteer | None) -> str:
    app = AppTest.from_file(str(ROOT / "pages" / "download.py"), default_timeout=60)
    if own is not None:
        app.session_state[gazetteers.OWN] = own
    app.run()
    assert not app.exception
    return "\n".join(code.value for code in app.code)


@pytest.mark.slow
def test_an_own_file_is_cited_and_embedded_without_a_link_that_leads_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Pacific.csv"
    path.write_text(OWN_FILE)
    monkeypatch.setenv("BASE_URL", "https://atlas.example.org")
    told = codes(open_path(path))
    assert "http" not in told
    assert '<iframe src="pacific-' in told
    ours = codes(None)
    assert '<iframe src="https://atlas.example.org/?' in ours
    assert "embed=true" in ours
    assert '<iframe src="base-atlas-' in ours


@pytest.mark.slow
def test_without_a_public_address_nothing_is_cited_from_this_machine() -> None:
    app = AppTest.from_file(str(ROOT / "pages" / "download.py"), default_timeout=60).run()
    shown = [*(code.value for code in app.code), *(caption.value for caption in app.caption)]
    told = "\n".join(shown)
    assert "127.0.0.1" not in told
    assert "localhost" not in told
    assert "This copy of the app has no public address" in told


def reports_on(page: str) -> list[str]:
    """The links of a page by which a mistake is reported."""
    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60)
    app.session_state[map_panel.FIRST_SIGHT] = map_panel.THERE
    app.query_params.update(base="kant", date="2005-06-01")
    app.run()
    assert not app.exception
    texts = [text.value for text in (*app.markdown, *app.caption)]
    for table in app.dataframe:
        texts += map(str, table.value.get("A mistake?", []))
    texts += [unescape(element.proto.body) for element in app.get("html")]
    return re.findall(r"https://tracker\.example\S+?body=[^)'\s]+", "\n".join(texts))


@pytest.mark.parametrize("page", ["map", "bases", "health"])
def test_every_claim_on_a_page_can_be_reported(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reports_on(page) == []
    monkeypatch.setenv("REPORT_URL", "https://tracker.example/new")
    claims = load().claims
    shown = {
        "map": claims[(claims["base_id"] == "kant") & claims["property"].isin(["start", "end"])],
        "bases": claims[claims["base_id"] == "kant"],
        "health": claims[claims["used"] == "no"],
    }[page]
    told = unquote("\n".join(reports_on(page)))
    assert [claim for claim in shown["claim_id"] if f"Claim: {claim}\n" not in told] == []
    assert f"Seen: {PAGE_TITLES[page].title}, " in told


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("events", [f"Event: {event}\n" for event in load().events["event_id"]]),
        ("article", [f"Statement: {name}: " for name in load().statements["statement_id"]]),
        ("compare", ["It says: Between 1 June 2005 and 1 July 2014: 4 closed"]),
        ("distances", ["It says: Kant Air Base → Afghanistan: 584 ± 5 km, south-west"]),
        ("health", [
            f"Period: {row.period_id}\nIt says: {row.property} {row.value}\n"
            for row in single_source_dates(load()).itertuples()
        ]),
    ],
)  # fmt: skip
def test_whatever_a_page_says_can_be_reported(
    page: str, wanted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reports_on(page) == []
    monkeypatch.setenv("REPORT_URL", "https://tracker.example/new")
    told = unquote("\n".join(reports_on(page)))
    assert [text for text in wanted if text not in told] == []
    assert f"Seen: {PAGE_TITLES[page].title}, " in told


def test_nothing_of_an_own_file_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORT_URL", "https://tracker.example/new")
    monkeypatch.setattr(gazetteers, "is_own", lambda: True)
    for page in ("events", "article", "compare", "distances", "health", "bases"):
        assert reports_on(page) == []


def test_nonsense_in_the_link_is_reported_and_the_rest_is_shown() -> None:
    app = dashboard(date="2005-06-01", country="Atlantis")
    assert "Atlantis" in app.warning[0].value
    assert app.metric[0].label == "1 June 2005"


def test_an_address_the_browser_has_not_renewed_yet_undoes_no_move() -> None:
    app = dashboard(date="2005-06-01")
    app.switch_page("pages/bases.py").run()
    app.sidebar.text_input[0].set_value("July 2014").run()
    app.query_params["date"] = "2005-06-01"
    app.run()
    assert app.session_state["selection"].date == date(2014, 7, 1)


@pytest.mark.parametrize(
    ("typed", "day", "said"),
    [
        ("2005", date(2005, 1, 1), "Read as 1 January 2005."),
        ("June 2005", date(2005, 6, 1), "Read as 1 June 2005."),
        ("1.6.2005", date(2005, 6, 1), "Read as 1 June 2005."),
        ("06/01/2005", date(2005, 6, 1), "Read as 1 June 2005, not 6 January 2005."),
        ("1066", date(2001, 1, 1), "1 January 1066 is outside the data"),
        ("soon", date(2014, 7, 1), "“soon” is not understood."),
    ],
)
def test_a_date_typed_in_the_side_bar_says_how_it_was_understood(
    typed: str, day: date, said: str
) -> None:
    app = dashboard(date="2014-07-01")
    app.switch_page("pages/bases.py").run()
    app.sidebar.text_input[0].set_value(typed).run()
    assert app.session_state["selection"].date == day
    assert said in captions(app)


@pytest.mark.parametrize(("stem", "times"), [("map", 1), ("bases", 1), ("compare", 3)])
def test_the_rule_is_asked_once_for_each_time_that_a_page_shows(
    stem: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = dashboard(date="2005-06-01", **{"with": "2014-07-01"}, country="Turkmenistan")
    app.switch_page(f"pages/{stem}.py").run()
    asked: list[str] = []
    for name in ("as_of", "between"):
        rule = getattr(presence, name)

        def counted(*args: object, rule: Callable[..., object] = rule) -> object:
            asked.append(rule.__name__)
            return rule(*args)

        monkeypatch.setattr(presence, name, counted)
    app.run()
    assert not app.exception
    # Compare: both dates, and the window between them for the numbers beside the filters.
    assert len(asked) == times


def own_page(stem: str, own: Gazetteer, **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "atlas.py"), default_timeout=60)
    app.session_state[map_panel.FIRST_SIGHT] = map_panel.THERE
    app.session_state[gazetteers.OWN] = own
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    app.switch_page(f"pages/{stem}.py").run()
    assert not app.exception
    return app


def test_every_page_says_that_an_own_file_is_seen_by_nobody_else(tmp_path: Path) -> None:
    path = tmp_path / "Pacific.csv"
    path.write_text(OWN_FILE)
    own = open_path(path)
    for stem in PAGES:
        words = "\n".join(as_read(element.value) for element in own_page(stem, own).markdown)
        assert "Your file, seen only by you" in words, stem
    ours = "\n".join(element.value for element in dashboard().markdown)
    assert "seen only by you" not in ours


def test_of_thousands_of_lanes_some_are_drawn_and_the_page_says_which(tmp_path: Path) -> None:
    app = own_page("bases", load(made.write(tmp_path / "many", 10_000)))
    assert "Lanes 1 to 200 of 5,000" in captions(app)
    app.button(key="lanes_forth").click().run()
    assert "Lanes 201 to 400 of 5,000" in captions(app)
    assert len(app.selectbox[0].options) == 200


def test_the_lane_of_the_chosen_base_is_among_those_that_are_drawn(tmp_path: Path) -> None:
    app = own_page("bases", load(made.write(tmp_path / "many", 10_000)), base="base-999")
    assert app.selectbox[0].value == "base-999"
    assert "Lanes 1 to 200" not in captions(app)
