"""Other people's files: what they hold, and the gazetteer that can be made of it.

:mod:`geo.importer.formats` reads bytes of any kind as a table of text, :mod:`geo.importer.columns`
finds out what its columns are, :mod:`geo.importer.cells` reads dates and degrees as people write
them, and :mod:`geo.importer.read` makes a gazetteer of the rows that are right;
:mod:`geo.importer.opening` does all that for a path.
"""
