"""Whether the window is as narrow as a phone, where a page draws less. The browser part is in `phone.js`."""

from pathlib import Path

import streamlit as st

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
PHONE = "is_phone"
"""Where the session keeps what the browser said last."""
KEY = "phone"

_watched = st.components.v2.component("dia_phone", js=SCRIPT)


def is_phone() -> bool:
    """Whether the window was that narrow when it last said so; at first it is taken for a wide one."""
    return bool(st.session_state.get(PHONE))


def watch() -> None:
    """Have the page drawn again when the window becomes narrow or wide; to be drawn once on each page."""
    _watched(data={"isPhone": is_phone()}, key=KEY, on_width_change=_note, width="content", height="content")


def _note() -> None:
    st.session_state[PHONE] = bool(st.session_state[KEY]["width"])
