"""Whether the window is as narrow as a phone, where a page draws less. The browser part is in `phone.js`.

Before the first drawing, the start page leaves it in a cookie; a page drawn for a wide window would push its own
content down until it is drawn again.
"""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
PHONE = "is_phone"
"""Where the session keeps what the browser said last."""
KEY = "phone"
COOKIE = "dia_is_phone"
"""What the start page (`pages/_server/width.js`) leaves with the browser."""
AGENT, OF_A_PHONE = "User-Agent", "Mobi"
"""What browsers of phones call themselves, where no cookie is taken."""

_watched = st.components.v2.component("dia_phone", js=SCRIPT)


def is_phone() -> bool:
    """Whether the window was that narrow when it last said so; before that, as `guess` tells."""
    if PHONE not in st.session_state:
        st.session_state[PHONE] = guess(st.context.cookies, st.context.headers)
    return bool(st.session_state[PHONE])


def guess(cookies: Mapping[str, str], headers: Mapping[str, str]) -> bool:
    """Whether a browser that connects is on a phone: by its cookie, or else by what it calls itself."""
    if COOKIE in cookies:
        return cookies[COOKIE] == "true"
    return OF_A_PHONE in (headers.get(AGENT) or "")


def watch() -> None:
    """Have the page drawn again when the window becomes narrow or wide; to be drawn once on each page."""
    _watched(data={"isPhone": is_phone()}, key=KEY, on_width_change=_note, width="content", height="content")


def _note() -> None:
    st.session_state[PHONE] = bool(st.session_state[KEY]["width"])
