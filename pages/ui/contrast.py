"""What is chosen is seen in forced colours too (Windows: contrast themes), where a page has no colours of its own.

Streamlit 1.67 tells chosen buttons, radio buttons and switches from the others by colour alone, and has no setting for
it. So this is the one place whose styles reach beyond a component: in `contrast.css`, in that mode and in no other.
"""

from pathlib import Path

import streamlit as st

STYLE = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")

_marked = st.components.v2.component("dia_contrast", css=STYLE, isolate_styles=False)


def mark_chosen() -> None:
    """Have the browser mark what is chosen where it forces colours; to be drawn once on each page."""
    _marked(key="contrast", width="content", height="content")
