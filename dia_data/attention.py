"""What needs the consortium: everything behind, late, stale, contradictory or disputed, in one ranked queue."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from dia_data.evaluations import Spread
from dia_data.kpis import STALE_AFTER_DAYS, Definition, Standing, Status, find_leading
from dia_data.roadmap import ActivityStatus, State
from dia_data.swot_rules import Verdict, find_tripped, list_tripping, select_with_figure
from dia_data.wording.days import format_day, format_period
from dia_data.wording.figures import format_count, format_with_unit
from dia_data.wording.lists import join_names

DISAGREEMENT_FROM = 0.5
"""On the scale of `evaluations.dissent`: about one half saying 2 and the other 5."""

RULE = (
    "First what is off: KPIs off track or above their range, decisions and activities overdue. "
    "Then what may become so: KPIs at risk, delayed activities. "
    "Then what is not known: KPIs and partners without a report for more than "
    f"{STALE_AFTER_DAYS} days, and figures that contradict each other. "
    f"Then disagreement in the self-evaluation (from {DISAGREEMENT_FROM} on a scale of 0 to 1), and at the end "
    "active market warnings. Within a group the largest share comes first: of what is expected, the part "
    "missing; of what a range allows, the part above; of a year, the days late or without a report; of a figure, how "
    "far the other is away; of the checks, those that are broken; the disagreement; of the target markets with a "
    "figure, those with the warning. Equal shares stand in the order of the alphabet. A KPI that was never reported "
    "is not listed."
)
"""The ranking in words, as the code does it."""


class Kind(StrEnum):
    """Why something needs attention, in the order of the ranking."""

    OFF = "off_track"
    ABOVE = "above_range"
    OVERDUE = "overdue"
    AT_RISK = "at_risk"
    SLIPPED = "slipped"
    STALE = "stale"
    CONTRADICTORY = "contradictory"
    DISPUTED = "disputed"
    TRIPPED = "tripped"


GROUPS: Mapping[Kind, int] = {
    Kind.OFF: 0,
    Kind.ABOVE: 0,
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
class LastReport:
    """The day on which a partner last recorded a report (None: none yet), and how many of its reports count."""

    partner_id: str
    partner: str
    last_reported: date | None
    reports: int


@dataclass(frozen=True, kw_only=True)
class Contradiction:
    """A level of a period for the consortium that is not the sum of what partners report for it."""

    kpi_id: str
    kpi_name: str
    owner: str | None
    period: str
    whole: float
    of_partners: float


@dataclass(frozen=True, kw_only=True)
class OpenDecision:
    """A decision that is not carried out; `partner` is None where nobody is named, `due` where no day is."""

    decision_id: str
    text: str
    partner: str | None
    due: date | None
    is_done: bool


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    """A sentence that should be true of the record, and how many rows break it."""

    name: str
    sentence: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class Matter:
    """One thing that needs attention.

    `subject_kind` is kpi, activity, decision, partner, rule or sources and `subject` its id; `page` and `address` open
    the view that shows it; `owner` is None where nobody is named; `weight` ranks within a group, 0 to 1. `figure` is
    what it rests on, where the reason also counts the days since.
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
    figure: str = ""

    @property
    def key(self) -> str:
        """What tells it from other matters, and stays while it lasts."""
        return f"{self.kind}|{self.subject_kind}|{self.subject}"

    @property
    def rests_on(self) -> str:
        """The figure behind it: where that is another, the matter is a new one."""
        return self.figure or self.reason


def rank_matters(matters: Iterable[Matter]) -> list[Matter]:
    """The matters as `RULE` says."""
    return sorted(matters, key=lambda one: (GROUPS[one.kind], -one.weight, one.title))


def find_kpis(
    standings: Sequence[Standing], definitions: Iterable[Definition], places: Mapping[str, str]
) -> list[Matter]:
    """KPIs off track, above range, at risk or stale; of several scopes the worst speaks, and says how many more.

    `definitions` have `kpi_id, kpi_name, owner` (NULL: nobody), `places` lead from countries and missions to what they
    are called.
    """
    of_kpi = {row.kpi_id: row for row in definitions}
    by_kpi: dict[str, list[Standing]] = {}
    for one in standings:
        by_kpi.setdefault(one.kpi_id, []).append(one)
    found = []
    for kpi_id, scopes in by_kpi.items():
        worst = find_leading(scopes)
        if worst.status in KPI_KINDS:
            found.append(_build_kpi_matter(worst, scopes, of_kpi[kpi_id], places))
    return found


