"""A quarter of one partner on one sheet."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dia_data.queries import sheets
from dia_data.queries.sheets import SheetRow
from dia_data.record import choices
from dia_data.record import sheets as recording
from pages.ui import cards, checked, grid
from pages.ui.data import ask, ask_undated, get_today
from pages.ui.markdown import escape_markdown, escape_user_text
from pages.ui.record import progress, reporter, results
from pages.ui.record import sheet_text as text


def draw() -> None:
    """The sheet of whom the member reports for, or the question for whom that is."""
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with right:
        period = results.choose_period()
    if not period:
        results.explain_not_begun()
        return
    partner_id = reporter.get_reporter()
    partners = ask_undated(choices.list_partners)
    if partner_id not in partners:
        with left:
            _ask_for_whom(partners, period)
        return
    rows = ask(sheets.list_rows, partner_id=partner_id, period=period, today=get_today())
    headline = text.describe_progress(partners[partner_id], rows, period)
    with left:
        st.subheader(escape_markdown(headline), anchor=False)
        st.progress(text.measure_progress(rows))
    results.explain_over()
    _draw_sheet(rows, partner_id=str(partner_id), period=period, title=headline)


def _ask_for_whom(partners: Mapping[str, str], period: str) -> None:
    """One click says it, and this browser remembers it; beside it how much of the quarter each has reported."""
    st.subheader(escape_markdown(progress.describe(period)), anchor=False)
    progress.draw(period)
    cards.show_empty("For whom do you report? The sheet then shows what is due from that partner.")
    with st.container(horizontal=True):
        for code, name in partners.items():
            st.button(escape_markdown(name), key=f"reports_for_{code}", on_click=reporter.choose, args=(code,))


def _draw_sheet(rows: Sequence[SheetRow], *, partner_id: str, period: str, title: str) -> None:
    known = ask(sheets.known_names)
    grid.draw(
        text.build_grid(rows, partner_id=partner_id, period=period, title=title),
        recording.record_sheet,
        now={report.result_id: report.batch_id for row in rows for report in row.reported},
        preview=lambda entered: _draw_changes(text.build_rows(entered), rows, period),
        build_rows=text.build_rows,
        find_offers=lambda entered: text.find_offers(text.build_rows(entered), rows, known),
        known=known[: text.MOST_KNOWN],
        partner_id=partner_id,
        period=period,
    )


def _draw_changes(entered: Sequence[text.Entered], rows: Sequence[SheetRow], period: str) -> None:
    """What would be saved, and which names look like a known one."""
    offers = text.find_offers(entered, rows, ask(sheets.known_names))
    alike = [f"“{typed}” may be “{known}”" for of_row in offers.values() for typed, known in of_row.items()]
    if alike:
        st.warning(
            escape_user_text(f"{'; '.join(alike)}, which is known. The row offers that name."),
            icon=":material/join_inner:",
        )
    changes = text.tabulate_changes(entered, rows, period)
    if changes:
        st.table(checked.escape_rows(changes), hide_index=True)
    nothing = text.describe_nothing(entered, rows)
    if nothing:
        st.markdown(escape_markdown(nothing))
    st.caption("Only these rows will be saved, as one entry of the history.")
