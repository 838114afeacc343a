"""Reading in a process of its own, which may use so much memory and time and no more.

A workbook of some kilobytes can ask for any amount of memory; what reads it then ends, and with it
nothing else.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from geo.importer.sheet import refusal
from geo.importer.workers.run import TOO_LARGE

MAX_MEMORY = 3 * 1024**3
MAX_OUTPUT = 400 * 1024**2
MAX_SECONDS = 90
_RUN = Path(__file__).parents[1] / "workers" / "run.py"
_MEND = "Save the table as CSV UTF-8 and try again."


def run(reader: str, name: str, kind: str, arguments: list[str], content: bytes = b"") -> Any:
    """Return what a reader of :mod:`geo.importer.workers` makes of a file, as JSON has it.

    ``kind`` is what the file is, such as "a workbook", for the message. Raises GazetteerError where
    the file cannot be read within the bounds.
    """
    bounds = [str(MAX_MEMORY), str(MAX_OUTPUT)]
    command = [sys.executable, str(_RUN), reader, *bounds, *arguments]
    try:
        done = subprocess.run(
            command,
            input=content,
            capture_output=True,
            timeout=MAX_SECONDS,
            # Each thread of BLAS reserves memory, which counts against the bound.
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        message = f"is {kind} that takes more than {MAX_SECONDS} seconds to read."
        raise refusal(name, message, _MEND) from error
    # What runs out of memory outside of Python is ended by a signal, or says so.
    if done.returncode == TOO_LARGE or done.returncode < 0 or b"alloc" in done.stderr:
        message = f"is {kind} that needs more memory than {MAX_MEMORY // 1024**3} GB to read."
        raise refusal(name, message, _MEND)
    if done.returncode:
        locked = " or locked with a password" if kind == "a workbook" else ""
        message = f"is {kind} that cannot be read; it may be damaged{locked}."
        raise refusal(name, message, _MEND)
    return json.loads(done.stdout)
