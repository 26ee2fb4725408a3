"""The sign of the dashboard in the form in which browsers get it: read once, not each time a page is drawn."""

from base64 import b64encode
from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent

ICON = f"data:image/png;base64,{b64encode((HERE / 'icon.png').read_bytes()).decode()}"
"""Of the window, as an address that holds the image."""
LOGO = (HERE / "logo.svg").read_text(encoding="utf-8")
"""Of the page, as SVG."""
NAME = "DIA"
"""Of the dashboard, in the title of the window."""


def name_window(page: str, *, is_demonstration: bool) -> None:
    """Say in the title of the window which page of which workspace it shows."""
    st.set_page_config(page_title=" · ".join([page, *(["Demonstration"] * is_demonstration), NAME]))
