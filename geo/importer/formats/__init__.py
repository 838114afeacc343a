"""The kinds of files that can be read, one module each; all of them give the same table of text.

A kind says whether a file is of it by its first bytes, or by its name where bytes do not tell, and
reads it: ``recognises(content, name)`` and ``read(content, name, choices)``. What no kind
recognises is read as a table of text.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from geo.importer.derived import with_derived
from geo.importer.formats import kml, layers, package, parquet, records, text, workbook
from geo.importer.sheet import MAX_BYTES, Sheet, too_large


class Form(Protocol):
    """A kind of file, as its module provides it."""

    def recognises(self, content: bytes, name: str) -> bool:
        """Return whether a file is of this kind."""

    def read(self, content: bytes, name: str, choices: Mapping[str, str]) -> Sheet:
        """Return its table; raises GazetteerError where it cannot be read."""


# Columns by which a table is known to be bases.csv, or an export of it, of any version.
_OUR_FORM = {"period_id", "base_id", "coordinate_type", "in_article", "reference", "sources"}
FORMS: tuple[Form, ...] = (workbook, kml, layers, parquet, records, package)


def read_sheet(content: bytes, name: str, choices: Mapping[str, str] | None = None) -> Sheet:
    """Return the table that a file holds.

    ``choices`` decide what else is guessed, by the names that :class:`Decision` has for it, such as
    {"encoding": "cp1251"}. Raises GazetteerError where the file is no table, or is too large.
    """
    if len(content) > MAX_BYTES:
        raise too_large(name)
    taken = next((form for form in FORMS if form.recognises(content, name)), text)
    sheet = taken.read(content, name, choices or {})
    # A table in the form of our own means by a blank end what we do.
    if sheet.blank_end is None and set(sheet.table.columns) >= _OUR_FORM:
        sheet = replace(sheet, blank_end="")
    digest = hashlib.sha256(content).hexdigest()[:32]
    return replace(with_derived(sheet, choices or {}), digest=digest)
