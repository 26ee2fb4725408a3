"""The controls of the presentation: the item shown, next and previous by button and by key, and a timer.

While they are drawn, Streamlit shows no menu and all type is larger. The browser part is in `stage.js`; the
timer counts there, and nothing is drawn again for it.
"""

from pathlib import Path

import streamlit as st

from pages.ui.presenting import PLACE, TURNED_TO

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
CONTROLS = """
<nav aria-label="Agenda">
  <button data-back aria-label="Previous item" title="Previous: left arrow key">◀</button>
  <span data-place></span>
  <button data-on aria-label="Next item" title="Next: right arrow key">▶</button>
  <span data-timer role="timer"></span>
</nav>
"""
STYLE = """
nav { display: flex; align-items: center; gap: 0.5rem; white-space: nowrap; font: 600 20px var(--st-font);
  color: var(--st-text-color); font-variant-numeric: tabular-nums; }
button { font: inherit; color: inherit; background: none; border: 1px solid var(--st-border-color);
  border-radius: var(--st-base-radius); padding: 0.1rem 0.6rem; cursor: pointer; }
button:disabled { opacity: 0.35; cursor: default; }
[data-place] { min-width: 3.6rem; text-align: center; }
[data-timer] { min-width: 10.5rem; }
[data-over="true"] { color: var(--st-red-text-color); }
"""
KEY = "stage"
TYPE = 21
"""Pixels of the type: labels and captions take seven eighths of it, and the least on a shared screen are 18."""

_stage = st.components.v2.component("dia_stage", html=CONTROLS, css=STYLE, js=SCRIPT)


def find_place(places: int) -> int:
    """The place of the item that was turned to or that the address asks for, from 1; the nearest there is."""
    asked = str(st.session_state.get(TURNED_TO) or st.query_params.get(PLACE, "1"))
    return min(max(int(asked), 1), places) if asked.isascii() and asked.isdigit() else 1


def draw(*, item: str, minutes: int, places: int) -> None:
    """The controls beside an item; `item` names it in the browser's own notes of the time spent."""
    now = find_place(places)
    if TURNED_TO in st.session_state and st.query_params.get(PLACE) != str(now):
        st.query_params[PLACE] = str(now)
    data = {"item": item, "minutes": minutes, "place": now, "places": places, "type": TYPE}
    _stage(data=data, key=KEY, on_place_change=_store_turn, width="content", height="content")


def _store_turn() -> None:
    st.session_state[TURNED_TO] = int(st.session_state[KEY]["place"])
