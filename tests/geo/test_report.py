"""The link by which a reader reports a mistake."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from geo.answers.selection import Selection
from geo.answers.view import look
from geo.errors import GeoError
from geo.gazetteer.load import load
from geo.report import (
    report_address,
    report_of_answer,
    report_of_base,
    report_of_claim,
    report_of_event,
)

OURS = load()
VIEW = look(OURS, Selection(date(2005, 6, 1), base="kant"))
CLAIM = OURS.claims[OURS.claims["base_id"] == "kant"].iloc[0].to_dict()


def test_nobody_to_report_to_is_no_link() -> None:
    assert report_of_claim(VIEW, CLAIM, "bases") == report_of_base(VIEW, "bases") == ""


def test_a_report_to_an_issue_tracker_is_filled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORT_URL", "https://example.org/issues/new?labels=data")
    monkeypatch.setenv("BASE_URL", "https://atlas.example.org")
    query = parse_qs(urlsplit(report_of_claim(VIEW, CLAIM, "bases")).query)
    assert query["labels"] == ["data"]
    (title,), (body,) = query["title"], query["body"]
    assert title.startswith("Kant Air Base: ")
    assert CLAIM["claim_id"] in title
    for told in (CLAIM["source_id"], f"version {OURS.version}", "(kant)"):
        assert told in body
    assert "Seen: https://atlas.example.org/bases?date=2005-06-01&base=kant&v=" in body


def test_a_report_by_mail_has_a_subject(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORT_URL", "mailto:atlas@example.org")
    link = report_of_base(VIEW, "bases")
    assert link.startswith("mailto:atlas@example.org?subject=Kant%20Air%20Base&body=")
    assert "+" not in link
    assert "Seen%3A%20Bases%2C%201%20June%202005" in link


def test_a_tracker_may_name_its_own_parameters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORT_URL", "https://example.org/new?issue[title]={title}&d={body}")
    query = parse_qs(urlsplit(report_of_base(VIEW, "bases")).query)
    assert query["issue[title]"] == ["Kant Air Base"]
    assert "What is wrong" in query["d"][0]


@pytest.mark.parametrize("given", ["example.org", "javascript:alert(1)", "mailto:nobody", "a b"])
def test_what_is_no_address_is_refused(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORT_URL", given)
    with pytest.raises(GeoError, match="Write it like"):
        report_address()


def test_where_it_was_seen_is_said_however_long_the_rest_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REPORT_URL", "https://example.org/new")
    monkeypatch.setenv("BASE_URL", "https://atlas.example.org")
    query = parse_qs(urlsplit(report_of_answer(VIEW, ["x" * 900] * 9, "distances")).query)
    (body,) = query["body"]
    assert len(body) <= 1_500
    assert body.endswith(f"Seen: https://atlas.example.org/distances?date=2005-06-01&base=kant"
                         f"&v={OURS.version}")  # fmt: skip
    assert len(query["title"][0]) <= 150
    (event,) = OURS.events.head(1).to_dict("records")
    body = parse_qs(urlsplit(report_of_event(VIEW, event, "map")).query)["body"][0]
    assert "Seen: https://atlas.example.org/?date" in body
