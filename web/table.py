"""The app over a table of millions of periods: its map, and the answers that the map asks for.

Where BASES names a table (:mod:`geo.engines.address`), these routes take the place of those of the
pages: no page loads a gazetteer, and what cannot be done at this size says so in words.
"""

import asyncio
import csv
import io
import json
import os
import threading
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from geo.engines.address import Address, table_at
from geo.engines.asked import AskedError, read_asked, read_place, read_shift
from geo.engines.drivers import EngineError, Stop, StoppedError, TooLongError
from geo.engines.table import EXPORTED, PAGE, Facts, Table, open_table
from geo.maps.assets import Asset, named, style_text, table_script_text
from geo.maps.payload import to_json
from geo.paths import DATA
from geo.spreadsheet import guarded
from geo.style import REST, own_colours
from geo.time import dates
from geo.vocabulary import STATUSES
from geo.wording import APP, HOME, PAGES
from web import files
from web.addresses import address, meant
from web.answers import query_of
from web.cache import Cache, Kept
from web.head import TEMPLATES
from web.problems import problem, wants_html
from web.readable import Readable

# bytes of answers that are kept
KEPT = 64 * 2**20
# seconds between two looks whether a reader still waits
LOOK = 0.25
# questions that the engine works on at a time; others wait
AT_A_TIME = 4

_cache = Cache(KEPT)
_working = threading.Semaphore(AT_A_TIME)
Asking = Callable[[Table, Request, Stop], Any]


def table_served() -> Address | None:
    """Return where the table is that BASES names, None where it names something else."""
    return table_at(os.environ.get("BASES", ""))


@cache
def _table() -> Table:
    """The table, opened by whoever asks first; where that fails, the next one tries again."""
    where = table_served()
    assert where is not None
    return open_table(where)


# ---- answers ----


def about(table: Table, request: Request, stop: Stop) -> bytes:
    """Return what a map has to know before it asks for anything else."""
    facts = table.facts()
    return _json(
        {
            "title": facts.title,
            "version": facts.version,
            "licence": facts.licence,
            "periods": facts.periods,
            "first": dates.to_day(facts.first),
            "last": dates.to_day(facts.last),
            "opening": dates.to_day(facts.opening),
            "operators": _looks(facts),
            "statuses": list(STATUSES),
            "page": PAGE,
            "exported": EXPORTED,
        }
    )


def _looks(facts: Facts) -> list[dict[str, str]]:
    """The operators with their colours: as many as there are colours have one of their own."""
    colours = own_colours(facts.operators)
    looks = [{"name": name, "colour": colours.get(name, REST)} for name in facts.operators]
    return [*looks, *([{"name": "Others", "colour": REST}] if facts.others else [])]


def cells(table: Table, request: Request, stop: Stop) -> bytes:
    """Return the changes of a view, packed and compressed."""
    query = query_of(request)
    return table.cells(read_asked(query, table.facts()), read_shift(query), stop)


def counts(table: Table, request: Request, stop: Stop) -> bytes:
    """Return the words of each filter with their counts."""
    return _json(table.counts(read_asked(query_of(request), table.facts()), stop))


def periods(table: Table, request: Request, stop: Stop) -> bytes:
    """Return a page of the periods that are there."""
    query = query_of(request)
    after = next(iter(query.get("after", ())), "")
    return _json(table.page(read_asked(query, table.facts()), after, stop=stop))


def bases(table: Table, request: Request, stop: Stop) -> bytes:
    """Return the bases that a text names."""
    return _json(table.named(next(iter(query_of(request).get("name", ())), "")[:100], stop))


def base(table: Table, request: Request, stop: Stop) -> bytes:
    """Return the periods of one base, each with its dates in words."""
    rows = table.base(request.path_params["base"], stop)
    for row in rows:
        row["when"] = dates.span_in_words(row.get("start") or "", row.get("end") or "")
    return _json(rows)


def nearest(table: Table, request: Request, stop: Stop) -> bytes:
    """Return what is nearest to a point."""
    query = query_of(request)
    return _json(table.nearest(read_asked(query, table.facts()), *read_place(query), stop))


def _json(made: object) -> bytes:
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()


def _answering(ask: Asking, media_type: str = "application/json", *, packed: bool = False) -> Any:
    """An address whose answer an engine makes: kept, and cancelled when nobody waits for it."""

    async def answer(request: Request) -> Response:
        headers = {"Cache-Control": "no-cache"}
        if packed:
            headers["Content-Encoding"] = "gzip"
        stop = Stop()
        watching = asyncio.create_task(_watch(request, stop))
        try:
            content = await run_in_threadpool(_made, ask, request, stop)
        except AskedError as error:
            return problem(400, "A parameter is invalid", str(error))
        except TooLongError as error:
            return problem(504, "Too long", f"{error} Zoom in, or choose more filters.")
        except StoppedError as error:
            return problem(499, "Nobody waits", str(error))
        except EngineError as error:
            gone = problem(503, "No answer", str(error))
            gone.headers["Retry-After"] = "5"
            return gone
        finally:
            watching.cancel()
        return Response(content, media_type=media_type, headers=headers)

    return answer


