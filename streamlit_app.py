"""The launcher: `streamlit run streamlit_app.py` serves the dashboard, its routes and its prepared files."""

import sys

import streamlit as st

from dia_data import local_time
from dia_data.errors import DiaError
from dia_data.settings import ROOT
from pages._server import errors, lifetime, routes

try:
    local_time.get_zone()
except DiaError as unknown:
    sys.exit(str(unknown))

app = st.App(
    ROOT / "pages" / "_app.py",
    routes=routes.ROUTES,
    middleware=routes.MIDDLEWARE,
    lifespan=lifetime.lifespan,
    on_script_error=errors.show,
)
