"""The form of results: one KPI, one quarter, one line per partner, market or mission."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import streamlit as st

from dia_data.documents import periods
from dia_data.errors import RowsInvalid
from dia_data.queries import kpis as questions
from dia_data.queries import readings
from dia_data.record import choices, kpis, markets, programme, standing_reports
from dia_data.record.report_fields import NAMED_NUMBERS, NAMES, NUMBER
from dia_data.record.standing_reports import KpiOfForm, Reported
from dia_data.wording.days import format_day, format_month, format_period
from dia_data.wording.figures import NOT_REPORTED, format_count
from pages.ui import cards, checked, filters, forms, pick
from pages.ui.data import ask_undated, get_today
from pages.ui.markdown import escape_markdown, escape_user_text
from pages.ui.record import progress, reporter
from pages.ui.record import text as table

CHECKED = "record_checked"
"""The rows that were checked last, and the lines that they came from."""

HINTS: dict[str, str] = {
    NUMBER: "",
    NAMES: "Enter names, one per line. Names already reported stay.",
    NAMED_NUMBERS: "Enter one SME per line with its number, such as “Example Ltd: 6”.",
}
IN_A_ROW = 3
"""So many fields stand side by side."""


class Checked(NamedTuple):
    """The rows of a form as they were checked: for each its line."""

    form: str
    lines: Sequence[table.Line]
    rows: list[dict[str, Any]]
    places: list[int]


def draw() -> None:
    """Choose a KPI and a quarter, fill in, check, save."""
    form, picture = st.columns([3, 2], gap="medium")
    with form:
        sentence = st.container()  # filled when the quarter is known
        left, middle = st.columns([2, 1])
        with left:
            kpi = choose_kpi()
        with middle:
            period = choose_period()
        partner_id = _choose_partner(needed=table.needs_partner(kpi))
        explain_counting(kpi)
    if not period:
        explain_not_begun()
        return
    sentence.markdown(progress.describe(period))
    with picture:
        progress.draw(period)
    explain_over()
    if table.needs_partner(kpi) and not partner_id:
        cards.show_empty("Choose the partner that reports.")
        return
    name = f"results_{kpi.kpi_id}_{period}_{partner_id}"
    reported = ask_undated(
        standing_reports.list_reported,
        kpi_id=kpi.kpi_id,
        of_periods=[period, table.find_quarter_before(period)],
        partner_id=partner_id,
    )
    opened = forms.get_seen(name, reported, part="rows")
    lines = _select_lines(
        table.build_lines(
            kpi,
            names=_list_names(kpi, reported),
            partner_id=partner_id,
            period=period,
            opened=opened,
            reported=reported,
        ),
        kpi=kpi,
    )
    now = {row.result_id: row.batch_id for row in reported}
    seen = forms.get_seen(name, now)
    _draw_fields(name, kpi, lines, period=period, reported=reported, now=now, seen=seen)


def _draw_fields(
    name: str,
    kpi: KpiOfForm,
    lines: Sequence[table.Line],
    *,
    period: str,
    reported: Sequence[Reported],
    now: Mapping[str, str],
    seen: Mapping[str, str],
) -> None:
    """The fields, with what is wrong beside each."""
    with checked.draw_form(name) as fields:
        if lines and HINTS[lines[0].takes]:
            st.caption(HINTS[lines[0].takes])
        drawn = _draw_grid(lines, name=name, period=period)
        fields["reason"] = st.text_input(
            "Comment on this report (optional)", key=forms.name_field(f"{name}_reason"), live=True,
            **checked.note_change(name),
        )  # fmt: skip
    rows, places = table.read_rows(lines, [text for text, _ in drawn.values()], period=period)
    if fields["sent"]:
        st.session_state[CHECKED] = Checked(name, lines, rows, places)
    refused = checked.check_and_save(
        name,
        fields,
        kpis.record_results,
        done="Saved.",
        now=now,
        preview=lambda: _draw_changes(table.find_changes(lines, rows, places, reported)),
        kpi_id=kpi.kpi_id,
        rows=rows,
        seen=seen,
    )
    found: Checked | None = st.session_state.get(CHECKED)
    if isinstance(refused, RowsInvalid) and found and found.form == name:
        for place, problems in table.group_problems(refused.of_rows, found.rows, found.places).items():
            label = found.lines[place].label
            if label in drawn:
                drawn[label][1].error(escape_user_text(" ".join(problems)), icon=":material/error:")


def _build_key(line: table.Line) -> str:
    return "_".join(code or "all" for code in line.place.values())


def _draw_grid(lines: Sequence[table.Line], *, name: str, period: str) -> dict[str, tuple[str, Any]]:
    """The fields side by side: for each line what was typed, and a place for what is wrong with it."""
    cells = [cell for _ in range(0, len(lines), IN_A_ROW) for cell in st.columns(IN_A_ROW)]
    found = {}
    for line, cell in zip(lines, cells, strict=False):
        with cell:
            key = forms.name_field(f"{name}_{_build_key(line)}")
            found[line.label] = _draw_line(line, key=key, period=period, heed=checked.note_change(name))
    return found


def _draw_line(line: table.Line, *, key: str, period: str, heed: Mapping[str, Any]) -> tuple[str, Any]:
    """A field, and below it what stands there now and what stood a quarter before."""
    label = escape_markdown(line.label)
    if line.takes == NUMBER:
        typed = st.text_input(label, value=line.filled, key=key, live=True, **heed)
    else:
        typed = st.text_area(label, value=line.filled, key=key, height=90, **heed)
    wrong = st.empty()
    before = f"{format_period(table.find_quarter_before(period))}: {line.before or NOT_REPORTED}"
    standing = f"{format_period(period)} so far: {line.now}" if line.now else ""
    st.caption(" · ".join(escape_user_text(part) for part in (before, standing) if part))
    return typed, wrong


def _draw_changes(changes: table.Changes) -> None:
    if changes.rows:
        st.table(
            [{name: escape_user_text(value) for name, value in row.items()} for row in changes.rows], hide_index=True
        )
    if changes.unchanged:
        st.caption(f"{format_count(changes.unchanged, 'stays as it is', 'stay as they are')}.")
    st.caption("Only these rows will be saved.")


def choose_kpi() -> KpiOfForm:
    """The KPI that is chosen, which is part of the address."""
    known = ask_undated(kpis.list_kpis)
    names = {kpi: row.kpi_name for kpi, row in known.items()}
    chosen = pick.choose_in_list("KPI", names, key="kpi")
    return known[chosen]


def choose_period() -> str | None:
    """The quarter that is chosen, which is part of the address; None where the programme has not begun."""
    now = ask_undated(programme.find_current)
    labels = periods.list_quarters(now.starts, now.ends, today=get_today())
    if not labels:
        return None
    return pick.choose_in_list("Quarter", {label: format_period(label) for label in labels}, key="period")


def explain_not_begun() -> None:
    """That there is no quarter to report yet."""
    now = ask_undated(programme.find_current)
    cards.show_empty(f"The programme starts on {format_day(now.starts)}: no quarter can be reported yet.")


def explain_over() -> None:
    """That later quarters are not offered since the programme is over."""
    now = ask_undated(programme.find_current)
    if now.ends < get_today():
        st.caption(
            f"The programme ran from {format_month(now.starts)} to {format_month(now.ends)}: "
            "only its quarters can be chosen. "
            "To report later ones, reschedule the programme on the roadmap."
        )


def explain_counting(kpi: KpiOfForm) -> None:
    """One line on what the KPI counts."""
    definition = next(row.definition for row in ask_undated(questions.definitions) if row.kpi_id == kpi.kpi_id)
    rule = {
        "count": "Numbers add up over quarters and partners: report what is new in this one.",
        "distinct": "Each name counts once, however often it is reported and by whom.",
        "stock": "A current total: the last report counts.",
        "percentage": "The mean of the answers counts.",
    }[kpi.measure]
    st.caption(f"{escape_markdown(definition)} {rule}")


def _choose_partner(*, needed: bool) -> str | None:
    """Who reports, where the lines of the form are no partners."""
    if not needed:
        return None
    names = ask_undated(choices.list_partners)
    own = reporter.get_reporter()
    wanted = filters.get_chosen("partner") or ([own] if own else [])
    chosen = [code for code in wanted if code in names]
    partner: str | None = st.selectbox(
        "Reported by",
        list(names),
        index=list(names).index(chosen[0]) if chosen and reporter.REPORTED_BY not in st.session_state else None,
        format_func=names.__getitem__,
        placeholder="Choose one",
        key=reporter.REPORTED_BY,
    )
    return partner


def _list_names(kpi: KpiOfForm, reported: Sequence[Reported]) -> dict[str, dict[str, str]]:
    """Partners, markets and missions by code; markets that the KPI is tracked for, and others that have a report."""
    tracked = ask_undated(readings.list_tracked_markets).get(kpi.kpi_id, [])
    wanted = {*tracked, *(row.country_code for row in reported)}
    every = ask_undated(markets.list_countries)
    return {
        "partners": ask_undated(choices.list_partners),
        "markets": {code: name for code, name in every.items() if code in wanted},
        "missions": ask_undated(choices.list_missions),
    }


def _select_lines(lines: Sequence[table.Line], *, kpi: KpiOfForm) -> list[table.Line]:
    """The lines of the partners that the filter names, if it names some; first those of whom the member reports for."""
    chosen = filters.get_chosen("partner")
    if table.needs_partner(kpi):
        return list(lines)
    if not chosen:
        return sorted(lines, key=lambda line: line.place["partner_id"] != reporter.get_reporter())
    return [line for line in lines if line.place["partner_id"] in chosen]