def _made(ask: Asking, request: Request, stop: Stop) -> bytes:
    table = _table()
    # Other facts are another object: what was kept of a table that may have changed is not used.
    key = (table.facts(), request.url.path, request.url.query)
    found = _cache.get(key)
    if found is None:
        with _working:
            found = Kept(ask(table, request, stop), "application/octet-stream")
        _cache.put(key, found)
    return found.content


async def _watch(request: Request, stop: Stop) -> None:
    """Cancel what is asked once its reader has gone."""
    while not await request.is_disconnected():
        await asyncio.sleep(LOOK)
    stop.stop()


def export(request: Request) -> Response:
    """Stream what is in view as CSV, and end with a line that says so where there is more."""
    try:
        table = _table()
        asked = read_asked(query_of(request), table.facts())
        batches = table.export(asked)
        first = next(batches, None)
    except AskedError as error:
        return problem(400, "A parameter is invalid", str(error))
    except EngineError as error:
        return problem(503, "No answer", str(error))

    def lines() -> Iterator[str]:
        rows = 0
        batch = first
        while batch is not None:
            text = io.StringIO()
            writer = csv.writer(text)
            if not rows:
                writer.writerow(batch.schema.names)
            for row in batch.to_pylist():
                if rows == EXPORTED:
                    writer.writerow([f"Only the first {EXPORTED:,} periods: zoom in or filter."])
                    yield text.getvalue()
                    return
                writer.writerow(
                    [guarded(cell) if isinstance(cell, str) else cell for cell in row.values()]
                )
                rows += 1
            yield text.getvalue()
            batch = next(batches, None)

    name = {"Content-Disposition": 'attachment; filename="periods.csv"'}
    return StreamingResponse(lines(), media_type="text/csv; charset=utf-8", headers=name)


# ---- the page ----


@cache
def _script() -> Asset:
    return named("table.js", table_script_text(), "text/javascript")


@cache
def _style() -> Asset:
    return named("table.css", style_text("table_map.css"), "text/css")


def show(request: Request) -> Response:
    """Return the page of the map."""
    text = TEMPLATES.get_template("table.html").render(
        app=APP,
        script=_script().path,
        style=_style().path,
        settings=to_json({"outline": "/assets/outline.geojson"}),
    )
    return HTMLResponse(text, headers={"Cache-Control": "no-cache"})


def script_or_style(request: Request) -> Response:
    """Return the script or the style of the map."""
    for asset in (_script(), _style()):
        if asset.path == request.url.path:
            return Response(asset.text, media_type=asset.media_type, headers=files.FOR_EVER)
    return elsewhere(request)


def outline(request: Request) -> Response:
    """Return the outline of the map."""
    return FileResponse(DATA / "outline.geojson", headers=files.DAY, media_type="application/json")


def elsewhere(request: Request) -> Response:
    """Say that a page is not made of a table, or that there is no such page."""
    stem = meant(request.url.path)
    title = "" if stem in (None, HOME) else PAGES[stem].title
    detail = (
        f"The page {title} is not made of a table of millions of periods."
        if title
        else "Nothing is at this address."
    )
    if not wants_html(request):
        return problem(404, "Not found", detail)
    text = TEMPLATES.get_template("table_elsewhere.html").render(
        app=APP, title=title or "There is no page here", detail=detail, query=request.url.query
    )
    return HTMLResponse(text, 404)


def _route(path: str, answer: Any) -> Route:
    return Route(path, Readable(answer))


def table_routes() -> list[Route]:
    """Return every address of the app over a table that Streamlit does not answer itself."""
    return [
        _route(address(HOME), show),
        _route("/table/about", _answering(about)),
        _route("/table/cells", _answering(cells, "application/octet-stream", packed=True)),
        _route("/table/counts", _answering(counts)),
        _route("/table/periods", _answering(periods)),
        _route("/table/periods.csv", export),
        _route("/table/bases", _answering(bases)),
        _route("/table/bases/{base}", _answering(base)),
        _route("/table/nearest", _answering(nearest)),
        _route("/assets/outline.geojson", outline),
        _route("/assets/plain.css", files.stylesheet),
        _route("/assets/{name}", script_or_style),
        _route("/robots.txt", files.robots),
        _route("/favicon.ico", files.favicon),
        _route("/favicon.svg", files.favicon),
        _route("/.well-known/security.txt", files.security),
        _route("/{path:remaining}", elsewhere),
    ]
