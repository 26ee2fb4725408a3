"""The launcher: `streamlit run streamlit_app.py` serves the dashboard, its routes and its prepared files."""

import streamlit as st

from dia_data.settings import ROOT
from pages._server import errors, lifetime, routes

app = st.App(
    ROOT / "pages" / "_app.py",
    routes=routes.ROUTES,
    middleware=routes.MIDDLEWARE,
    lifespan=lifetime.lifespan,
    on_script_error=errors.show,
)
