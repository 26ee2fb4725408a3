"""For whom a member reports: asked once, remembered in the browser, and preselected in the forms.

The browser part is in `reporter.js`.
"""

from pathlib import Path

import streamlit as st

from dia_data.record import choices
from pages.ui import filters
from pages.ui.data import ask_undated

REPORTER = "reporter"
CHOSEN = "reports_for"
"""Where the session keeps the partner that was chosen, or that the browser remembered; None: it was cleared."""
REPORTED_BY = "record_partner"
"""The field of a form that asks who reports; it follows what is chosen here."""
KEY = "reporter_kept"
SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")

_kept = st.components.v2.component("dia_reporter", js=SCRIPT)


def get_reporter() -> str | None:
    """The partner that the member reports for; None: nobody said so."""
    found: str | None = st.session_state.get(CHOSEN)
    return found


def draw() -> None:
    """The question, answered with what was chosen here or in this browser before."""
    names = ask_undated(choices.list_partners)
    if get_reporter() not in names:
        st.session_state.pop(CHOSEN, None)
    if REPORTER not in st.session_state:
        st.session_state[REPORTER] = get_reporter()
    st.selectbox(
        "For whom do you report?", list(names), format_func=lambda code: names.get(code, code), key=REPORTER,
        placeholder="For whom do you report?", label_visibility="collapsed", on_change=_choose, width=260, index=None,
    )  # fmt: skip
    _kept(
        data={"partner": get_reporter(), "isChosen": CHOSEN in st.session_state}, key=KEY, on_partner_change=_remember,
        width="content", height="content",
    )  # fmt: skip


def choose(partner: str) -> None:
    """Take a partner for the one that the member reports for, as if it were chosen in the question."""
    st.session_state[REPORTER] = partner
    _hold(partner)


def _choose() -> None:
    _hold(st.session_state[REPORTER])


def _remember() -> None:
    """Take over what the browser remembers, if that is a partner of this record."""
    partner = st.session_state[KEY]["partner"]
    if partner in ask_undated(choices.list_partners):
        choose(partner)


def _hold(partner: str | None) -> None:
    st.session_state[CHOSEN] = partner
    if not filters.get_chosen("partner"):
        st.session_state[REPORTED_BY] = partner
