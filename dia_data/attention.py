"""What needs the consortium: everything behind, late, stale, contradictory or disputed, in one ranked queue."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from dia_data.evaluations import Spread
from dia_data.kpis import STALE_AFTER_DAYS, Standing, Status, leading
from dia_data.roadmap import Course, State
from dia_data.swot import Verdict, tripped

DISAGREEMENT_FROM = 0.5
"""On the scale of `evaluations.dissent`: about one half saying 2 and the other 5."""

RULE = (
    "First what is off: KPIs off track or above their range, decisions and activities overdue. "
    "Then what may become so: KPIs at risk, activities that slipped. "
    "Then what is not known: KPIs and partners without a report for more than "
    f"{STALE_AFTER_DAYS} days, and reports that contradict each other. "
    f"Then disagreement in the self-evaluation (from {DISAGREEMENT_FROM} on a scale of 0 to 1), and at the end rules "
    "on the markets that are tripped. Within a group the largest comes first: the share missing of what is expected, "
    "the days late, the days without a report, the disagreement, the markets."
)
"""The ranking in words, as the code does it."""

Row = Mapping[Any, Any]


class Kind(StrEnum):
    """Why something needs attention, in the order of the ranking."""

    OFF = "off track"
    OVERDUE = "overdue"
    AT_RISK = "at risk"
    SLIPPED = "slipped"
    STALE = "stale"
    CONTRADICTORY = "contradictory"
    DISPUTED = "disputed"
    TRIPPED = "rule tripped"


GROUPS: Mapping[Kind, int] = {
    Kind.OFF: 0,
    Kind.OVERDUE: 0,
    Kind.AT_RISK: 1,
    Kind.SLIPPED: 1,
    Kind.STALE: 2,
    Kind.CONTRADICTORY: 2,
    Kind.DISPUTED: 3,
    Kind.TRIPPED: 4,
}
"""Which kinds are ranked together."""

DAYS_THAT_WEIGH_ALL = 365
"""Days late count as a share of a year, so that they can stand beside the share that is missing of a result."""


@dataclass(frozen=True, kw_only=True)
class Matter:
    """One thing that needs attention.

    `subject_kind` is kpi, activity, decision, partner or rule and `subject` its id; `page` and `address` open the view
    that shows it; `owner` is NULL where nobody is named; `weight` ranks within a group, 0 to 1.
    """

    kind: Kind
    subject_kind: str
    subject: str
    title: str
    reason: str
    owner: str | None = None
    page: str
    address: Mapping[str, str] = field(default_factory=dict)
    weight: float


def ranked(matters: Iterable[Matter]) -> list[Matter]:
    """The matters as `RULE` says."""
    return sorted(matters, key=lambda one: (GROUPS[one.kind], -one.weight, one.title))


def of_kpis(standings: Sequence[Standing], definitions: Mapping[str, Row]) -> list[Matter]:
    """KPIs off track, above range, at risk or stale; of several scopes the worst speaks, and says how many more."""
    by_kpi: dict[str, list[Standing]] = {}
    for one in standings:
        by_kpi.setdefault(one.kpi_id, []).append(one)
    found = []
    for kpi_id, scopes in by_kpi.items():
        worst = leading(scopes)
        if worst.status in KPI_KINDS:
            found.append(_of_kpi(worst, scopes, definitions[kpi_id]))
    return found


KPI_KINDS: Mapping[Status, Kind] = {
    Status.OFF_TRACK: Kind.OFF,
    Status.ABOVE_RANGE: Kind.OFF,
    Status.AT_RISK: Kind.AT_RISK,
    Status.STALE: Kind.STALE,
}


def _of_kpi(worst: Standing, scopes: Sequence[Standing], definition: Row) -> Matter:
    alike = sum(one.status is worst.status for one in scopes)
    more = f"; {alike} of {len(scopes)} scopes alike" if alike > 1 else ""
    return Matter(
        kind=KPI_KINDS[worst.status],
        subject_kind="kpi",
        subject=worst.kpi_id,
        title=definition["kpi_name"],
        reason=f"{_kpi_reason(worst)}{more}",
        owner=definition["owner"],
        page="kpis",
        address={"kpi": definition["kpi_name"]},
        weight=_days(worst.days_since_report or 0) if worst.status is Status.STALE else _missing(worst),
    )


def _kpi_reason(one: Standing) -> str:
    if one.status is Status.STALE:
        return f"last report {one.days_since_report} days ago"
    if one.status is Status.ABOVE_RANGE:
        return f"{one.result:g} reported, at most {one.target_max:g} wanted"
    return f"{one.result:g} reported, {one.expected:.3g} expected by today, target {one.target_min:g}"


def _missing(one: Standing) -> float:
    """The share missing of what is expected; above a range, the share that is too much."""
    result = one.result or 0.0
    if one.status is Status.ABOVE_RANGE and one.target_max:
        return min(1.0, (result - one.target_max) / one.target_max)
    return max(0.0, 1 - result / one.expected) if one.expected else 0.0


def of_activities(courses: Iterable[Course]) -> list[Matter]:
    """Activities that are overdue, and open ones that slipped."""
    found = []
    for course in courses:
        if course.state is State.OVERDUE:
            found.append(_of_activity(course, Kind.OVERDUE, course.overdue_days, "days past its end"))
        elif course.state in (State.RUNNING, State.UPCOMING) and (course.delay_days or 0) > 0:
            found.append(_of_activity(course, Kind.SLIPPED, course.delay_days or 0, "days later than planned"))
    return found


def _of_activity(course: Course, kind: Kind, days: int, words: str) -> Matter:
    told = course.revised["reason"] if course.revised and course.revised["reason"] else ""
    return Matter(
        kind=kind,
        subject_kind="activity",
        subject=course.activity_id,
        title=course.activity["activity_name"],
        reason=f"{days} {words}" + (f": {told}" if told else ""),
        page="roadmap",
        address={"focus": course.activity["activity_name"]},
        weight=_days(days),
    )


def of_partners(last_reports: Iterable[Row], *, today: date) -> list[Matter]:
    """Partners whose last report is too long ago; rows have `partner_id, partner, last_report` (NULL: none yet)."""
    return [
        Matter(
            kind=Kind.STALE,
            subject_kind="partner",
            subject=row["partner_id"],
            title=f"Reports of {row['partner']}",
            reason=f"last report {days} days ago",
            owner=row["partner"],
            page="kpis",
            address={"partner": row["partner"]},
            weight=_days(days),
        )
        for row in last_reports
        if row["last_report"] and (days := (today - row["last_report"]).days) > STALE_AFTER_DAYS
    ]


def of_contradictions(rows: Iterable[Row]) -> list[Matter]:
    """Levels reported for the consortium that are not the sum of what partners report for the same period."""
    return [
        Matter(
            kind=Kind.CONTRADICTORY,
            subject_kind="kpi",
            subject=row["kpi_id"],
            title=row["kpi_name"],
            reason=f"{row['period']}: {row['whole']:g} for the consortium, {row['of_partners']:g} by partners together",
            owner=row["owner"],
            page="kpis",
            address={"kpi": row["kpi_name"]},
            weight=min(1.0, abs(row["whole"] - row["of_partners"]) / max(abs(row["whole"]), 1.0)),
        )
        for row in rows
    ]


def of_spreads(spreads: Iterable[Spread], names: Mapping[str, str], *, round_name: str) -> list[Matter]:
    """Activities that partners judge very differently, each by the criterion they disagree about most."""
    found: dict[str, Matter] = {}
    for spread in spreads:  # the biggest disagreement comes first
        if spread.disagreement is None or spread.disagreement < DISAGREEMENT_FROM or spread.activity_id in found:
            continue
        low, high = spread.values[0], spread.values[-1]
        found[spread.activity_id] = Matter(
            kind=Kind.DISPUTED,
            subject_kind="activity",
            subject=spread.activity_id,
            title=names[spread.activity_id],
            reason=f"{spread.criterion} judged from {low} to {high} by {len(spread.values)} partners",
            page="evaluation",
            address={"round": round_name, "criterion": spread.criterion},
            weight=spread.disagreement,
        )
    return list(found.values())


def of_rules(verdicts: Sequence[Verdict], *, markets: int) -> list[Matter]:
    """Rules on the data that some market trips."""
    return [
        Matter(
            kind=Kind.TRIPPED,
            subject_kind="rule",
            subject=name,
            title=name,
            reason=f"tripped by {', '.join(countries)}",
            page="swot",
            address={"show": "Rules"},
            weight=len(countries) / markets,
        )
        for name, countries in tripped(verdicts).items()
    ]


def of_decisions(rows: Iterable[Row], *, today: date) -> list[Matter]:
    """Decisions that are not carried out by their due date; rows have `decision_id, text, partner, due, is_done`."""
    return [
        Matter(
            kind=Kind.OVERDUE,
            subject_kind="decision",
            subject=row["decision_id"],
            title=row["text"],
            reason=f"decision due {row['due']:%d %B %Y}, {(today - row['due']).days} days ago",
            owner=row["partner"],
            page="meeting",
            address={"meeting_view": "Decisions"},
            weight=_days((today - row["due"]).days),
        )
        for row in rows
        if row["due"] and not row["is_done"] and row["due"] < today
    ]


def _days(days: int) -> float:
    return min(1.0, days / DAYS_THAT_WEIGH_ALL)
