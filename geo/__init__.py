"""Bases, places and time: everything Base Atlas knows, with no user interface in it."""
