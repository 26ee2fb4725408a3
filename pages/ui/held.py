"""What is chosen under a name: the session's own memory of it, told by address, browser and callbacks.

A list that is closed is not drawn in the browser. So the browser goes on sending what was chosen there last, also when
a button, a link or the way back has chosen something else since. What a widget holds is therefore believed only when it
is news, and nothing but this module says what is chosen.
"""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from pages.ui import pick, runs

PAGE, MOVED = "page_drawn", "page_moved"
"""Where the session keeps which page was drawn last, and whether another one was before."""
HELD, SENT, CHANGED = "held", "held_sent", "held_changed"
"""Where the session keeps, by name, what is chosen, what the browser sent last, and what a callback has changed since
the page was drawn."""


def begin_page(page: str) -> None:
    """Note which page is drawn, before anything is asked."""
    st.session_state[MOVED] = st.session_state.get(PAGE) != page
    st.session_state[PAGE] = page


def get_chosen(name: str) -> Any:
    """What is chosen under a name; None before it was asked for."""
    return st.session_state.get(HELD, {}).get(name)


def set_choice(name: str, value: Any) -> None:
    """Choose something under a name, in a callback."""
    st.session_state[name] = value
    _get_memory(CHANGED)[name] = value


def settle(
    name: str, asked: Any, *, nothing: Any, labels: Callable[[Any], Sequence[str]], is_seen: bool = False
) -> Any:
    """Return what is chosen under a name now, and have its widget and the address say so; before the widget is drawn.

    `asked` is what the address says. A change of page drops from it what closed lists hold: that it says nothing counts
    only then not. On the way back the address alone counts. `labels`: how the address says what is chosen, where that
    is not nothing. `is_seen`: the widget is in no closed list.
    """
    held = _get_memory(HELD).get(name, nothing)
    value = _find_current(name, asked or nothing, held, nothing=nothing, is_seen=is_seen)
    if value != st.session_state.get(name, nothing) or (value != nothing and name not in st.query_params):
        st.session_state[name] = value
    elif not is_seen and value != _get_memory(SENT).get(name, nothing):
        st.session_state[name] = value  # each time: the list takes it from what was drawn last before it is opened
    if value != held and not pick.is_back():
        pick.put_in_address(name, [] if value == nothing else labels(value))
    _get_memory(HELD)[name] = value
    return value


def _find_current(name: str, asked: Any, held: Any, *, nothing: Any, is_seen: bool) -> Any:
    changed = _get_memory(CHANGED).pop(name, held)
    if pick.is_back():
        return asked
    if changed != held:
        return changed
    sent, sent_last = st.session_state.get(name, held), _get_memory(SENT).get(name)
    is_choice = sent != held and (is_seen or sent != sent_last)
    if is_choice:
        _get_memory(SENT)[name] = sent
    moved = st.session_state.get(MOVED, False) and not runs.is_part()
    if asked != held and not (moved and asked == nothing):
        return asked
    return sent if is_choice else held


def _get_memory(kind: str) -> dict[str, Any]:
    memory: dict[str, Any] = st.session_state.setdefault(kind, {})
    return memory
