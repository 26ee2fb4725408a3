"""The form of results: one KPI, one quarter, one line per partner, market or mission."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dia_data.queries import kpis as questions
from dia_data.record import kpis, programme, reports
from pages.ui import cards, filters, forms, record_flow, words
from pages.ui import record_table as table
from pages.ui.data import ask_now, today

OPENED = "record_opened"
"""For each form, the reports that stood when it was opened: what its fields are filled with."""

HINTS = {
    table.NUMBER: "",
    table.NAMES: "names, one per line; those reported already stay",
    table.NAMED_NUMBERS: "one SME per line: name: number",
}

Row = Mapping[str, Any]


def draw() -> None:
    """Choose a KPI and a quarter, fill in, check, save."""
    kpi = choose_kpi()
    period = _choose_period()
    if not period:
        return
    say_what_counts(kpi)
    partner_id = _choose_partner() if table.needs_partner(kpi) else None
    if table.needs_partner(kpi) and not partner_id:
        cards.nothing("Choose the partner that reports.")
        return
    name = f"results_{kpi['kpi_id']}_{period}_{partner_id}"
    reported = ask_now(reports.reported, kpi_id=kpi["kpi_id"])
    opened = st.session_state.setdefault(OPENED, {}).setdefault(forms.key(name), reported)
    lines = _wanted(
        table.lines(kpi, names=_names(), partner_id=partner_id, period=period, reported=opened), kpi=kpi
    )
    now = {row["result_id"]: row["batch_id"] for row in reported}
    seen = record_flow.seen(name, now)
    _form(name, kpi, lines, period=period, reported=reported, now=now, seen=seen)


def _form(
    name: str,
    kpi: Row,
    lines: Sequence[table.Line],
    *,
    period: str,
    reported: Sequence[Row],
    now: Mapping[str, str],
    seen: Mapping[str, str],
) -> None:
    """The fields, with what is wrong beside each."""
    with forms.form(name, "Check") as fields:
        drawn = [_line(line, key=forms.key(f"{name}_{place}"), period=period) for place, line in enumerate(lines)]
        fields["reason"] = st.text_input("Comment on this report (may stay empty)", key=forms.key(f"{name}_comment"))
    rows, places = table.typed_rows(lines, [text for text, _ in drawn], period=period)
    checked = st.session_state.get(OPENED + "_rows", (None, [], []))
    if fields["sent"]:
        checked = st.session_state[OPENED + "_rows"] = (name, rows, places)
    refused = record_flow.follow(
        name,
        fields,
        kpis.results,
        done="It is recorded.",
        now=now,
        preview=lambda: _changes(table.changes(lines, checked[1], checked[2], reported)),
        kpi_id=kpi["kpi_id"],
        rows=rows,
        seen=seen,
    )
    if isinstance(refused, reports.ResultsInvalid) and checked[0] == name:
        for place, problems in table.problems_by_line(refused.of_rows, checked[1], checked[2]).items():
            drawn[place][1].error(words.typed(" ".join(problems)), icon=":material/error:")


def _line(line: table.Line, *, key: str, period: str) -> tuple[str, Any]:
    """A field with what stands and what stood beside it: what was typed, and a place for what is wrong with it."""
    left, right = st.columns([2, 3], vertical_alignment="center")
    hint = f" ({HINTS[line.takes]})" if HINTS[line.takes] else ""
    label = f"{words.plain(line.label)}{hint}"
    with left:
        if line.takes == table.NUMBER:
            typed = st.text_input(label, value=line.filled, key=key)
        else:
            typed = st.text_area(label, value=line.filled, key=key, height=80)
    before = f"{table.quarter_before(period)}: {line.before or words.NOT_REPORTED}"
    standing = f"{period} so far: {line.now}" if line.now else ""
    right.caption(" · ".join(words.typed(part) for part in (before, standing) if part))
    return typed, right.empty()


def _changes(changes: table.Changes) -> None:
    if changes.rows:
        st.table([{name: words.typed(value) for name, value in row.items()} for row in changes.rows], hide_index=True)
    if changes.unchanged:
        st.caption(f"{changes.unchanged} stay as they are.")
    st.caption("Saved is what stands here; after a change in the form, check again.")


def choose_kpi() -> Row:
    """The KPI that is chosen, which is part of the address."""
    known = ask_now(kpis.kpis)
    names = {kpi: row["kpi_name"] for kpi, row in known.items()}
    filters.warn_of_unknown("kpi", names.values(), choose="choose one below")
    chosen = st.selectbox("KPI", list(names), format_func=names.__getitem__, key="kpi", bind="query-params")
    row: Row = known[chosen]
    return row


def _choose_period() -> str | None:
    now = ask_now(programme.current)
    labels = table.quarters(now["starts"], now["ends"], today=today())
    if not labels:
        cards.nothing(f"The programme starts on {now['starts']:%d %B %Y}: there is no quarter to report yet.")
        return None
    if now["ends"] < today():
        st.caption(
            f"The programme ran from {now['starts']:%B %Y} to {now['ends']:%B %Y}: its quarters are offered. "
            "To report later ones, date the programme anew on the roadmap."
        )
    filters.warn_of_unknown("period", labels, choose="choose one below")
    period: str = st.selectbox("Quarter", labels, key="period", bind="query-params")
    return period


def say_what_counts(kpi: Row) -> None:
    """One line on what the KPI counts."""
    found = ask_now(questions.definitions)
    definition = found.loc[found["kpi_id"] == kpi["kpi_id"], "definition"].iloc[0]
    rule = {
        "count": "Numbers add up over quarters and partners: report what is new in this one.",
        "distinct": "Each name counts once, however often and by whomever it is reported.",
        "stock": "A standing number: the last report counts.",
        "percentage": "The mean of the answers counts.",
    }[kpi["measure"]]
    st.caption(f"{words.plain(definition)} {rule}")


def _choose_partner() -> str | None:
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


def _wanted(lines: Sequence[table.Line], *, kpi: Row) -> list[table.Line]:
    """The lines of the partners that the filter names, if it names some."""
    chosen = filters.chosen("partner")
    if not chosen or table.needs_partner(kpi):
        return list(lines)
    return [line for line in lines if line.place["partner_id"] in chosen]
