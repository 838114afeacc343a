"""Every page, run by itself as the first visitor's deep link runs it, and inside the frame."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.gazetteer import Gazetteer
from geo.importer.opening import open_path
from ui import gazetteers, map_panel
from ui.shell import UNFILTERED

ROOT = Path(__file__).parents[2]


def dashboard(**query: str) -> AppTest:
    """The app as it is once its map stands."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.session_state[map_panel.STANDS] = True
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
    assert app.metric[0].value == "9 bases held"


def test_a_session_begins_with_its_map_alone() -> None:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
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
    assert not app.sidebar.date_input


OWN_FILE = (
    "name,latitude,longitude,operator,country,start,end\n"
    "Example Field,12.345,-45.678,Exampleland,Somewhere,1941-12-07,1950\n"
)


def codes(own: Gazetteer | None) -> str:
    app = AppTest.from_file(str(ROOT / "pages" / "take_away.py"), default_timeout=60)
    if own is not None:
        app.session_state[gazetteers.OWN] = own
    app.run()
    assert not app.exception
    return "\n".join(code.value for code in app.code)


def test_an_own_file_is_cited_and_embedded_without_a_link_that_leads_elsewhere(
    tmp_path: Path,
) -> None:
    path = tmp_path / "Pacific.csv"
    path.write_text(OWN_FILE)
    told = codes(open_path(path))
    assert "http" not in told
    assert '<iframe src="pacific-' in told
    ours = codes(None)
    assert "embed=true" in ours
    assert '<iframe src="base-atlas-' in ours


def test_nonsense_in_the_link_is_told_and_the_rest_is_shown() -> None:
    app = dashboard(date="2005-06-01", country="Atlantis")
    assert "Atlantis" in app.warning[0].value
    assert app.metric[0].label == "1 June 2005"


def test_an_address_the_browser_has_not_renewed_yet_undoes_no_move() -> None:
    app = dashboard(date="2005-06-01")
    app.sidebar.date_input[0].set_value(date(2014, 7, 1)).run()
    app.query_params["date"] = "2005-06-01"
    assert app.run().sidebar.date_input[0].value == date(2014, 7, 1)
