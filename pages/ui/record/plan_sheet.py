"""The monthly plans of all KPIs on one sheet, a year at a time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import streamlit as st

from dia_data.documents import numbers
from dia_data.documents.numbers import format_for_input
from dia_data.grids import Column, Grid, Line, Takes, build_key
from dia_data.record import aims, kpis, programme
from dia_data.record.aims import Milestone
from dia_data.record.standing_reports import KpiOfForm
from pages.ui import grid
from pages.ui.data import ask_undated

Plans = Mapping[str, Sequence[Milestone]]
"""The plan of each KPI and scope, by `build_key`."""


def draw() -> None:
    """Choose a year, and fill in what is expected by the end of its months."""
    now = ask_undated(programme.find_current)
    months = list_months(now.starts, now.ends)
    years = sorted({month.year for month in months})
    year = st.segmented_control("Year", years, default=years[0], required=True, key="plan_year")
    known = ask_undated(kpis.list_kpis)
    scopes = {kpi_id: ask_undated(aims.list_scope_keys, kpi=kpi) for kpi_id, kpi in known.items()}
    plans = ask_undated(aims.list_current_plans)
    grid.draw(
        build_grid(known, scopes, plans, [month for month in months if month.year == year]),
        aims.record_plans,
        now={key: plan[0].batch_id for key, plan in plans.items()},
        build_rows=lambda entered: build_rows(entered, plans),
    )
    st.caption(
        "Enter the total that is to be reached by the end of each month. A month left empty has no plan of its own."
    )


def list_months(starts: date, ends: date) -> list[date]:
    """The first day of each month of the programme."""
    first, last = starts.year * 12 + starts.month - 1, ends.year * 12 + ends.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1)]


def build_grid(
    known: Mapping[str, KpiOfForm], scopes: Mapping[str, Mapping[str, str]], plans: Plans, months: Sequence[date]
) -> Grid:
    """The sheet of the months given: each KPI in each scope that it may be planned for."""
    return Grid(
        key=f"plans_{months[0].year}",
        title=f"Plans of KPIs, {months[0].year}",
        heading="KPI",
        columns=[Column(key=_name_month(month), heading=f"{month:%b}", takes=Takes.NUMBER) for month in months],
        groups={"all": "KPIs and what they are planned for"},
        lines=[
            Line(
                key=key,
                name=kpi.kpi_name,
                place=place,
                group="all",
                holds=_fill(plans.get(key, ()), months),
                stands=aims.describe_plan(plans.get(key, ())),
            )
            for kpi_id, kpi in known.items()
            for scope_key, place in scopes[kpi_id].items()
            for key in [build_key(kpi_id, scope_key)]
        ],
        said="Plan",
        reason="Reason for the plan",
    )


def build_rows(entered: Sequence[Mapping[str, str]], plans: Plans) -> list[dict[str, object]]:
    """What was entered, as the record takes it: a plan is recorded whole, so months of other years stay as they are."""
    rows: list[dict[str, object]] = []
    for one in entered:
        typed = {month: text for month, text in one.items() if month != "key"}
        kept = {_name_month(row.month): format_for_input(row.expected) for row in plans.get(one["key"], ())}
        whole = {**kept, **typed}
        rows.append({"key": one["key"], "milestones": [(month, text) for month, text in whole.items() if text.strip()]})
    return rows


def _fill(plan: Iterable[Milestone], months: Iterable[date]) -> dict[str, str]:
    held = {row.month: format_for_input(numbers.read_number(row.expected)) for row in plan}
    return {_name_month(month): held.get(month, "") for month in months}


def _name_month(month: date) -> str:
    return f"{month:%Y-%m}"
