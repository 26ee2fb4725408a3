"""A quarter of one partner on one sheet: typed as into a spreadsheet, checked, previewed, saved as one batch.

The browser part is in `sheet.js`. Nothing is sent while somebody types: what is typed stays in the browser until it is
saved or discarded, and is sent whole when it is checked.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st

from dia_data.documents import periods
from dia_data.queries import sheets
from dia_data.queries.sheets import SheetRow
from dia_data.record import choices, reports
from dia_data.record import sheets as recording
from dia_data.wording.days import format_day
from pages.ui import cards, drafts, forms
from pages.ui.data import ask, ask_undated, get_today, get_workspace_name
from pages.ui.markdown import escape_markdown, escape_user_text
from pages.ui.record import flow, reporter, results
from pages.ui.record import sheet_text as text

ENTERED = "sheet_entered"
"""What the browser sent last: the rows of which sheet, and by whom."""
KEY = "quarter_sheet"
SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
STYLE = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
MARKUP = "<div data-sheet></div>"

_grid = st.components.v2.component("dia_sheet", html=MARKUP, css=STYLE, js=SCRIPT)


class Entered(NamedTuple):
    """What was sent to be checked: the sheet, its rows that were filled in, and the name of who did."""

    form: str
    rows: Sequence[Mapping[str, Any]]
    author: str
    sent: bool


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
            _ask_for_whom(partners)
        return
    rows = ask(sheets.list_rows, partner_id=partner_id, period=period, today=get_today())
    with left:
        st.subheader(escape_markdown(text.describe_progress(partners[partner_id], rows, period)), anchor=False)
        st.progress(text.measure_progress(rows))
    results.explain_over()
    _draw_sheet(rows, partner_id=str(partner_id), period=period)


def _ask_for_whom(partners: Mapping[str, str]) -> None:
    """One click says it, and this browser remembers it."""
    cards.show_empty("For whom do you report? The sheet then shows what is due from that partner.")
    with st.container(horizontal=True):
        for code, name in partners.items():
            st.button(escape_markdown(name), key=f"reports_for_{code}", on_click=reporter.choose, args=(code,))


def _draw_sheet(rows: Sequence[SheetRow], *, partner_id: str, period: str) -> None:
    name = f"sheet_{partner_id}_{period}"
    draft = f"{get_workspace_name()}/{name}"
    now = {report.result_id: report.batch_id for row in rows for report in row.reported}
    seen = st.session_state.setdefault(forms.SEEN, {}).setdefault(forms.name_in_workspace(name), now)
    entered = _take_entered(name)
    place = st.container()  # the sheet is drawn when it is known what is wrong with it
    refused = flow.check_and_save(
        name,
        {"answer": st.container(), "sent": entered.sent, "draft": draft, "author": entered.author},
        recording.record_sheet,
        done="Saved.",
        now=now,
        preview=lambda: _draw_changes(entered.rows, rows, period),
        partner_id=partner_id,
        period=period,
        rows=entered.rows,
        seen=seen,
    )
    problems: dict[text.Place, Sequence[str]] = {}
    if isinstance(refused, reports.ResultsInvalid) and entered.rows:
        problems = {_get_place(entered.rows[number]): found for number, found in refused.of_rows.items()}
    with place:
        _draw_grid(rows, name=name, draft=draft, period=period, entered=entered, problems=problems)


def _draw_grid(
    rows: Sequence[SheetRow],
    *,
    name: str,
    draft: str,
    period: str,
    entered: Entered,
    problems: Mapping[text.Place, Sequence[str]],
) -> None:
    known = ask(sheets.known_names)
    quarter = periods.parse_period(period)
    _grid(
        data={
            "id": draft,
            "gone": drafts.get_mark(draft),
            "rows": text.build_cells(
                rows, period, problems=problems, offers=text.find_offers(entered.rows, rows, known)
            ),
            "known": known[: text.MOST_KNOWN],
            "by": format_day(quarter.ends),
            "author": entered.author or st.session_state.get(forms.NAME, ""),
            "isChecked": flow.is_previewed(name),
        },
        key=KEY,
        on_check_change=lambda: _take_over(name),
        on_edited_change=lambda: flow.mark_stale(name),
        height="content",
    )  # fmt: skip


def _take_over(name: str) -> None:
    """Take what the browser sent; what is no sheet is refused when it is recorded."""
    sent = st.session_state[KEY]["check"]
    if isinstance(sent, Mapping):
        st.session_state[ENTERED] = Entered(
            form=forms.name_in_workspace(name), rows=list(sent["rows"]), author=str(sent["author"]), sent=True
        )


def _take_entered(name: str) -> Entered:
    """What was sent of this sheet; it counts as sent in one run."""
    found: Entered | None = st.session_state.get(ENTERED)
    if found is None or found.form != forms.name_in_workspace(name):
        return Entered(form="", rows=[], author="", sent=False)
    st.session_state[ENTERED] = found._replace(sent=False)
    return found


def _get_place(row: Mapping[str, Any]) -> text.Place:
    return row["kpi_id"], row["scope_key"]


def _draw_changes(entered: Sequence[Mapping[str, Any]], rows: Sequence[SheetRow], period: str) -> None:
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
        st.table(flow.escape_rows(changes), hide_index=True)
    nothing = text.describe_nothing(entered, rows)
    if nothing:
        st.markdown(escape_markdown(nothing))
    st.caption("Only these rows will be saved, as one entry of the history.")
