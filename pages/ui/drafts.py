"""Drafts: what is typed into a form stays in the member's own browser until it is saved or discarded.

The browser part is in `drafts.js`. It needs no server: what is typed is private until it is saved, survives a reload
and a restart of the server, and is the same in all windows of that browser.
"""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

import streamlit as st

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
LINE = '<div hidden><span role="status"></span> <button type="button" hidden>Discard</button></div>'
STYLE = """
div, button { font-family: var(--st-font); font-size: 0.875rem; color: var(--st-text-color); }
button {
  margin-left: 0.5rem; padding: 0.05rem 0.5rem; border: 1px solid var(--st-border-color);
  border-radius: var(--st-button-radius); background: transparent; cursor: pointer;
}
button:hover, button:focus-visible { border-color: var(--st-primary-color); }
"""

GONE = "drafts_gone"
"""For each form that was saved in this session, a mark of that saving: the browser drops its draft once for each."""

_kept = st.components.v2.component("dia_draft", html=LINE, css=STYLE, js=SCRIPT)


def keep(name: str, fields: Mapping[str, str]) -> None:
    """Keep what is typed into the fields (name to key) of the form of that name, and say so in one line.

    The names stay when the keys change: that is how a draft finds its fields again.
    """
    gone = {form: mark for form, mark in _get_gone().items() if form == name}
    _kept(data={"id": name, "fields": dict(fields), "gone": gone}, key=f"draft-{_hash_name(name)}", height="content")


def drop(name: str) -> None:
    """Note that the form was saved, so that its draft is to go."""
    st.session_state[GONE] = {**_get_gone(), name: token_hex(4)}


def get_mark(name: str) -> str:
    """The mark of the last saving of that form in this session; empty where it was not saved."""
    return _get_gone().get(name, "")


def tell_dropped() -> None:
    """Have the browser drop the drafts of what was saved, whether or not its form is drawn again."""
    if _get_gone():
        _kept(data={"id": "", "fields": {}, "gone": _get_gone()}, key="drafts-dropped", height=1)


def _get_gone() -> Mapping[str, str]:
    found: Mapping[str, str] = st.session_state.get(GONE, {})
    return found


def _hash_name(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:12]
