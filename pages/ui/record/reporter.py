"""For whom a member reports: asked once, remembered in the browser, and preselected in the forms.

The browser part is in `reporter.js`.
"""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from dia_data.documents import periods
from dia_data.queries import results
from dia_data.record import choices, kpis
from dia_data.wording.days import format_period
from dia_data.wording.figures import format_count
from pages.ui import filters
from pages.ui.data import ask_undated
from pages.ui.markdown import escape_markdown

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


def describe_progress(period: str) -> str:
    """How many of the KPIs the partner has reported for a quarter; where nobody is chosen, how many partners did."""
    partner = get_reporter()
    names: Mapping[str, str] = ask_undated(choices.list_partners)
    if partner is None or partner not in names:
        reporting = sum(_count_reported(code, period) > 0 for code in names)
        of = f"{reporting or 'None'} of {format_count(len(names), 'partner')} {'have' if reporting > 1 else 'has'}"
        return f"{of} reported a KPI for {format_period(period)}. Choose yours above to see what is missing."
    every = format_count(len(ask_undated(kpis.list_kpis)), "KPI")
    reported = f"{_count_reported(partner, period)} of {every} reported for {format_period(period)}"
    return f"**{escape_markdown(names[partner])}**: {reported}."


def _count_reported(partner_id: str, period: str) -> int:
    of_periods = periods.list_overlapping(periods.parse_period(period))
    return len(ask_undated(results.list_reported_kpis, partner_id=partner_id, of_periods=of_periods))
