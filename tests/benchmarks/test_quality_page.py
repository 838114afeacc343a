"""The page of figures and the commands that write it."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks import faults, quality


def test_a_section_is_replaced_and_the_rest_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "quality.md"
    page.write_text("# Figures\n<!-- a -->\nold\n<!-- /a -->\n<!-- b -->\nkept\n<!-- /b -->\n")
    monkeypatch.setattr(quality, "PAGE", page)
    quality.write_section("a", "new \\1")
    assert page.read_text() == (
        "# Figures\n<!-- a -->\nnew \\1\n<!-- /a -->\n<!-- b -->\nkept\n<!-- /b -->\n"
    )


@pytest.mark.parametrize(
    ("figure", "least", "word"),
    [(4.0, False, "met"), (4.1, False, "missed"), (3.9, True, "missed"), (4.0, True, "met")],
)
def test_a_goal_is_called_met_or_missed(figure: float, least: bool, word: str) -> None:
    assert word in quality.verdict("speed", figure, 4, "×", least=least)


def test_every_section_of_the_page_has_been_written() -> None:
    page = quality.PAGE.read_text(encoding="utf-8")
    for name in ("speed", "load", "access"):
        section = page.split(f"<!-- {name} -->")[1].split(f"<!-- /{name} -->")[0]
        assert "Taken on " in section


def test_a_trial_that_failed_or_was_left_out_is_not_said_to_have_held() -> None:
    cases = ElementTree.fromstring(
        "<suite><testcase name='test_a_page_holds[phone]' time='1.25'/>"
        "<testcase name='test_another' time='2'><failure/></testcase>"
        "<testcase name='test_a_third' time='0'><skipped/></testcase></suite>"
    )
    told = faults.tell(list(cases))
    assert "3 trials" in told
    assert "2 failed" in told
    assert "| a page holds (phone) | 1.2 | held |" in told
    assert "| another | 2.0 | **failed** |" in told
