"""What follows the record: parts of a page that are drawn again when somebody records, and the mark that says so.

The browser part is in `live.js`. It holds one connection for the whole window, opened by what follows and shown by the
mark of the frame.
"""

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from pages.ui.data import WORKSPACE, get_as_of, get_present_day, get_revision, get_workspace_name

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")

STATUS = '<div role="status"><span data-dot aria-hidden="true"></span><span data-text></span></div>'
STYLE = """
[role="status"] {
  display: flex; align-items: center; gap: 0.4rem; min-height: 1.25rem; white-space: nowrap;
  font-family: var(--st-font); font-size: 0.875rem; color: var(--st-text-color);
}
[role="status"][hidden] { display: none; }
[data-dot] { flex: none; width: 0.6rem; height: 0.6rem; border-radius: 50%; box-sizing: border-box; }
[data-dot="live"] { background: var(--st-green-color); forced-color-adjust: none; }
[data-dot="lost"] { border: 2px solid var(--st-orange-color); }
"""

_turn = threading.Semaphore()
"""Who draws. After a change all want to at once; one after the other, the middle one is done in half the time."""

_followed = st.components.v2.component("dia_followed", js=SCRIPT)
_marked = st.components.v2.component("dia_mark", html=STATUS, css=STYLE, js=SCRIPT)


def follow(draw: Callable[..., None], **arguments: Any) -> None:
    """Draw a part of the page, and draw it alone again whenever something is recorded or a new day begins.

    Where a past date is chosen it is drawn once: what was known then does not change. Twice on a page need two names:
    `draw` is a function with a name of its own. Forms stay outside, and so does what does not change: each element
    is made and sent again for each reader.
    """
    if get_as_of() is None:
        _follow(draw, arguments)
    else:
        draw(**arguments)


@st.fragment
def _follow(draw: Callable[..., None], arguments: Mapping[str, Any]) -> None:
    with st.container(gap=None):
        _followed(
            # Asked before anything is drawn: what is recorded meanwhile is news.
            data={"url": _build_stream_address(), "revision": get_revision(), "day": get_present_day().isoformat()},
            key=f"followed-{draw.__qualname__}".replace("_", "-"),  # two underscores in a row are refused
            on_revision_change=_redraw,
            height=1,
        )
        with st.container(), _turn:
            draw(**arguments)


def draw_mark() -> None:
    """The mark in the frame: “live” or “connection lost”, and nothing where no part of the page follows.

    It has the whole page drawn again when the server was away: one that has just started knows no part by itself. Nor
    does it know what was chosen in a filter that is closed, and the browser would not tell it with a change of page.
    """
    _marked(
        data={"url": _build_stream_address(), "run": token_hex(4)},
        key="live_mark",
        on_again_change=_redraw,
        width="content",
        height="content",
    )


def _build_stream_address() -> str:
    """The address of the stream of changes to what is shown, from any page: each stands right under the base path."""
    return f"api/changes?{urlencode({WORKSPACE: get_workspace_name()})}"


def _redraw() -> None:
    """Nothing more is to do: that the browser sends anything has the part, or the page, drawn again."""