KPI_KINDS: Mapping[Status, Kind] = {
    Status.OFF_TRACK: Kind.OFF,
    Status.ABOVE_RANGE: Kind.ABOVE,
    Status.AT_RISK: Kind.AT_RISK,
    Status.STALE: Kind.STALE,
}


def _build_kpi_matter(
    worst: Standing, scopes: Sequence[Standing], definition: Definition, places: Mapping[str, str]
) -> Matter:
    others = sum(one.status is worst.status for one in scopes) - 1
    more = f"; {others} more of {len(scopes)} likewise" if others else ""
    return Matter(
        kind=KPI_KINDS[worst.status],
        subject_kind="kpi",
        subject=worst.kpi_id,
        title=definition.kpi_name,
        reason=f"{_place(worst.scope_key, places)}{_explain_kpi(worst)}{more}",
        owner=definition.owner,
        page="kpis",
        address={"kpi": definition.kpi_name},
        weight=_weigh_days(worst.days_since_report or 0) if worst.status is Status.STALE else _measure_missing(worst),
        figure=f"{_place(worst.scope_key, places)}{worst.result}" if worst.status is Status.STALE else "",
    )


def _place(scope_key: str, places: Mapping[str, str]) -> str:
    """`Germany: `, or `Demo SME 07, Mission to USA: `; an empty text for the consortium."""
    place, _, organisation = scope_key.partition("/")
    named = [part for part in (organisation, places.get(place)) if part]
    return f"{', '.join(named)}: " if named else ""


def _explain_kpi(one: Standing) -> str:
    if one.status is Status.STALE:
        return f"last report {_format_days(one.days_since_report or 0)} ago"
    if one.status is Status.ABOVE_RANGE:
        return f"{_format_number(one.result)} reported, at most {_format_number(one.target_max)} wanted"
    return (
        f"{_format_number(one.result)} of {_format_number(one.expected)} expected by {format_day(one.expected_by)}, "
        f"target {_format_number(one.target_min)}{_name_quarters_due(one)}"
    )


def _name_quarters_due(one: Standing) -> str:
    """`; 2021 Q1 to be reported`; an empty text where no quarter is due."""
    if not one.quarters_due:
        return ""
    return f"; {join_names([format_period(label) for label in one.quarters_due])} to be reported"


def _measure_missing(one: Standing) -> float:
    """The share missing of what is expected; above a range, the share that is too much."""
    result = one.result or 0.0
    if one.status is Status.ABOVE_RANGE and one.target_max:
        return min(1.0, (result - one.target_max) / one.target_max)
    return max(0.0, 1 - result / one.expected) if one.expected else 0.0


def find_activities(statuses: Iterable[ActivityStatus]) -> list[Matter]:
    """Activities that are overdue, and open ones that slipped."""
    found = []
    for status in statuses:
        if status.state is State.OVERDUE:
            found.append(_build_activity_matter(status, Kind.OVERDUE, status.overdue_days, "past its end"))
        elif status.state in (State.RUNNING, State.UPCOMING) and (status.delay_days or 0) > 0:
            found.append(_build_activity_matter(status, Kind.SLIPPED, status.delay_days or 0, "later than planned"))
    return found


def _build_activity_matter(status: ActivityStatus, kind: Kind, days: int, words: str) -> Matter:
    lines = status.revised.reason if status.revised and status.revised.reason else ""
    return Matter(
        kind=kind,
        subject_kind="activity",
        subject=status.activity_id,
        title=status.activity.activity_name,
        reason=f"{_format_days(days)} {words}" + (f": {lines}" if lines else ""),
        page="roadmap",
        address={"focus": status.activity.activity_name},
        weight=_weigh_days(days),
        figure=f"ends {status.ends}",
    )


def find_partners(last_reports: Iterable[LastReport], *, today: date) -> list[Matter]:
    """Partners whose last report is too long ago."""
    return [
        Matter(
            kind=Kind.STALE,
            subject_kind="partner",
            subject=row.partner_id,
            title=f"Reports of {row.partner}",
            reason=f"last report {_format_days(days)} ago",
            owner=row.partner,
            page="kpis",
            address={"kpis_view": "By partner", "partner": row.partner},
            weight=_weigh_days(days),
            figure=f"reported last {row.last_reported}",
        )
        for row in last_reports
        if row.last_reported and (days := (today - row.last_reported).days) > STALE_AFTER_DAYS
    ]


