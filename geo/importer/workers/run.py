"""Run one reader within bounds: ``run.py READER MEMORY OUTPUT ARGUMENTS... < file``, both in bytes.

The bounds are set here, by the process that they hold for: setting them between fork and exec of a
server with threads can leave the child waiting for a lock forever.
"""

import importlib
import json
import sys
from pathlib import Path

# What the exit code means to the caller.
TOO_LARGE = 3
# Some bytes of JSON can become many of memory with whoever reads them.
MAX_VALUES = 50_000_000


def main() -> int:
    """Write what the reader makes of standard input; return the exit code."""
    reader, memory, output, *arguments = sys.argv[1:]
    try:
        _limit(int(memory))
        # This folder is where Python looks first in a script of it; the project is above.
        sys.path[0] = str(Path(__file__).parents[3])
        module = importlib.import_module(f"geo.importer.workers.{reader}")
        text = json.dumps(module.read(sys.stdin.buffer.read(), *arguments)).encode()
    except MemoryError:
        return TOO_LARGE
    if len(text) > int(output) or text.count(b",") > MAX_VALUES:
        return TOO_LARGE
    sys.stdout.buffer.write(text)
    return 0


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:
        # Windows has none; there the time alone is limited.
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # A reader's file is not written to disk, by no library either.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.dont_write_bytecode = True


if __name__ == "__main__":
    sys.exit(main())
