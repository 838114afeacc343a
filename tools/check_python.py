"""Exit with one clear line if this Python cannot run the app."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python runs this file to be told so
    present = ".".join(map(str, sys.version_info[:2]))
    sys.exit(
        "Base Atlas needs Python 3.11 or newer; this is "
        + present
        + ". Try: make run PYTHON=python3.12"
    )
try:
    import ensurepip  # noqa: F401 - only whether it is there matters
    import venv  # noqa: F401
except ImportError:
    sys.exit("Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv")
