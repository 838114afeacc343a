"""The codes of countries, for every country that has borders."""

from geo.place import geography


def test_every_country_with_borders_has_its_code_or_none_by_iso() -> None:
    without = set(geography.countries()) - set(geography.country_codes())
    # Parts of countries, reefs and states that ISO gives no code of their own.
    assert without == {
        "Akrotiri",
        "Ashmore and Cartier Islands",
        "Australian Indian Ocean Territories",
        "Bajo Nuevo Bank",
        "Clipperton Island",
        "Coral Sea Islands",
        "Cyprus UN Buffer Zone",
        "Dhekelia",
        "Guantanamo Bay",
        "Kosovo",
        "Northern Cyprus",
        "Scarborough Reef",
        "Serranilla Bank",
        "Somaliland",
        "Spratly Islands",
    }


def test_a_code_names_one_country() -> None:
    codes = geography.country_codes()
    assert len(geography.country_names()) == len(codes)
    assert codes["Kyrgyzstan"] == "KG"
    assert geography.country_names()["CD"] == "Democratic Republic of the Congo"
