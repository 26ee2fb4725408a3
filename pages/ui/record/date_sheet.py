"""The dates of all activities on one sheet."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dia_data.grids import Column, Grid, Line, Takes
from dia_data.record import activities
from dia_data.record.activities import CurrentDates
from dia_data.wording.statuses import DATE_KINDS
from pages.ui import grid
from pages.ui.data import ask_undated, describe_workspace_today

STARTS, ENDS = "starts", "ends"
HINT = "2020-12-31"
SCOPES = {"missing": "Not dated", "dated": "Dated"}
KINDS = {kind: word.capitalize() for kind, word in DATE_KINDS.items()}


def choose_kind() -> str:
    """Whether planned, revised or actual dates are filled in."""
    kind: str = st.segmented_control(
        "Which dates", list(KINDS), format_func=KINDS.__getitem__, default="planned", required=True, key="dates_kind"
    )
    return kind


def draw(kind: str) -> None:
    """Dates of one kind, to be filled in for as many activities as one likes."""
    names = ask_undated(activities.name_activities)
    dated = {one: ask_undated(activities.list_current, kind=one) for one in KINDS}
    st.caption(describe_workspace_today())
    grid.draw(
        build_grid(names, dated, kind),
        activities.record_all_dates,
        now={activity_id: row.batch_id for activity_id, row in dated[kind].items()},
        build_rows=build_rows,
        kind=kind,
    )


def build_grid(names: Mapping[str, str], dated: Mapping[str, Mapping[str, CurrentDates]], kind: str) -> Grid:
    """The sheet of dates of one kind, activities without one first, and beside them the dates of the other kinds."""
    others = [one for one in KINDS if one != kind]
    return Grid(
        key=f"dates_{kind}",
        title=f"{KINDS[kind]} dates of activities",
        heading="Activity",
        columns=(
            *(Column(key=one, heading=KINDS[one]) for one in others),
            Column(key=STARTS, heading="Start", takes=Takes.DAY, hint=HINT),
            Column(key=ENDS, heading="End", takes=Takes.DAY, hint=HINT),
        ),
        groups=SCOPES,
        lines=[
            Line(
                key=activity_id,
                name=name,
                group="dated" if activity_id in dated[kind] else "missing",
                shows={one: _describe(dated[one].get(activity_id)) for one in others},
                holds=_fill(dated[kind].get(activity_id)),
                stands=_describe(dated[kind].get(activity_id), missing=""),
            )
            for activity_id, name in names.items()
        ],
        said="Recorded",
        reason="Reason" if kind == "revised" else "Reason, where dates are replaced",
    )


def build_rows(entered: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """What was entered, as the record takes it."""
    return [{"activity_id": one["key"], STARTS: one.get(STARTS, ""), ENDS: one.get(ENDS, "")} for one in entered]


def _describe(row: CurrentDates | None, missing: str = "–") -> str:
    return activities.format_span(row.starts, row.ends) if row else missing


def _fill(row: CurrentDates | None) -> dict[str, str]:
    days = {STARTS: row.starts, ENDS: row.ends} if row else {STARTS: None, ENDS: None}
    return {field: day.isoformat() if day else "" for field, day in days.items()}
