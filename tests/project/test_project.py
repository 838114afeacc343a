"""The commands a newcomer types, and what the project promises about its own files."""

import ast
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout
    return [ROOT / line for line in listed.splitlines() if (ROOT / line).is_file()]


def make(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *arguments], cwd=folder, capture_output=True, text=True)


def fake_python(folder: Path, script: str) -> Path:
    path = folder / "python"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def newcomer(tmp_path: Path) -> Path:
    """A checkout in which nothing has been installed yet."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    for name in ("Makefile", "requirements.txt"):
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "tools", folder / "tools")
    return folder


def test_a_taken_port_is_one_clear_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = make("run", f"PORT={port}")
    assert told.returncode != 0
    assert f"Port {port} on 127.0.0.1 is taken." in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("sys.version_info = (3, 8, 1)", "needs Python 3.11 or newer; this is 3.8"),
        ("sys.modules['ensurepip'] = None", "venv module is missing"),
    ],
)
def test_a_python_that_cannot_run_it_is_one_clear_line(
    change: str, told: str, tmp_path: Path
) -> None:
    folder = newcomer(tmp_path)
    script = (
        f'exec {sys.executable} -c "import sys; {change}; '
        "exec(open('tools/check_python.py').read())\""
    )
    made = make("run", f"PYTHON={fake_python(tmp_path, script)}", folder=folder)
    assert made.returncode != 0
    assert told in made.stderr
    assert "Traceback" not in made.stderr


def test_a_second_run_installs_nothing(tmp_path: Path) -> None:
    folder = newcomer(tmp_path)
    stamp = folder / ".venv" / "installed"
    stamp.parent.mkdir()
    stamp.touch()
    os.utime(folder / "requirements.txt", (0, 0))
    planned = make("--dry-run", "run", folder=folder).stdout
    assert "streamlit run dashboard.py" in planned
    assert "pip install" not in planned


def test_every_requirement_is_pinned_exactly() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text().splitlines():
            assert re.match(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[^ ]+", line), line


def test_every_direct_dependency_says_why() -> None:
    for line in (ROOT / "requirements.in").read_text().splitlines():
        assert "#" in line


def test_ci_calls_make_test() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text()
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.mark.parametrize(
    ("folder", "line"),
    [
        ("geo", "import streamlit"),
        ("geo", "import folium"),
        ("geo", "from ui import frame"),
        ("geo/maps", "import streamlit"),
        ("geo/exports", "import streamlit"),
        ("web", "import streamlit"),
        ("web", "from ui import frame"),
        ("ui", "from web import head"),
        ("geo", "from web import head"),
        ("pages", "import pandas"),
        ("pages", "import folium"),
        ("pages", "from geo import dates"),
    ],
)
def test_imports_run_one_way(folder: str, line: str) -> None:
    told = subprocess.run(
        [
            *(sys.executable, "-m", "ruff", "check", "--select", "TID251", "--no-cache"),
            *("--stdin-filename", f"{folder}/new.py", "-"),
        ],
        cwd=ROOT,
        input=f"{line}\n",
        capture_output=True,
        text=True,
    )
    assert told.returncode == 1
    assert "TID251" in told.stdout


def test_nothing_but_tests_imports_from_tests() -> None:
    shared = {"tests", "conftest", *(p.stem for p in (ROOT / "tests").rglob("*.py"))}
    for path in tracked():
        if path.suffix != ".py" or path.is_relative_to(ROOT / "tests"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [str(node.module)]
            assert not {name.split(".")[0] for name in names} & shared, path


def test_what_the_architecture_page_names_is_there() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.(?:py|js|json|md))`(?:: `(\w+)`)?", page)
    assert len(named) > 20
    for name, line in named:
        places = [ROOT / name, ROOT / "geo" / "maps" / "scripts" / name]
        found = [place for place in places if place.is_file()]
        found += (ROOT / "geo" / "maps" / "scripts").rglob(name) if "/" not in name else []
        assert found, name
        assert line in found[0].read_text(encoding="utf-8"), f"{name}: {line}"


def test_the_files_name_no_machine_and_no_registry() -> None:
    texts = [p for p in tracked() if p.suffix in {".py", ".md", ".txt", ".toml", ".js", ".in", ""}]
    registry = re.compile(r"https?://[^ \")]*(py[p]i|python[h]osted|npm[j]s)\.")
    home = re.compile(r"(?<![\w.])/(?:home|root|Users)/\w")
    for path in texts:
        text = path.read_text(encoding="utf-8")
        assert not registry.search(text), path
        assert not home.search(text), path


def test_nothing_in_the_repository_is_a_link() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    links = [line for line in listed.splitlines() if line.startswith("120000")]
    assert not links


def test_the_readme_names_the_commands_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", readme, re.MULTILINE):
        assert make("--dry-run", target).returncode == 0
    for picture in re.findall(r"\]\((docs/images/[^)]+)\)", readme):
        assert (ROOT / picture).exists()
