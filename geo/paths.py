"""Where the project's own data are, and the app."""

from pathlib import Path

_BESIDE = Path(__file__).parents[1]
# Installed, all but this package is in a folder of its own, so that it takes no common names.
APP = _BESIDE if (_BESIDE / "dashboard.py").exists() else _BESIDE / "base_atlas"
DATA = APP / "data"
