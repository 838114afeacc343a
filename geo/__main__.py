"""The gazetteer from a shell: ``atlas active | ask | validate | check | export | prepare | …``.

``python -m geo`` does the same where nothing is installed. What only some commands need is loaded
by them, so that the others answer at once.
"""

import argparse
import json
import os
import runpy
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from geo.answers.searches import countries_without_a_base, without_a_base
from geo.answers.selection import Selection
from geo.answers.view import View, look
from geo.engines.address import Address, table_at
from geo.errors import GazetteerError, GeoError, sorts
from geo.exports import write
from geo.gazetteer.model import Gazetteer
from geo.importer.columns import FIELDS
from geo.importer.opening import BLANK_ENDS, CHOICES, ORDERS, bundle_of, on_stderr, open_path
from geo.importer.reading import ABOUT, AS_FOUND, ONCE, Reading
from geo.paths import APP
from geo.plural import counted, counted_range
from geo.public_address import address_of, public_address
from geo.time import dates
from geo.time.presence import Presence
from geo.wording import held_in_words


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 for success, 1 for any problem."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except GazetteerError as error:
        _print_problems(
            error,
            as_json=getattr(options, "json", False),
            listed=getattr(options, "problems", None),
        )
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
    if options.data and (address := table_at(options.data)):
        return _active_in_table(options, address)
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
        told = {"date": options.on.isoformat(), "held": held, "periods": rows}
        from geo.queries.resources import table_items

        none_found = table_items(countries_without_a_base(view), "searches.csv")
        print(json.dumps({**told, "none_found": none_found}, ensure_ascii=False, indent=1))
        return 0
    print(f"{dates.day_in_words(options.on)}: {held_in_words(view)}")
    for row in rows:
        when = dates.span_in_words(str(row["start"]), str(row["end"]))
        where = f"{row['base']}, {row['country']}"
        print(f"{row['presence']:9} {where}: {row['operator']}, {row['status']}, {when}")
    for sentence in without_a_base(view):
        print(sentence)
    return 0


def _active_in_table(options: argparse.Namespace, address: Address) -> int:
    """Print how many periods each operator held on a date: of a table the numbers, not the rows."""
    from geo.engines.questions import Asked
    from geo.engines.table import open_table

    wanted = {"country": options.country, "operator": options.operator}
    words = {key: tuple(chosen) for key, chosen in wanted.items() if chosen}
    held = open_table(address).held(Asked((dates.to_day(options.on),), words))
    if options.json:
        print(json.dumps({"date": options.on.isoformat(), **held}, ensure_ascii=False, indent=1))
        return 0
    told = counted_range(held["certain"], held["there"], "period") if held["there"] else "no period"
    print(f"{dates.day_in_words(options.on)}: {told} held")
    for row in held["operators"]:
        print(f"{row['word']}: {counted_range(row['certain'], row['there'], 'period')}")
    return 0


def ask(options: argparse.Namespace) -> int:
    """Print the answer to a question as an address has it: ``periods?date=2005-06-01``."""
    from geo.queries.ask import answer

    path, _, query = options.question.partition("?")
    made = answer(path, parse_qs(query, keep_blank_values=True), _open(options))
    sys.stdout.buffer.write(made.content)
    return 0


def validate(options: argparse.Namespace) -> int:
    """Print every problem in a gazetteer, or "no problem found"."""
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
    from geo.answers.statements import AGREES, verdicts

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
        made = write.two_dates(view, options.compare, options.format, public_address())
    elif options.format in ("png", "svg"):
        made = _picture(view, options)
    elif options.format == "gif":
        made = write.moving_picture(view, public_address(), headline=options.headline)
        view = write.time_line(view)
    else:
        made = write.content(view, options.format, public_address())
    write.write(made, options.out)
    described = write.beside(view, options.format, options.out)
    if described:
        write.write(*described)
    print(f"{options.out}: {view.selection.describe()}: {held_in_words(view)}")
    return 0


def _picture(view: View, options: argparse.Namespace) -> bytes:
    size = write.SIZES[options.size]
    if options.format not in size.kinds:
        raise GeoError(f"The size {options.size} is there as {' or '.join(size.kinds)} only.")
    return write.picture(
        view, options.format, public_address(), size=options.size, headline=options.headline
    )


def publish(options: argparse.Namespace) -> int:
    """Write a gazetteer as a site of static files; a second run writes only what has changed."""
    from geo.site import build, writer

    home = address_of(options.base_url, "--base-url") if options.base_url else public_address()
    made = build.parts(_open(options), home, brand=options.site_name or "")
    done = writer.publish(made, options.out, compress=options.compress)
    told = f"{counted(done.files, 'file')}, {len(done.written):,} written"
    print(f"{options.out}: {told}{f', {len(done.removed):,} removed' if done.removed else ''}")
    return 0


