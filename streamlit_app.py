"""The launcher: `streamlit run streamlit_app.py` serves the dashboard, its routes and its prepared files."""

import streamlit as st

from dia_data.settings import ROOT
from pages import _api, _connections, _errors

app = st.App(
    ROOT / "pages" / "_app.py",
    routes=_api.ROUTES,
    middleware=_api.MIDDLEWARE,
    lifespan=_connections.lifespan,
    on_script_error=_errors.show,
)
