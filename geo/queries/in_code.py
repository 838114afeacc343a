"""The question for what is on the screen, as code for programs of several kinds."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from geo.answers.view import View
from geo.queries.ask import ROOT
from geo.queries.of_pages import OF_PAGES, question_of_view
from geo.queries.resources import RESOURCES
from geo.wording import HOME

_IN_PYTHON = """\
import geo

{name} = geo.ask("{asked}")"""
_ALL_IN_PYTHON = """\
import geo

{name}, question = [], "{asked}"
while question:
    answer = geo.ask(question)
    {name} += answer["items"]
    question = answer["next"]"""
_IN_BROWSER = """\
const answer = await fetch("{asked}");
const {name} = await answer.json();"""
_ALL_IN_BROWSER = """\
const {name} = [];
let question = "{asked}";
while (question) {{
  const answer = await (await fetch(question)).json();
  {name}.push(...answer.items);
  question = answer.next && new URL(answer.next, question).href;
}}"""

_WORDS = {
    "bases": "The bases of this view",
    "claims": "What the sources say",
    "sources": "The sources",
}


@dataclass(frozen=True)
class Question:
    """A question for what is on the screen: what it asks for in words, and as an address has it."""

    words: str
    resource: str
    query: Mapping[str, Sequence[str]]

    def text(self, form: str = "") -> str:
        """Return the question as an address has it, in a form such as ``csv``."""
        query = {**self.query, **({"format": [form]} if form else {})}
        return f"{self.resource}?{urlencode(query, doseq=True)}" if query else self.resource


@dataclass(frozen=True)
class Snippet:
    """A piece of code: for whom it is, the language it is written in, and its text."""

    title: str
    language: str
    code: str


def questions(view: View) -> list[Question]:
    """Return the questions for what a view shows, the nearest first."""
    gazetteer = view.gazetteer
    found = [_of_page("The periods of this view", HOME, view), _of_view("bases", view)]
    if view.base is not None:
        about = f"Everything about {view.base['name']}"
        found.append(Question(about, f"bases/{view.selection.base}", {}))
    found.append(_of_page("What changed between two dates", "compare", view))
    if not gazetteer.events.empty:
        found.append(_of_page("The events listed", "events", view))
    found.append(_of_page("The distances measured", "distances", view))
    if not gazetteer.statements.empty:
        found.append(_of_page("The statements of the article", "article", view))
    return [*found, _of_view("claims", view), _of_view("sources", view)]


def snippets(question: Question, home: str) -> list[Snippet]:
    """Return the code that asks a question of an app at ``home`` (https://atlas.example.org).

    It gets all there is, or fails; a table of more rows than one answer holds is refused.

    What needs no server comes last; where ``home`` is blank, nothing else is there.
    """
    table, plain = (f"{home}{ROOT}/{question.text(form)}" for form in ("csv", ""))
    name = re.sub(r"\W|^(?=\d)", "_", question.resource.rpartition("/")[2]).lstrip("_")
    name = name if name.isidentifier() else f"base_{name}"
    in_python, in_browser = _IN_PYTHON, _IN_BROWSER
    if question.resource in RESOURCES:
        # An answer may be a part of the whole, and says what is next.
        in_python, in_browser = _ALL_IN_PYTHON, _ALL_IN_BROWSER
    here = [
        Snippet("Python, no server", "python", in_python.format(name=name, asked=question.text())),
        Snippet(
            "Shell, no server",
            "bash",
            f"python -m geo ask '{question.text('csv')}' > {name}.csv",
        ),
    ]
    if not home:
        return here
    return [
        Snippet("curl", "bash", f"curl --fail --output {name}.csv '{table}'"),
        Snippet(
            "Python (pandas)",
            "python",
            f'import pandas as pd\n\n{name} = pd.read_csv("{table}")',
        ),
        Snippet("R", "r", f'{name} <- read.csv("{table}")'),
        Snippet("JavaScript", "javascript", in_browser.format(name=name, asked=plain)),
        *here,
    ]


def _of_page(words: str, stem: str, view: View) -> Question:
    """The question for what a page shows of a view."""
    return Question(words, OF_PAGES[stem], question_of_view(stem, view))


def _of_view(resource: str, view: View) -> Question:
    """A question about the view, as far as the resource can be asked so."""
    allowed = RESOURCES[resource].parameters
    asked = {k: w for k, w in question_of_view(HOME, view).items() if k in allowed}
    return Question(_WORDS[resource], resource, asked)
