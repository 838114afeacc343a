"""A disk that fills up while something is written to it."""

import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from support.server import ROOT

FULL = Path("/dev/full")
pytestmark = pytest.mark.slow


def export(out: Path, *, room: int | None = None) -> subprocess.CompletedProcess[str]:
    """Export the HTML file; ``room`` is the most bytes that a file may take."""

    def limit() -> None:
        if room is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    return subprocess.run(
        [sys.executable, "-B", "-m", "geo", "export", "--format", "html", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        preexec_fn=limit,
    )


def test_an_export_to_a_full_disk_is_one_clear_line() -> None:
    told = export(FULL)
    assert told.returncode == 1
    assert told.stderr == "/dev/full could not be written: No space left on device.\n"
    assert told.stdout == ""
    assert stat.S_ISCHR(FULL.stat().st_mode)


@pytest.mark.parametrize("earlier", [None, "what was there before"])
def test_an_export_that_runs_out_of_room_leaves_no_half_file(
    earlier: str | None, tmp_path: Path
) -> None:
    out = tmp_path / "atlas.html"
    if earlier:
        out.write_text(earlier)
    told = export(out, room=20_000)
    assert told.returncode == 1
    assert told.stderr.splitlines() == [f"{out} could not be written: File too large."]
    assert [file.read_text() for file in tmp_path.iterdir()] == ([earlier] if earlier else [])


def test_a_list_printed_to_a_full_disk_is_one_clear_line() -> None:
    with FULL.open("w") as full:
        told = subprocess.run(
            [sys.executable, "-m", "geo", "active", "--on", "2005-06-01"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert told.returncode == 1
    assert told.stderr == "The output could not be written: No space left on device.\n"
