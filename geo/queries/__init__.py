"""Questions to a gazetteer as an address asks them, and their answers: one for web, shell, Python.

``periods?date=2005-06-01&country=Kyrgyzstan`` means the same after ``/api/v1/``, after
``python -m geo ask`` and in ``geo.ask()``.
"""
