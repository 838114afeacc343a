"""Tools that build, describe and check the project, run as python -m tools.x."""
