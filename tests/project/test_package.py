"""The package that ``pip install .`` makes: built without a network, run outside the checkout."""

import shutil
import signal
import subprocess
import sys
import tomllib
import urllib.request
from pathlib import Path

import pytest

from support.server import Server, free_port, wait_until_healthy

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
OWN = (
    "name,latitude,longitude,operator,country,start,end\nKant,42.85,74.85,Russia,Kyrgyzstan,2003,\n"
)


def test_every_folder_with_a_program_is_in_the_package() -> None:
    listed = set(PROJECT["tool"]["setuptools"]["packages"])
    folders = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for top in ("geo", "pages", "ui", "web")
        for path in (ROOT / top).rglob("*.py")
    }
    named = {name if name.startswith("geo") else f"base_atlas.{name}" for name in folders}
    assert listed == named | {"base_atlas"}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the package is installed, from a copy, so that the checkout stays clean."""
    folder = tmp_path_factory.mktemp("package")
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "requirements.in", "README.md", "LICENSE", "CITATION.cff"):
        shutil.copy(ROOT / name, source)
    for name in ("atlas.py", "dashboard.py"):
        shutil.copy(ROOT / name, source)
    for name in ("geo", "pages", "ui", "web", "data", ".streamlit"):
        shutil.copytree(ROOT / name, source / name)
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    command += ["--no-build-isolation", "--target", str(folder / "site"), str(source)]
    subprocess.run(command, check=True, cwd=folder)
    return folder / "site"


def shell(installed: Path, folder: Path, *arguments: str) -> str:
    """What the command of the package prints, run where there is nothing but a file."""
    (folder / "mine.csv").write_text(OWN)
    return subprocess.run(
        [sys.executable, str(installed / "bin" / "atlas"), *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.mark.slow
def test_atlas_answers_of_our_data_and_of_a_file(installed: Path, tmp_path: Path) -> None:
    ours = shell(installed, tmp_path, "active", "--on", "2005-06-01")
    assert "Kant Air Base, Kyrgyzstan: Russia" in ours
    own = shell(installed, tmp_path, "active", "--on", "2005-06-01", "--data", "mine.csv")
    assert own.startswith("1 June 2005: 1 base held")


@pytest.mark.slow
def test_geo_can_be_imported_and_makes_every_export(installed: Path, tmp_path: Path) -> None:
    program = (
        "import geo; from geo.exports import write; from geo.gazetteer.load import load; "
        "from geo.answers.selection import Selection; from geo.answers.view import look; "
        "import datetime; made = load(); view = look(made, Selection(datetime.date(2005, 6, 1))); "
        "print(geo.__file__); print(geo.ask('bases/kant')['base_id']); "
        "print(all(write.content(view, kind) for kind in write.FORMATS))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert told == [str(installed / "geo" / "__init__.py"), "kant", "True"]


@pytest.mark.slow
def test_what_only_some_commands_need_is_not_loaded_by_the_others() -> None:
    heavy = ("matplotlib", "folium", "streamlit", "simplekml")
    program = f"import sys, geo.__main__; print([m for m in {heavy} if m in sys.modules])"
    run = [sys.executable, "-c", program]
    told = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[]"


@pytest.mark.server
@pytest.mark.slow
def test_atlas_serves_a_file_until_it_is_stopped(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(OWN.replace("operator", "Whose"))
    port, log = free_port(), tmp_path / "log"
    command = [sys.executable, str(installed / "bin" / "atlas"), "serve", "mine.csv"]
    command += ["--column", "operator=Whose", "--port", str(port)]
    with log.open("ab") as out:
        process = subprocess.Popen(
            command, cwd=tmp_path, stdout=out, stderr=out, env={"PYTHONPATH": str(installed)}
        )
    server = wait_until_healthy(Server(f"http://127.0.0.1:{port}", process, log))
    try:
        with urllib.request.urlopen(f"{server.url}/api/v1/bases?format=csv", timeout=60) as answer:
            assert b"Kant" in answer.read()
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=5)
