"""The form of results: one KPI, one quarter, one line per partner, market or mission."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import streamlit as st

from dia_data.queries import kpis as questions
from dia_data.record import kpis, programme, reports
from dia_data.record.reports import KpiOfForm, Reported
from dia_data.wording.days import format_day, format_month
from dia_data.wording.figures import NOT_REPORTED, format_count
from pages.ui import cards, filters, forms, pick
from pages.ui.data import ask_now, today
from pages.ui.markdown import escape_markdown, escape_user_text
from pages.ui.record import flow
from pages.ui.record import text as table

CHECKED = "record_checked"
"""The rows that were checked last, and the lines that they came from."""

HINTS = {
    table.NUMBER: "",
    table.NAMES: "Enter names, one per line. Those that are reported already stay.",
    table.NAMED_NUMBERS: "Enter one SME per line with its number, such as “Example Ltd: 6”.",
}
IN_A_ROW = 3
"""So many fields stand side by side."""

Row = Mapping[str, Any]


class Checked(NamedTuple):
    """The rows of a form as they were checked: for each its line."""

    form: str
    lines: Sequence[table.Line]
    rows: list[dict[str, Any]]
    places: list[int]


def draw() -> None:
    """Choose a KPI and a quarter, fill in, check, save."""
    left, middle, right = st.columns([3, 1, 1])
    with left:
        kpi = choose_kpi()
    with middle:
        period = _choose_period()
    with right:
        partner_id = _choose_partner(needed=table.needs_partner(kpi))
    say_what_counts(kpi)
    if not period:
        _say_not_begun()
        return
    _say_over()
    if table.needs_partner(kpi) and not partner_id:
        cards.nothing("Choose the partner that reports.")
        return
    name = f"results_{kpi.kpi_id}_{period}_{partner_id}"
    reported = ask_now(
        reports.reported,
        kpi_id=kpi.kpi_id,
        of_periods=[period, table.quarter_before(period)],
        partner_id=partner_id,
    )
    opened = forms.seen(name, reported, part="rows")
    lines = _wanted(
        table.lines(kpi, names=_names(), partner_id=partner_id, period=period, opened=opened, reported=reported),
        kpi=kpi,
    )
    now = {row.result_id: row.batch_id for row in reported}
    seen = forms.seen(name, now)
    _form(name, kpi, lines, period=period, reported=reported, now=now, seen=seen)


def _form(
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
    with flow.form(name) as fields:
        if lines and HINTS[lines[0].takes]:
            st.caption(HINTS[lines[0].takes])
        drawn = _grid(lines, name=name, period=period)
        fields["reason"] = st.text_input(
            "Comment on this report (may stay empty)", key=forms.key(f"{name}_reason"), live=True,
            **flow.heed(name),
        )  # fmt: skip
    rows, places = table.typed_rows(lines, [text for text, _ in drawn.values()], period=period)
    if fields["sent"]:
        st.session_state[CHECKED] = Checked(name, lines, rows, places)
    refused = flow.follow(
        name,
        fields,
        kpis.results,
        done="It is recorded.",
        now=now,
        preview=lambda: _changes(table.changes(lines, rows, places, reported)),
        kpi_id=kpi.kpi_id,
        rows=rows,
        seen=seen,
    )
    checked: Checked | None = st.session_state.get(CHECKED)
    if isinstance(refused, reports.ResultsInvalid) and checked and checked.form == name:
        for place, problems in table.problems_by_line(refused.of_rows, checked.rows, checked.places).items():
            label = checked.lines[place].label
            if label in drawn:
                drawn[label][1].error(escape_user_text(" ".join(problems)), icon=":material/error:")


def _code(line: table.Line) -> str:
    return "_".join(code or "all" for code in line.place.values())


def _grid(lines: Sequence[table.Line], *, name: str, period: str) -> dict[str, tuple[str, Any]]:
    """The fields side by side: for each line what was typed, and a place for what is wrong with it."""
    cells = [cell for _ in range(0, len(lines), IN_A_ROW) for cell in st.columns(IN_A_ROW)]
    found = {}
    for line, cell in zip(lines, cells, strict=False):
        with cell:
            key = forms.key(f"{name}_{_code(line)}")
            found[line.label] = _line(line, key=key, period=period, heed=flow.heed(name))
    return found


def _line(line: table.Line, *, key: str, period: str, heed: Mapping[str, Any]) -> tuple[str, Any]:
    """A field, and below it what stands there now and what stood a quarter before."""
    label = escape_markdown(line.label)
    if line.takes == table.NUMBER:
        typed = st.text_input(label, value=line.filled, key=key, live=True, **heed)
    else:
        typed = st.text_area(label, value=line.filled, key=key, height=90, **heed)
    wrong = st.empty()
    before = f"{table.quarter_before(period)}: {line.before or NOT_REPORTED}"
    standing = f"{period} so far: {line.now}" if line.now else ""
    st.caption(" · ".join(escape_user_text(part) for part in (before, standing) if part))
    return typed, wrong


def _changes(changes: table.Changes) -> None:
    if changes.rows:
        st.table(
            [{name: escape_user_text(value) for name, value in row.items()} for row in changes.rows], hide_index=True
        )
    if changes.unchanged:
        st.caption(f"{format_count(changes.unchanged, 'stays as it is', 'stay as they are')}.")
    st.caption("Saved is what stands here.")


def choose_kpi() -> KpiOfForm:
    """The KPI that is chosen, which is part of the address."""
    known = ask_now(kpis.kpis)
    names = {kpi: row.kpi_name for kpi, row in known.items()}
    chosen = pick.in_list("KPI", names, key="kpi")
    return known[chosen]


def _choose_period() -> str | None:
    now = ask_now(programme.current)
    labels = table.quarters(now.starts, now.ends, today=today())
    if not labels:
        return None
    return pick.in_list("Quarter", pick.plain_options(labels), key="period")


def _say_not_begun() -> None:
    now = ask_now(programme.current)
    cards.nothing(f"The programme starts on {format_day(now.starts)}: there is no quarter to report yet.")


def _say_over() -> None:
    """That later quarters are not offered since the programme is over."""
    now = ask_now(programme.current)
    if now.ends < today():
        st.caption(
            f"The programme ran from {format_month(now.starts)} to {format_month(now.ends)}: "
            "its quarters are offered. "
            "To report later ones, date the programme anew on the roadmap."
        )


def say_what_counts(kpi: KpiOfForm) -> None:
    """One line on what the KPI counts."""
    definition = next(row.definition for row in ask_now(questions.definitions) if row.kpi_id == kpi.kpi_id)
    rule = {
        "count": "Numbers add up over quarters and partners: report what is new in this one.",
        "distinct": "Each name counts once, however often and by whomever it is reported.",
        "stock": "A standing number: the last report counts.",
        "percentage": "The mean of the answers counts.",
    }[kpi.measure]
    st.caption(f"{escape_markdown(definition)} {rule}")


def _choose_partner(*, needed: bool) -> str | None:
    """Who reports, where the lines of the form are no partners."""
    if not needed:
        return None
    names = ask_now(reports.partners)
    chosen = [code for code in filters.chosen("partner") if code in names]
    partner: str | None = st.selectbox(
        "Reported by",
        list(names),
        index=list(names).index(chosen[0]) if chosen else None,
        format_func=names.__getitem__,
        placeholder="Choose one",
        key="record_partner",
    )
    return partner


def _names() -> dict[str, dict[str, str]]:
    return {
        "partners": ask_now(reports.partners),
        "markets": ask_now(reports.markets),
        "missions": ask_now(reports.missions),
    }


def _wanted(lines: Sequence[table.Line], *, kpi: KpiOfForm) -> list[table.Line]:
    """The lines of the partners that the filter names, if it names some."""
    chosen = filters.chosen("partner")
    if not chosen or table.needs_partner(kpi):
        return list(lines)
    return [line for line in lines if line.place["partner_id"] in chosen]
