"""What changed between editions: old value, new value, why, and by whom."""

from dataclasses import replace

import pytest

from geo.answers import editions
from geo.answers.editions import Revision, compare
from geo.gazetteer.load import load
from geo.queries.ask import ask
from geo.queries.parameters import QueryError

GAZETTEER = load()


def found(base_id: str, what: str, period_id: str = "") -> Revision:
    (one,) = (
        revision
        for revision in editions.since(GAZETTEER, "1.1.0")
        if (revision.base_id, revision.what) == (base_id, what) and revision.period_id == period_id
    )
    return one


def test_a_moved_date_has_both_values_the_reason_and_the_sources() -> None:
    one = found("manas", "start", "manas-us-2013")
    assert (one.old, one.new) == ("20 June 2013", "14 November 2013")
    assert "begins with the note of 14 November 2013" in one.why
    assert "rbc-2013-11-14" in one.sources


def test_a_new_base_is_its_periods() -> None:
    new = [r for r in editions.since(GAZETTEER, "1.1.0") if r.base_id == "balkhash-radar"]
    assert {revision.what for revision in new} == {"added"}
    assert all(revision.sources for revision in new)


def test_a_period_that_was_taken_out_says_what_it_was() -> None:
    one = found("lyaur", "removed", "lyaur-russia-before-2003")
    assert (one.old, one.new) == ("Russia, unknown to 13 August 2003", "")
    assert (
        one.why == "Lyaur is one period with an unknown start: its former boundary was the "
        "day of an exercise."
    )


def test_the_same_data_have_no_revisions() -> None:
    assert compare(GAZETTEER, replace(GAZETTEER), []) == []


def test_history_leads_back_edition_by_edition() -> None:
    assert [version for version, _ in editions.history(GAZETTEER)] == ["1.2.0", "1.1.0"]


def test_programs_ask_what_changed_since_an_edition() -> None:
    told = ask("revisions?since=1.1.0&base=manas", GAZETTEER)
    (one,) = (i for i in told["items"] if i["what"] == "start")
    assert (one["edition"], one["new"]) == ("1.2.0", "14 November 2013")


def test_programs_ask_an_edition_itself() -> None:
    told = ask("bases/manas?v=1.1.0", GAZETTEER)
    assert told["version"] == "1.1.0"
    ends = {period["period_id"]: period["end"] for period in told["periods"]}
    assert ends["manas-us-2009c"] == "2013-06-20"


def test_an_edition_that_is_not_kept_is_refused() -> None:
    with pytest.raises(QueryError, match=r"0\.9\.0 is not kept"):
        ask("periods?v=0.9.0", GAZETTEER)
