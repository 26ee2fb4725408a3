"""The bar over the item that is presented: what can be done, and the way to its view.

The browser part is in `bar.js`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
BAR = '<div data-toolbar role="group" aria-label="Meeting"></div>'
STYLE = """
[data-toolbar] { display: flex; flex-wrap: wrap; align-items: center; justify-content: flex-end; gap: 0.3rem; }
button, a { font: 400 19px var(--st-font); color: var(--st-text-color); }
button, a { background: none; border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius);
  padding: 0.2rem 0.4rem; white-space: nowrap; cursor: pointer; text-decoration: none; }
"""
KEY = "meeting_bar"

_bar = st.components.v2.component("dia_meeting_bar", html=BAR, css=STYLE, js=SCRIPT)


@dataclass(frozen=True, kw_only=True)
class Action:
    """A button, and the key of the keyboard that presses it."""

    name: str
    label: str
    key: str = ""


def draw(actions: Sequence[Action], *, leave: Mapping[str, str], view: str | None, act: Callable[[str], None]) -> None:
    """The bar; `act` gets the name of what was pressed before the page is drawn again.

    `leave` is what the address says where the presentation is left for the page with its frame.
    """
    data = {
        "leave": {"label": "Leave", "query": urlencode(leave)},
        "actions": [asdict(action) for action in actions],
        "view": {"label": "Open the view", "address": view} if view else None,
    }
    _bar(data=data, key=KEY, on_action_change=lambda: act(st.session_state[KEY]["action"]))