def prepare(options: argparse.Namespace) -> int:
    """Write a file as sorted Parquet, ready for an engine, in bounded memory."""
    from geo.engines import prepare as preparing

    made = preparing.prepare(options.data, options.out, _reading(options), on_stderr)
    print(preparing.in_words(made, options.out))
    return 0


def bundle(options: argparse.Namespace) -> int:
    """Write a reader's own file, and how to read it, as one file that opens anywhere."""
    from geo.importer import bundle as bundles

    made = bundle_of(options.data, _reading(options))
    write.write(bundles.pack(made), options.out)
    print(f"{options.out}: {made.name} and how it is read, version {made.version}")
    return 0


def serve(options: argparse.Namespace) -> int:
    """Serve the app, with our own gazetteer or that of a file, until it is stopped."""
    if not (APP / "dashboard.py").exists():
        raise GeoError(f"The app was not found in {APP}. Install it again.")
    with tempfile.TemporaryDirectory() as folder:
        if options.data and table_at(options.data):
            os.environ["BASES"] = _from_anywhere(options.data)
        elif bases := _served(options, Path(folder)):
            os.environ["BASES"] = str(bases.resolve())
        os.chdir(APP)
        sys.path.insert(0, str(APP))
        sys.argv = ["streamlit", "run", "dashboard.py", f"--server.port={options.port}"]
        sys.argv += [f"--server.address={options.host}"]
        # In this very process, so that whoever stops it stops the server.
        runpy.run_module("streamlit", run_name="__main__")
    return 0


def _from_anywhere(table: str) -> str:
    """The name of a table that means the same in another folder."""
    if "://" in table:
        return table
    place, sign, name = table.partition("#")
    return f"{Path(place).absolute()}{sign}{name}"


def _served(options: argparse.Namespace, folder: Path) -> Path | None:
    """What is to be served: a file, or a bundle of it where the shell says how to read it.

    What cannot be read is reported now, not by a server that shows nothing.
    """
    if options.data is None:
        return None
    path, reading = Path(options.data), _reading(options)
    _open(options)
    if reading == AS_FOUND:
        return path
    from geo.importer import bundle as bundles

    bundled = folder / f"{path.stem}{bundles.ENDING}"
    write.write(bundles.pack(bundle_of(path, reading, lambda line: None)), bundled)
    return bundled


def _open(options: argparse.Namespace) -> Gazetteer:
    return open_path(options.data, _reading(options))


def _reading(options: argparse.Namespace) -> Reading:
    return Reading(
        blank_end=BLANK_ENDS.get(options.blank_end),
        day_first=ORDERS.get(options.dates),
        columns=dict(options.column or ()),
        values=dict(options.value or ()),
        choices={about: word for about in CHOICES if (word := _chosen(options, about))},
        good_rows=options.good_rows,
        about={name: words for name in ABOUT if (words := getattr(options, name))},
    )


def _chosen(options: argparse.Namespace, about: str) -> str | None:
    word: str | None = getattr(options, about.replace("-", "_"))
    return word


