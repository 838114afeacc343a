"""Panels: what pages show, one module each."""
