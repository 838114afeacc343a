"""A gazetteer as a site of static files, which any host can serve.

:func:`geo.site.build.files` makes the files and writes nothing; :mod:`geo.site.writer` writes them.
"""
