"""The interface for programs: questions by address, answered by geo.queries, kept and tagged."""

import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from geo.answers.link import is_known
from geo.errors import GazetteerError
from geo.gazetteer.digest import digest, digest_at_hand
from geo.gazetteer.model import Gazetteer
from geo.importer.served import at_hand, served
from geo.public_address import public_address
from geo.queries.ask import MEDIA_TYPES, ROOT, SUFFIXES, answer
from geo.queries.of_pages import OF_PAGES, question_of_page
from geo.queries.openapi import openapi
from geo.queries.parameters import QueryError
from web.accept import accepted, best
from web.addresses import meant
from web.answers import kept, query_of, sent
from web.cache import Cache, Kept
from web.problems import not_found, problem

# bytes of answers that are kept
KEPT = 24 * 2**20
DESCRIPTION = "openapi.json"
Query = Mapping[str, Sequence[str]]

_cache = Cache(KEPT)


@dataclass(frozen=True)
class Question:
    """A question: what follows /api/v1/, and the query; or a page, whose data are asked for.

    ``forms`` are the formats that the client takes, those it wants most first.
    """

    path: str
    query: Query
    forms: tuple[str, ...] = ("json",)
    of_page: bool = False

    def key(self, data: str) -> Hashable:
        """Return what the answer depends on, by which it is kept; ``data`` is a digest of them."""
        return (
            data,
            public_address(),
            self.path,
            self.of_page,
            self.forms,
            json.dumps(self.query, sort_keys=True),
        )


async def resource(request: Request) -> Response:
    """Answer a question after /api/v1; the description where nothing else is asked for."""
    path = request.url.path.removeprefix(ROOT).strip("/")
    if path in ("", DESCRIPTION):
        return await described(request)
    query = query_of(request)
    forms = ("json",) if "format" in query else tuple(best(accepted(request), MEDIA_TYPES))
    return await _answered(request, Question(path, query, forms))


async def described(request: Request) -> Response:
    """Return the OpenAPI description."""
    return await _answered(request, Question(DESCRIPTION, {}))


async def page_data(request: Request) -> Response:
    """Answer with the data of a page by a suffix: /bases/kant.json, /compare.csv."""
    path, kind = _without_suffix(request.url.path)
    name, _, identifier = path.strip("/").partition("/")
    stem = meant(name) if name else None
    if kind is None or stem not in OF_PAGES or (identifier and stem != "bases"):
        return await run_in_threadpool(not_found, request)
    query = {**query_of(request), "format": [kind]}
    if identifier:
        # Of one base there is one answer, whatever else the page beside it shows.
        query = {key: words for key, words in query.items() if not is_known(key) or key == "v"}
        return await _answered(request, Question(f"bases/{identifier.lower()}", query))
    return await _answered(request, Question(stem, query, of_page=True))


async def _answered(request: Request, question: Question) -> Response:
    """Return an answer: what is kept is given out at once; all else is work for a thread."""
    answered = _at_once(request, question)
    if answered is None:
        answered = await run_in_threadpool(_answer, request, question)
    return answered


def _at_once(request: Request, question: Question) -> Response | None:
    """The answer where it is kept and nothing has to be read or found out before, else None."""
    gazetteer = at_hand()
    data = None if gazetteer is None else digest_at_hand(gazetteer)
    answer = None if data is None else _cache.get(question.key(data))
    return None if answer is None else sent(request, answer)


def _answer(request: Request, question: Question) -> Response:
    """Return an answer as :func:`web.answers.kept` does, or what is wrong with the question."""
    try:
        gazetteer, _ = served()
        key = question.key(digest(gazetteer))
        return kept(request, key, _cache, lambda: _made(question, gazetteer))
    except GazetteerError:
        return problem(503, "No data", "The gazetteer cannot be read at the moment.")
    except QueryError as error:
        return _wrong(error)


def _made(question: Question, gazetteer: Gazetteer) -> Kept:
    if question.path == DESCRIPTION:
        text = json.dumps(openapi(gazetteer), ensure_ascii=False, indent=1)
        return Kept(text.encode(), MEDIA_TYPES["json"])
    path, query = question.path, question.query
    if question.of_page:
        path, query = question_of_page(path, query, gazetteer)
    made = answer(path, query, gazetteer, forms=question.forms)
    return Kept(made.content, made.media_type, made.following)


def _wrong(error: QueryError) -> Response:
    errors = [{"parameter": one.parameter, "detail": one.detail} for one in error.wrong]
    titles = {400: "A parameter is invalid", 404: "Not found"}
    more = {"more": error.more} if error.more else {}
    return problem(error.status, titles[error.status], str(error), errors=errors, **more)


def _without_suffix(path: str) -> tuple[str, str | None]:
    """A path without its suffix, and the format that the suffix stands for."""
    for kind in sorted(SUFFIXES, key=lambda kind: -len(SUFFIXES[kind])):
        if path.endswith(SUFFIXES[kind]):
            return path.removesuffix(SUFFIXES[kind]), kind
    return path, None
