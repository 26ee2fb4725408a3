"""A Streamlit server with our settings and prepared files, and nothing to show but one line."""

from pathlib import Path

import streamlit as st

from pages import _api

app = st.App(Path(__file__).with_name("blank_page.py"), middleware=_api.MIDDLEWARE)
