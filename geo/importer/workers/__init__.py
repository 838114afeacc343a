"""Readers of file formats that could harm the process that reads them: each runs in its own.

``run.py`` starts one within bounds on memory; each has ``read(content, *arguments)``, which returns
what JSON can hold. They import nothing else of this project, so that they start fast.
"""
