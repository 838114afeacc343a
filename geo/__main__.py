"""The gazetteer from a shell: ``python -m geo active | validate | check | export``."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from geo import dates
from geo.errors import GazetteerError, GeoError
from geo.exports import write
from geo.gazetteer import Gazetteer
from geo.importer.columns import FIELDS
from geo.importer.opening import BLANK_ENDS, ORDERS, Reading, open_path
from geo.presence import Presence
from geo.selection import Selection
from geo.statements import AGREES, verdicts
from geo.view import look


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0 well, 1 something is wrong with the data."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except GazetteerError as error:
        _print_problems(error, as_json=getattr(options, "json", False))
        return 1
    except GeoError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever reads the output, such as head, has seen enough.
        _close_output()
        return 0
    except OSError as error:
        _close_output()
        print(f"The output could not be written: {error.strerror}.", file=sys.stderr)
        return 1
    return code


def active(options: argparse.Namespace) -> int:
    """Print who held what on a date, certain and possible."""
    gazetteer = _open(options)
    view = look(gazetteer, _selection(options, gazetteer))
    rows = [
        {
            "base": row["name"],
            "country": row["country"],
            "operator": row["operator"],
            "status": row["status"],
            "presence": Presence(row["presence"]).name.lower(),
            "start": row["start"],
            "end": row["end"],
        }
        for row in view.present.to_dict("records")
    ]
    if options.json:
        held = asdict(view.held)
        print(json.dumps({"date": options.on.isoformat(), "held": held, "periods": rows}, indent=1))
        return 0
    print(f"{dates.in_words(options.on.isoformat())}: {view.held} held")
    for row in rows:
        since = dates.in_words(str(row["start"]))
        until = dates.in_words(str(row["end"]), end=True)
        where = f"{row['base']}, {row['country']}"
        print(f"{row['presence']:9} {where}: {row['operator']}, {row['status']}, {since} – {until}")
    return 0


def validate(options: argparse.Namespace) -> int:
    """Print everything that is wrong with a gazetteer, or that nothing is."""
    gazetteer = _open(options)
    if options.json:
        print(json.dumps({"problems": []}))
    else:
        print(
            f"{len(gazetteer.periods)} periods of {len(gazetteer.bases)} bases: no problem found."
        )
    return 0


def check(options: argparse.Namespace) -> int:
    """Print the verdict on each statement of the article; 1 where one that agreed differs now."""
    found = verdicts(_open(options))
    if options.json:
        rows = [
            {"statement": v.statement_id, "outcome": v.outcome, "found": v.finding.found}
            for v in found
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for verdict in found:
            turned = "  (turned)" if verdict.turned else ""
            print(f"{verdict.outcome:18} {verdict.statement_id}: {verdict.finding.found}{turned}")
    return int(any(v.expected == AGREES and v.turned for v in found))


def export(options: argparse.Namespace) -> int:
    """Write a view in one format to a file, whole or not at all."""
    gazetteer = _open(options)
    selection = _selection(options, gazetteer)
    if options.since and options.until:
        first, last = sorted((options.since, options.until))
        selection = replace(selection, window=(first, last))
    view = look(gazetteer, selection)
    if options.compare and options.format in ("png", "svg"):
        made = write.two_dates(view, options.compare, options.format)
    else:
        made = write.content(view, options.format)
    write.write(made, options.out)
    described = write.beside(view, options.format, options.out)
    if described:
        write.write(*described)
    print(f"{options.out}: {selection.describe()}, {view.held} held")
    return 0


def _open(options: argparse.Namespace) -> Gazetteer:
    reading = Reading(
        blank_end=BLANK_ENDS[options.blank_end],
        day_first=ORDERS.get(options.dates),
        columns=dict(options.column or ()),
        good_rows=options.good_rows,
    )
    return open_path(options.data, reading)


def _close_output() -> None:
    """Drop what is still to be printed, so that Python does not try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print_problems(error: GazetteerError, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"problems": [asdict(p) for p in error.problems]}, ensure_ascii=False))
        return
    for problem in error.problems:
        print(problem, file=sys.stderr)
    count = len(error.problems)
    print(f"{count} {'problem' if count == 1 else 'problems'} found.", file=sys.stderr)


def _selection(options: argparse.Namespace, gazetteer: Gazetteer) -> Selection:
    for key, column in (("country", "country"), ("operator", "operator")):
        known = sorted(gazetteer.periods[column].unique())
        for value in getattr(options, key) or ():
            if value not in known:
                raise GeoError(f"No {key} {value!r} is known here; there are {', '.join(known)}.")
    return Selection(
        options.on or gazetteer.opening,
        countries=tuple(options.country or ()),
        operators=tuple(options.operator or ()),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m geo", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    asked = _command(commands, "active", active, "who held what on a date")
    asked.add_argument("--on", type=_date, required=True, metavar="DATE", help="such as 2005-06-01")
    _add_filters(asked)
    _add_data(asked)
    taken = _command(commands, "export", export, "a view as a file")
    taken.add_argument("out", type=Path, metavar="OUT", help="the file to write")
    taken.add_argument("--format", choices=list(write.FORMATS), required=True)
    for flag, name, words in (
        ("--on", "on", "as of a date"),
        ("--from", "since", "between this date and --to"),
        ("--to", "until", "between --from and this date"),
        ("--compare", "compare", "a second date, for pictures"),
    ):
        taken.add_argument(flag, dest=name, type=_date, metavar="DATE", help=words)
    _add_filters(taken)
    _add_data(taken)
    judged = _command(commands, "check", check, "the article's statements against the data")
    _add_data(judged)
    checked = _command(commands, "validate", validate, "what is wrong with a gazetteer")
    checked.add_argument("data", nargs="?", metavar="FILE", help="a folder, or one CSV file")
    _add_reading(checked)
    checked.set_defaults(good_rows=False)
    return parser


def _command(commands: Any, name: str, run: Any, words: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=words, description=words)
    command.set_defaults(run=run)
    command.add_argument("--json", action="store_true", help="print JSON")
    return command


def _add_filters(command: argparse.ArgumentParser) -> None:
    command.add_argument("--country", action="append", metavar="NAME", help="can be repeated")
    command.add_argument("--operator", action="append", metavar="NAME", help="can be repeated")


def _add_data(command: argparse.ArgumentParser) -> None:
    command.add_argument("--data", metavar="PATH", help="a folder or CSV file of your own")
    _add_reading(command)
    command.add_argument(
        "--good-rows", action="store_true", help="leave out the rows in which something is wrong"
    )


def _add_reading(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group("how a CSV file of your own is read")
    group.add_argument(
        "--blank-end", choices=list(BLANK_ENDS), default="open", help="what a blank end means"
    )
    group.add_argument("--dates", choices=list(ORDERS), help="how 3/4/1950 is read")
    group.add_argument(
        "--column",
        action="append",
        type=_column,
        metavar="FIELD=HEADER",
        help="which column is the name, the operator and so on; can be repeated",
    )


def _column(text: str) -> tuple[str, str]:
    name, equals, header = text.partition("=")
    if name not in FIELDS or not equals:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not FIELD=HEADER with a field of {', '.join(FIELDS)}"
        )
    return name, header


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2005-06-01") from None


if __name__ == "__main__":
    sys.exit(main())
