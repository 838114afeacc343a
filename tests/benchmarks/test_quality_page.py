"""The page of figures and the commands that write it."""

from pathlib import Path

import pytest

from benchmarks import quality


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
