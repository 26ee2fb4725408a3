"""Whether a meeting is presented: then its page has no frame."""

import streamlit as st

from pages.ui.data import AS_OF, WORKSPACE, WORKSPACES, get_workspace_name, is_demonstration

PRESENT, PRESENTED = "present", "of"
"""Their names in the address: that a meeting is presented (1), and which, by its name."""
PLACE = "item"
"""The name of the item's place in the address."""
TURNED_TO = "stage_place"
"""Where the session keeps the place that was turned to: a browser may still send the address of the one before."""


def is_wanted() -> bool:
    """Whether the address asks for the presentation."""
    return st.query_params.get(PRESENT) == "1"


def is_without_frame(file: str) -> bool:
    """Whether the page is drawn without the frame: no other page than the meeting ever is."""
    if is_wanted() and file != "meeting":
        leave()
        st.rerun()
    return is_wanted()


def leave() -> None:
    """Have no presentation: the address asks for one where there is none."""
    for name in (PRESENT, PRESENTED):
        st.query_params.pop(name, None)
    reset()


def settle_without_frame() -> None:
    """Do what the filter bar does where it is not drawn: keep the workspace of the address, and show no past date."""
    named = st.query_params.get(WORKSPACE)
    st.session_state[WORKSPACE] = named if named in WORKSPACES else get_workspace_name()
    if is_demonstration() and named != get_workspace_name():
        st.query_params[WORKSPACE] = get_workspace_name()
    st.session_state[AS_OF] = None


def reset() -> None:
    """Forget which item was turned to."""
    st.session_state.pop(TURNED_TO, None)
    st.query_params.pop(PLACE, None)