def find_contradictions(rows: Iterable[Contradiction]) -> list[Matter]:
    """Levels reported for the consortium that are not the sum of what partners report for the same period."""
    return [
        Matter(
            kind=Kind.CONTRADICTORY,
            subject_kind="kpi",
            subject=row.kpi_id,
            title=row.kpi_name,
            reason=(
                f"{format_period(row.period)}: {_format_number(row.whole)} for the consortium, "
                f"{_format_number(row.of_partners)} by partners together"
            ),
            owner=row.owner,
            page="kpis",
            address={"kpi": row.kpi_name},
            weight=min(1.0, abs(row.whole - row.of_partners) / max(abs(row.whole), 1.0)),
        )
        for row in rows
    ]


def find_checks(checks: Sequence[CheckResult]) -> list[Matter]:
    """That the sources contradict themselves or each other, as one matter."""
    broken = [row.rows for row in checks if row.rows]
    if not broken:
        return []
    return [
        Matter(
            kind=Kind.CONTRADICTORY,
            subject_kind="sources",
            subject="sources",
            title="The sources",
            reason=write_contradictions(checks),
            page="sources",
            address={"list": "Contradictions"},
            weight=len(broken) / len(checks),
        )
    ]


def write_contradictions(checks: Sequence[CheckResult]) -> str:
    """How many contradictions there are in the sources, and by how many checks they are found."""
    broken = [row.rows for row in checks if row.rows]
    found = format_count(sum(broken), "contradiction")
    return f"{found}, found by {len(broken)} of {format_count(len(checks), 'check')}" if broken else found


def find_spreads(spreads: Iterable[Spread], names: Mapping[str, str], *, round_name: str) -> list[Matter]:
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
            reason=f"{spread.criterion} judged from {low} to {high} by {format_count(len(spread.values), 'partner')}",
            page="evaluation",
            address={"round": round_name, "criterion": spread.criterion.capitalize()},
            weight=spread.disagreement,
        )
    return list(found.values())


def find_rules(verdicts: Sequence[Verdict]) -> list[Matter]:
    """Rules on the data that some market trips, each of the markets that it has a figure of."""
    known = select_with_figure(verdicts)
    return [
        Matter(
            kind=Kind.TRIPPED,
            subject_kind="rule",
            subject=name,
            title=name,
            reason=f"{', '.join(countries)}: {len(countries)} of {format_count(markets, 'market')} with a figure",
            page="swot",
            address={"show": "Warnings"},
            weight=len(countries) / markets,
            figure=_name_figures([one for one in known if one.rule.rule_name == name]),
        )
        for name, countries in find_tripped(known).items()
        if (markets := len({one.country_code for one in known if one.rule.rule_name == name}))
    ]


def _name_figures(verdicts: Iterable[Verdict]) -> str:
    """The markets that a rule warns of, each with its latest figure and since which period it is so."""
    parts = []
    for verdict in verdicts:
        readings = list_tripping(verdict)
        if readings:
            periods = [one.period for one in readings if one.period not in (None, "not stated")]
            latest = format_with_unit(readings[-1])
            since = f" ({periods[-1]}{f', since {periods[0]}' if periods[0] != periods[-1] else ''})" if periods else ""
            parts.append(f"{verdict.country_name} {latest}{since}")
    return ", ".join(dict.fromkeys(parts))


def find_decisions(rows: Iterable[OpenDecision], *, today: date) -> list[Matter]:
    """Decisions that are not carried out by their due date."""
    return [
        Matter(
            kind=Kind.OVERDUE,
            subject_kind="decision",
            subject=row.decision_id,
            title=row.text,
            reason=f"decision due {format_day(row.due)}, {_format_days((today - row.due).days)} ago",
            owner=row.partner,
            page="meeting",
            address={"meeting_view": "Decisions"},
            weight=_weigh_days((today - row.due).days),
            figure=f"due {row.due}",
        )
        for row in rows
        if row.due and not row.is_done and row.due < today
    ]


def _format_days(days: int) -> str:
    return format_count(days, "day")


def _weigh_days(days: int) -> float:
    return min(1.0, days / DAYS_THAT_WEIGH_ALL)


def _format_number(value: float | None) -> str:
    return f"{round(value or 0.0, 1):,.10g}"
