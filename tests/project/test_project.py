"""The commands a newcomer types, and what the project promises about its own files."""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tools import format_assets

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
        ("geo", "from ui import shell"),
        ("geo/maps", "import streamlit"),
        ("geo/exports", "import streamlit"),
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


def test_the_files_name_no_machine_and_no_registry() -> None:
    texts = [p for p in tracked() if p.suffix in {".py", ".md", ".txt", ".toml", ".js", ".in", ""}]
    registry = re.compile(r"https?://[^ \")]*(py[p]i|python[h]osted|npm[j]s)\.")
    home = re.compile(r"(?<![\w.])/(?:home|root|Users)/\w")
    for path in texts:
        text = path.read_text(encoding="utf-8")
        assert not registry.search(text), path
        assert not home.search(text), path


def test_the_readme_names_the_commands_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", readme, re.MULTILINE):
        assert make("--dry-run", target).returncode == 0
    for picture in re.findall(r"\]\((docs/images/[^)]+)\)", readme):
        assert (ROOT / picture).exists()


def test_scripts_that_npm_has_put_there_are_not_asked_for_our_format(tmp_path: Path) -> None:
    for name in ("ours.js", "peers/ours.css", "node_modules/peer/theirs.js"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    assert [file.name for file in format_assets.ours(tmp_path)] == ["ours.js", "ours.css"]
