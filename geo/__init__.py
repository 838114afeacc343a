"""Bases, places and time: ``geo.ask("periods?date=2005-06-01")`` from a notebook."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.queries.ask import ask

__all__ = ["ask"]


def __getattr__(name: str) -> object:
    """Return ``ask`` when it is first used: its imports take a while to load."""
    if name == "ask":
        from geo.queries.ask import ask

        return ask
    raise AttributeError(f"module 'geo' has no attribute {name!r}")
