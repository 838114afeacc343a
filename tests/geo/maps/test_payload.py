from geo.gazetteer.load import load
from geo.maps.payload import payload
from geo.place.names import search_form


def test_a_source_has_its_date_in_words_or_none() -> None:
    gazetteer = load()
    told = {source["title"]: source["date"] for source in payload(gazetteer)["sources"]}
    dated = gazetteer.sources.loc["bbc-2003-10-23"]
    assert told[dated["title"]] == "23 October 2003"
    undated = gazetteer.sources[gazetteer.sources["date"] == ""]
    assert not undated.empty
    assert {told[title] for title in undated["title"]} == {""}


def test_a_period_brings_what_sources_say_of_its_dates_the_best_first() -> None:
    gazetteer = load()
    told = payload(gazetteer)
    rows = [text for text in told["text"] if text["claims"]]
    assert rows
    for text in rows:
        for edge in ("start", "end"):
            uses = [claim["use"] for claim in text["claims"] if claim["edge"] == edge]
            assert uses == sorted(uses, key=["gives", "fits", "announces", ""].index)


def test_the_map_has_every_label_as_it_is_searched() -> None:
    gazetteer = load()
    told = payload(gazetteer)
    bases = {base["id"]: base["search"] for base in told["bases"]}
    for label in gazetteer.labels.to_dict("records"):
        of_base = label["thing"] == "base"
        text = bases[label["key"]] if of_base else told["labels"][label["thing"]][label["key"]]
        assert all(word in text for word in search_form(label["label"]).split())


def test_a_base_has_its_labels_with_language_and_whether_they_are_settled() -> None:
    gazetteer = load()
    told = payload(gazetteer)
    (shaymak,) = (base for base in told["bases"] if base["id"] == "shaymak")
    assert [told["languages"][row[0]] for row in shaymak["labels"]] == [
        "Russian",
        "Kyrgyz",
        "Tajik",
        "Uzbek",
        "Kazakh",
        "Turkmen",
    ]
    sourced = [row for base in told["bases"] for row in base["labels"] if row[2] >= 0]
    assert sourced
    assert all(row[3] == 1 for row in sourced)
