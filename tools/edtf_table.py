"""Write the table of EDTF texts and the bounds that edtf.js computes for them.

``python -m tools.edtf_table`` writes ``tests/geo/time/edtf_bounds.csv`` again: texts made from a
seed, of every kind that ``docs/formats.md`` lists, each with the first and last day of edtf.js as a
number since 1970-01-01, blank where it is open, ``refused`` where edtf.js reads no date. It needs
the network, for Deno to fetch edtf.js; tests compare with the table and need none.
"""

import random
import subprocess
from pathlib import Path

EDTF_JS = "npm:edtf@4.11.1"
SEED = 15
OF_EACH_KIND = 250
ROOT = Path(__file__).parents[1]
TABLE = ROOT / "tests" / "geo" / "time" / "edtf_bounds.csv"
SCRIPT = Path(__file__).with_name("edtf_bounds.mjs")


def texts(seed: int = SEED, of_each: int = OF_EACH_KIND) -> list[str]:
    """Return distinct texts of every kind, always the same ones for a seed."""
    chance = random.Random(seed)
    made = [
        make(chance)
        for make in (
            _year,
            _month,
            _day,
            _long_year,
            _before_year_one,
            _part_of_a_year,
            _marked,
            _marked_in_parts,
            _unknown_digits,
            _unknown_digits_anywhere,
            _interval,
            _half_open,
            _one_of,
            _significant,
            _broken,
        )
        for _ in range(of_each)
    ]
    return list(dict.fromkeys(made))


def main() -> None:
    """Ask edtf.js for the bounds of every text and write the table."""
    asked = "\n".join(texts())
    command = ["deno", "run", "--allow-all", str(SCRIPT), EDTF_JS]
    answered = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    TABLE.write_text(answered.stdout, encoding="utf-8")


def _year(chance: random.Random) -> str:
    return f"{chance.randint(0, 9999):04d}"


def _month(chance: random.Random) -> str:
    return f"{_year(chance)}-{chance.randint(1, 12):02d}"


def _day(chance: random.Random) -> str:
    return f"{_month(chance)}-{chance.randint(1, 28):02d}"


def _long_year(chance: random.Random) -> str:
    return f"Y{chance.choice(['', '-'])}{chance.randint(10_000, 250_000)}"


def _before_year_one(chance: random.Random) -> str:
    return f"-{chance.choice([_year, _month, _day])(chance)}"


def _part_of_a_year(chance: random.Random) -> str:
    return f"{_year(chance)}-{chance.randint(21, 41)}"


def _plain(chance: random.Random) -> str:
    return chance.choice([_year, _month, _day])(chance)


def _marked(chance: random.Random) -> str:
    return _plain(chance) + chance.choice("?~%")


def _marked_in_parts(chance: random.Random) -> str:
    parts = _day(chance).split("-")[: chance.randint(2, 3)]
    k = chance.randrange(len(parts))
    mark = chance.choice("?~%")
    parts[k] = mark + parts[k] if chance.random() < 0.5 else parts[k] + mark
    return "-".join(parts)


def _unknown_digits(chance: random.Random) -> str:
    year, month, _ = _day(chance).split("-")
    return chance.choice(
        [f"{year[:3]}X", f"{year[:2]}XX", f"{year}-XX", f"{year}-{month}-XX", f"{year}-XX-XX"]
    )


def _unknown_digits_anywhere(chance: random.Random) -> str:
    year, month, day = _day(chance).split("-")
    years = [f"{year[:3]}X", f"{year[:2]}XX", f"{year[0]}X{year[2:]}", "XXXX", year]
    ends = ["", f"-{month}", f"-{month}-{day}", "-1X", f"-{month}-1X", f"-XX-{day}"]
    return chance.choice(years) + chance.choice(ends)


def _interval(chance: random.Random) -> str:
    return "/".join(sorted(_plain(chance) for _ in range(2)))


def _half_open(chance: random.Random) -> str:
    date = _plain(chance)
    return chance.choice([f"../{date}", f"/{date}", f"{date}/..", f"{date}/"])


def _one_of(chance: random.Random) -> str:
    years = sorted(_year(chance) for _ in range(3))
    return chance.choice(
        [
            "[{}, {}]".format(*years),
            "[{},{},{}]".format(*years),
            "[{}..{}]".format(*years),
            "[{},{}..{}]".format(*years),
            f"[..{years[0]}]",
            f"[{years[0]}..]",
        ]
    )


def _significant(chance: random.Random) -> str:
    return f"{chance.randint(1000, 9999)}S{chance.randint(1, 3)}"


def _broken(chance: random.Random) -> str:
    text = _day(chance)
    place = chance.randrange(len(text))
    return text[:place] + chance.choice("xX?~-/..13Z ") + text[place + chance.randint(0, 1) :]


if __name__ == "__main__":
    main()
