"""Figures about the app, measured beside its peers in one run: ``make bench`` and ``make load``."""
