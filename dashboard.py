"""Base Atlas: an interactive map of foreign military bases in Central Asia, 2001 to 2021.

``streamlit run dashboard.py`` serves it: pages from ``atlas.py``, everything else from ``web``.
"""

import sys

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from geo.errors import GeoError
from geo.public_address import public_address
from geo.report import report_address
from web.middleware import MIDDLEWARE
from web.routes import ROUTES

try:
    public_address()
    report_address()
except GeoError as error:
    sys.exit(str(error))

# All pages are registered by st.navigation. Until a server has done so for the first time, the
# older way of Streamlit would open a page file by itself: after a restart a reader would find
# another page, and two more of them in the history.
PagesManager.uses_pages_directory = False

app = st.App("atlas.py", routes=ROUTES, middleware=MIDDLEWARE)
