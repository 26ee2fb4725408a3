"""The figures of the papers as blocks: rows of the questions in, tables and charts out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from dia_data import local_time
from dia_data.attention import RULE, LastReport, Matter
from dia_data.frames import make_frame
from dia_data.kpis import ORDER, Definition, Standing, find_leading
from dia_data.papers import brand
from dia_data.papers.paper import Chart, Grid, Series
from dia_data.queries.decisions import Decision
from dia_data.roadmap import MISSED, ActivityStatus, Revision
from dia_data.wording.citations import cite_sources
from dia_data.wording.days import format_day
from dia_data.wording.scopes import EACH, EACH_IN_WORDS
from dia_data.wording.statuses import ACTIVITY_STATES, DECISION_STATES, KPI_GROUPS, KPI_STATUSES, MATTER_KINDS

WORST_SHOWN = "Where a KPI has several scopes, the one with the worst status is shown."
EXPECTED_NOTE = "Expected: by the end of the last reported period."
FIRST_CHANGES, FIRST_MATTERS = 12, 12
"""So many are read out; the workbook has them all."""


def group_by_kpi(standings: Iterable[Standing]) -> dict[str, Standing]:
    """The standing that speaks for each KPI: of several scopes the worst."""
    scopes: dict[str, list[Standing]] = {}
    for one in standings:
        scopes.setdefault(one.kpi_id, []).append(one)
    return {kpi_id: find_leading(several) for kpi_id, several in scopes.items()}


def chart_statuses(standings: Iterable[Standing], *, note: str) -> Chart:
    """How many KPIs have each status, the worst first."""
    found = Counter(one.status for one in group_by_kpi(standings).values())
    return Chart(
        title="KPIs by status",
        kind="bar",
        categories=[KPI_STATUSES[status].word for status in ORDER],
        series=[Series(name="KPIs", values=[float(found[status]) for status in ORDER])],
        unit="KPIs",
        note=f"Where a KPI has several scopes, its worst status counts. {note}",
        colours=[brand.STATUSES[status] for status in ORDER],
    )


def chart_progress(standings: Iterable[Standing], names: Mapping[str, str], *, note: str) -> Chart:
    """How far each KPI is, and how far it should be where its reports end, in per cent of its target."""
    found = [one for one in group_by_kpi(standings).values() if one.target_min]
    return Chart(
        title="KPIs against their targets",
        kind="bullet",
        categories=[names[one.kpi_id] for one in found],
        series=[
            Series(name="result", values=[_compute_share(one.result, one.target_min) for one in found]),
            Series(name="expected", values=[_compute_share(one.expected, one.target_min) for one in found]),
        ],
        unit="% of the target",
        note=f"{WORST_SHOWN} No bar: not reported yet. {EXPECTED_NOTE} {note}",
    )


def _compute_share(value: float | None, whole: float) -> float | None:
    return None if value is None else round(100 * value / whole, 1)


def tabulate_kpis(
    standings: Iterable[Standing], definitions: Iterable[Definition], places: Mapping[str, str], *, note: str
) -> Grid:
    """Each KPI with its status, result, target, owner, and where that holds; of several scopes the worst.

    `places` lead from countries and missions to what they are called.
    """
    found = group_by_kpi(standings)
    rows = [_build_kpi_row(row, found[row.kpi_id], places) for row in definitions if row.kpi_id in found]
    return Grid(
        title="How each KPI stands",
        rows=pd.DataFrame(rows, columns=KPI_COLUMNS),
        note=f"{WORST_SHOWN} {EXPECTED_NOTE} It and the status are derived (by us). {note}",
    )


KPI_COLUMNS = (
    "kpi_name", "status", "result", "target_min", "target_max", "expected", "due", "last_reported", "owner", "where",
)  # fmt: skip


def _build_kpi_row(definition: Definition, one: Standing, places: Mapping[str, str]) -> dict[str, Any]:
    values = (
        definition.kpi_name,
        KPI_STATUSES[one.status].word,
        one.result,
        one.target_min,
        one.target_max,
        round(one.expected, 1),
        one.due,
        one.last_reported,
        definition.owner,
        _name_scope(one.scope_key, places),
    )
    return dict(zip(KPI_COLUMNS, values, strict=True))


def _name_scope(scope_key: str, places: Mapping[str, str]) -> str:
    """`Germany`, `Demo SME 07, USA mission`, or that it holds for all together or for each alike."""
    place, _, organisation = scope_key.partition("/")
    return ", ".join(part for part in (organisation, places.get(place)) if part) or ALIKE.get(place, place)


ALIKE = {EACH[scope]: said for scope, said in EACH_IN_WORDS.items()}
"""What targets hold for that are the same in several places."""


def tabulate_matters(queue: Sequence[Matter]) -> Grid:
    """What needs attention, ranked."""
    columns = ("rank", "why", "what", "reason", "owner")
    rows = [
        dict(zip(columns, (place, MATTER_KINDS[one.kind].word, one.title, one.reason, one.owner), strict=True))
        for place, one in enumerate(queue, start=1)
    ]
    return Grid(title="What needs attention", rows=pd.DataFrame(rows, columns=columns), note=RULE, first=FIRST_MATTERS)


def tabulate_changes(rows: pd.DataFrame, *, since: date) -> Grid:
    """What was recorded and taken back since a day, the newest first; rows as of `history.between`."""
    ours = rows[rows["kind"] != "document"]
    shown = pd.DataFrame(
        {
            "changed_at_local": ours["changed_at"].map(local_time.to_wall_clock),
            "who": ours["who"],
            "what": ours["what"].where(ours["action"] == "recorded", "Undone: " + ours["what"].astype(str)),
            "why": ours["why"],
        }
    )
    return Grid(
        title=f"What changed since {format_day(since)}",
        rows=shown.reset_index(drop=True),
        note=f"Times in {local_time.name_clock()}.",
        first=FIRST_CHANGES,
    )


def tabulate_late(statuses: Iterable[ActivityStatus]) -> Grid:
    """The activities that are late: past their end, or later than planned."""
    columns = ("activity_name", "state", "starts", "ends", "days_late", "reason")
    late = [one for one in statuses if one.state in MISSED or (one.delay_days or 0) > 0]
    rows = [dict(zip(columns, (*_build_status_row(one), _find_reason(one)), strict=True)) for one in late]
    return Grid(
        title="Activities that are late", rows=pd.DataFrame(rows, columns=columns), note=_cite_planned_dates(late)
    )


def _cite_planned_dates(late: Iterable[ActivityStatus]) -> str:
    """Where the dates are from that delays are counted from; empty where nothing is late."""
    dates = [one.baseline for one in late if one.baseline]
    if not dates:
        return ""
    places = cite_sources(make_frame(dates, Revision)).removeprefix("Source: ").removesuffix(".")
    return f"Planned dates: {places}; days late are derived (computed by us)."


def _build_status_row(one: ActivityStatus) -> tuple[Any, ...]:
    days = one.overdue_days if one.state in MISSED else one.delay_days
    return one.activity.activity_name, ACTIVITY_STATES[one.state].word, one.starts, one.ends, days


def _find_reason(one: ActivityStatus) -> str | None:
    return one.revised.reason if one.revised else None


def tabulate_ages(last_reports: Sequence[LastReport], *, today: date) -> Chart:
    """How long ago each partner last reported a result."""
    days = [float((today - one.last_reported).days) if one.last_reported else None for one in last_reports]
    return Chart(
        title="Days since each partner's last report",
        kind="bar",
        categories=[one.partner for one in last_reports],
        series=[Series(name="days", values=days)],
        unit="days",
        note="Counted from the day on which the report was recorded; no bar: nothing reported yet. Derived.",
    )


def chart_over_time(by_day: Mapping[date, Sequence[Standing]]) -> Chart:
    """How many KPIs were well, not well, not reported and not due at each of the days, as known then."""
    counted = [Counter(KPI_GROUPS[one.status] for one in group_by_kpi(found).values()) for found in by_day.values()]
    return Chart(
        title="KPIs by status over time",
        kind="line",
        categories=[f"{day:%Y-%m-%d}" for day in by_day],
        series=[
            Series(name=group, values=[float(one[group]) for one in counted])
            for group in dict.fromkeys(KPI_GROUPS.values())
        ],
        unit="KPIs",
        note="At the ends of quarters, as known then; the last is today. Derived (computed by us).",
    )


def tabulate_decisions(rows: Sequence[Decision], *, title: str, today: date) -> Grid:
    """Decisions with owner, due date, how they stand, and what they are about."""
    columns = ("decision", "owner", "due", "state", "about")
    return Grid(
        title=title,
        rows=pd.DataFrame(
            [
                dict(
                    zip(columns, (row.text, row.partner, row.due, _state(row, today), _name_subjects(row)), strict=True)
                )
                for row in rows
            ],
            columns=columns,
        ),
        note=f"Basis: {', '.join(sorted({row.basis for row in rows}))}." if rows else "",
    )


def _state(row: Decision, today: date) -> str:
    return DECISION_STATES[row.state_on(today)].word


def _name_subjects(row: Decision) -> str:
    named = (row.kpi_name, row.activity_name, row.country_name)
    return ", ".join(name for name in named if name)
