"""The code that a page offers for what is on the screen: it runs, and gives what the page shows."""

import io
import json
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo.answers.selection import Selection
from geo.answers.view import View, look
from geo.gazetteer.load import load
from geo.importer.opening import open_path
from geo.queries.in_code import Question, questions, snippets
from support.server import ROOT, Server

OURS = load()
SELECTION = Selection(
    date(2005, 6, 1), countries=("Kyrgyzstan",), base="kant", other=date(2014, 7, 1)
)


@pytest.fixture
def view() -> View:
    return look(OURS, SELECTION)


def code(question: Question, title: str, home: str) -> str:
    (found,) = (one.code for one in snippets(question, home) if one.title == title)
    return found


def test_the_questions_are_those_of_the_screen(view: View) -> None:
    asked = [question.text() for question in questions(view)]
    assert asked[0] == "periods?date=2005-06-01&country=Kyrgyzstan"
    assert "bases/kant" in asked
    assert "changes?date=2005-06-01&with=2014-07-01&country=Kyrgyzstan" in asked
    assert "distance?date=2005-06-01&start=kant&target=border&border=Afghanistan" in str(asked)
    assert {"events", "statements", "claims?country=Kyrgyzstan", "sources?country=Kyrgyzstan"} < {
        *asked
    }
    assert len(questions(look(OURS, Selection(date(2005, 6, 1))))) == len(asked) - 1


def test_pandas_reads_the_view(view: View, server: Server) -> None:
    names: dict[str, object] = {}
    exec(code(questions(view)[0], "Python (pandas)", server.url), names)
    periods = names["periods"]
    assert isinstance(periods, pd.DataFrame)
    assert list(periods["period_id"]) == list(view.present["period_id"])


def test_curl_writes_a_file_for_every_question(view: View, server: Server, tmp_path: Path) -> None:
    for question in questions(view):
        command = shlex.split(code(question, "curl", server.url))
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert {path.name for path in tmp_path.iterdir()} == {
        "periods.csv", "bases.csv", "kant.csv", "changes.csv", "events.csv", "distance.csv",
        "statements.csv", "claims.csv", "sources.csv",
    }  # fmt: skip


def test_javascript_reads_the_items(view: View, server: Server) -> None:
    script = code(questions(view)[0], "JavaScript", server.url)
    script += "\nconsole.log(JSON.stringify(periods.map((p) => p.period_id)));"
    assert json.loads(run_in_deno(script)) == list(view.present["period_id"])


def run_in_deno(script: str) -> str:
    deno = shutil.which("deno", path=str(Path(sys.executable).parent))
    assert deno
    told = subprocess.run(
        [deno, "run", "--quiet", "--allow-net=127.0.0.1", "-"],
        input=script,
        capture_output=True,
        text=True,
        env={"DENO_NO_UPDATE_CHECK": "1", "PATH": ""},
    )
    assert told.returncode == 0, told.stderr
    return told.stdout


def test_the_shell_needs_no_server(view: View) -> None:
    *command, arrow, name = shlex.split(code(questions(view)[0], "Shell, no server", ""))
    assert (command[0], arrow, name) == ("python", ">", "periods.csv")
    told = subprocess.run([sys.executable, *command[1:]], cwd=ROOT, capture_output=True, check=True)
    assert len(pd.read_csv(io.BytesIO(told.stdout))) == len(view.present)


def test_code_gets_all_there_is(
    start_server: Callable[..., Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "many.csv"
    rows = (f"Field {n},{n / 100},{n / 100},Army,Land,1950,1960\n" for n in range(2_300))
    path.write_text("name,latitude,longitude,operator,country,start,end\n" + "".join(rows))
    monkeypatch.setenv("BASES", str(path))
    served = start_server(BASES=str(path))
    asked = questions(look(open_path(path), Selection(date(1955, 1, 1))))[0]
    for title, home in (("Python (pandas)", served.url), ("Python, no server", "")):
        names: dict[str, Any] = {}
        exec(code(asked, title, home), names)
        assert len(names["periods"]) == 2_300
    script = code(asked, "JavaScript", served.url) + "\nconsole.log(periods.length);"
    assert run_in_deno(script).strip() == "2300"


def test_python_needs_no_server(view: View) -> None:
    names: dict[str, object] = {}
    exec(code(questions(view)[0], "Python, no server", ""), names)
    periods = names["periods"]
    assert isinstance(periods, list)
    assert [period["period_id"] for period in periods] == list(view.present["period_id"])


def test_without_a_public_address_no_code_names_a_server(view: View) -> None:
    for question in questions(view):
        shown = [one.code for one in snippets(question, "")]
        assert shown
        assert not any("http" in one or "127.0.0.1" in one or "localhost" in one for one in shown)


@pytest.mark.parametrize(
    ("resource", "name"),
    [("bases/karshi-khanabad", "karshi_khanabad"), ("bases/201st", "base_201st")],
)
def test_a_name_in_code_is_one_that_a_language_takes(resource: str, name: str) -> None:
    question = Question("", resource, {})
    assert f"\n{name} = geo.ask(" in code(question, "Python, no server", "")