def _close_output() -> None:
    """Drop what is still to be printed, so that Python does not try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print_problems(error: GazetteerError, *, as_json: bool, listed: Path | None) -> None:
    if listed is not None:
        from geo.exports.problems import problem_list

        write.write(problem_list(error.problems).encode("utf-8-sig"), listed)
    if as_json:
        print(json.dumps({"problems": [asdict(p) for p in error.problems]}, ensure_ascii=False))
        return
    alike = sorts(error.problems)
    for sort in alike:
        print(sort, file=sys.stderr)
    count = len(error.problems)
    found = f"{counted(count, 'problem')} found."
    if listed is not None:
        found += f" All of them are in {listed}."
    elif len(alike) < count:
        found += " To write all of them to a file: --problems FILE."
    print(found, file=sys.stderr)


def _selection(options: argparse.Namespace, gazetteer: Gazetteer) -> Selection:
    for key, column in (("country", "country"), ("operator", "operator")):
        known = sorted(gazetteer.periods[column].unique())
        for value in getattr(options, key) or ():
            if value not in known:
                raise GeoError(f"There is no {key} {value!r}. Use one of {', '.join(known)}.")
    return Selection(
        options.on or gazetteer.opening,
        countries=tuple(options.country or ()),
        operators=tuple(options.operator or ()),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=None if Path(sys.argv[0]).stem == "atlas" else "python -m geo",
        description="Who held which base, where, when, and according to whom.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    asked = _command(commands, "active", active, "list who held what on a date")
    asked.add_argument("--on", type=_date, required=True, metavar="DATE", help="such as 2005-06-01")
    _add_filters(asked)
    _add_data(asked)
    questioned = _command(commands, "ask", ask, "answer a query, as the app's /api/v1 addresses do")
    questioned.add_argument("question", help="such as 'periods?date=2005-06-01&format=csv'")
    _add_data(questioned)
    taken = _command(commands, "export", export, "write a view to a file")
    taken.add_argument("out", type=Path, metavar="OUT", help="the file to write")
    taken.add_argument("--format", choices=list(write.FORMATS), required=True)
    for flag, name, words in (
        ("--on", "on", "as of a date"),
        ("--from", "since", "between this date and --to"),
        ("--to", "until", "between --from and this date"),
        ("--compare", "compare", "a second date, for pictures"),
    ):
        taken.add_argument(flag, dest=name, type=_date, metavar="DATE", help=words)
    taken.add_argument("--size", choices=list(write.SIZES), default="page", help="of a picture")
    taken.add_argument("--headline", default="", metavar="TEXT", help="of a picture, your own")
    _add_filters(taken)
    _add_data(taken)
    published = _command(
        commands, "publish", publish, "write a site of static files that any host can serve"
    )
    published.add_argument("out", type=Path, metavar="OUT", help="the folder of the site")
    published.add_argument(
        "--base-url", metavar="URL", help="the public address of the site; default: BASE_URL"
    )
    published.add_argument(
        "--compress", action="store_true", help="write a compressed file beside each of text"
    )
    published.add_argument("--site-name", metavar="TEXT", help="what the site is called")
    _add_data(published)
    judged = _command(commands, "check", check, "check the article's statements against the data")
    _add_data(judged)
    prepared = _command(
        commands, "prepare", prepare, "write millions of periods as Parquet, sorted for an engine"
    )
    prepared.add_argument("data", metavar="IN", help="a folder or a file, of any length")
    prepared.add_argument("out", type=Path, metavar="OUT", help="the Parquet file to write")
    _add_reading(prepared)
    _add_good_rows(prepared)
    packed = _command(
        commands, "bundle", bundle, "pack your file, and how to read it, into one file"
    )
    packed.add_argument("data", metavar="FILE", help="the file")
    packed.add_argument("out", type=Path, metavar="OUT", help="the bundle to write")
    _add_reading(packed)
    _add_good_rows(packed)
    checked = _command(commands, "validate", validate, "list every problem in a gazetteer")
    checked.add_argument("data", nargs="?", metavar="FILE", help="a folder or a file")
    _add_reading(checked)
    checked.set_defaults(good_rows=False)
    served = _command(commands, "serve", serve, "serve the app to a browser")
    served.add_argument("data", nargs="?", metavar="FILE", help="your own folder or file")
    _add_reading(served)
    _add_good_rows(served)
    served.add_argument("--port", type=int, default=8501, help="default: 8501")
    served.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1")
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
    command.add_argument("--data", metavar="PATH", help="your own folder, file or table")
    _add_reading(command)
    _add_good_rows(command)


def _add_good_rows(command: argparse.ArgumentParser) -> None:
    command.add_argument("--good-rows", action="store_true", help="skip rows with problems")


def _add_reading(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group("how to read your file")
    group.add_argument("--blank-end", choices=list(BLANK_ENDS), help="what a blank end means")
    group.add_argument("--dates", choices=list(ORDERS), help="how 3/4/1950 is read")
    for about, choice in CHOICES.items():
        group.add_argument(f"--{about}", type=_now, choices=choice.known, help=choice.words)
    group.add_argument(
        "--column",
        action="append",
        type=_column,
        metavar="FIELD=HEADER",
        help="the column of a field, such as name=Site; can be repeated",
    )
    for name in ABOUT:
        group.add_argument(f"--{name}", metavar="TEXT", help=f"the gazetteer's {name}")
    group.add_argument(
        "--problems", type=Path, metavar="FILE", help="write every problem to a CSV file"
    )
    group.add_argument(
        "--value",
        action="append",
        type=_column,
        metavar="FIELD=VALUE",
        help="one value of a field for all rows, if it has no column; can be repeated",
    )


def _now(word: str) -> str:
    """The word that a choice has now, of one that it had once."""
    return ONCE.get(word, word)


def _column(text: str) -> tuple[str, str]:
    name, equals, header = text.partition("=")
    if name not in FIELDS or not equals:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not FIELD=HEADER with a field of {', '.join(FIELDS)}"
        )
    return name, header


def _date(text: str) -> dates.Day:
    try:
        return dates.parse_day(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2005-06-01") from None


def run() -> None:
    """Run the command of the shell, and end with its code."""
    sys.exit(main())


if __name__ == "__main__":
    run()
