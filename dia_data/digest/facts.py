"""What the digest of a partner tells, before it is put into words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dia_data.agenda import AgendaItem, Meeting, Since
from dia_data.attention import Matter
from dia_data.documents import periods
from dia_data.kpis import ORDER, Standing, Status, find_leading
from dia_data.queries.decisions import Decision
from dia_data.queries.evaluations import FollowUp
from dia_data.queries.sheets import NotDue, SheetRow
from dia_data.roadmap import ActivityStatus


@dataclass(frozen=True, kw_only=True)
class OpenKpi:
    """A KPI that a partner has still to report, with the markets or missions (none: the whole consortium)."""

    kpi_name: str
    places: tuple[str, ...]
    lines: int


@dataclass(frozen=True, kw_only=True)
class Quarter:
    """What is due from a partner for a quarter: so many lines, and the KPIs of those that are still open."""

    period: str
    ends: date
    due: int
    kpis: tuple[OpenKpi, ...]

    @property
    def still_open(self) -> int:
        """How many lines are still open."""
        return sum(one.lines for one in self.kpis)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """An activity that a partner has a part in, how it stands, and how we know of that part."""

    status: ActivityStatus
    how: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Move:
    """A KPI whose leading status is another one than at the start of the news."""

    kpi_id: str
    kpi_name: str
    owner: str | None
    before: Status
    now: Status

    @property
    def is_worse(self) -> bool:
        """Whether it stands worse than before."""
        return ORDER.index(self.now) < ORDER.index(self.before)


@dataclass(frozen=True, kw_only=True)
class Due:
    """What is due from a partner: reports, decisions, recommendations, activities, and KPIs it owns that need action.

    `quarters` are the last one that has ended and the one that runs, as far as the programme has them.
    """

    quarters: tuple[Quarter, ...] = ()
    decisions: tuple[Decision, ...] = ()
    recommendations: tuple[FollowUp, ...] = ()
    activities: tuple[Taken, ...] = ()
    kpis: tuple[Matter, ...] = ()

    @property
    def first_quarter(self) -> Quarter | None:
        """The first quarter with lines that are still open."""
        return next((one for one in self.quarters if one.still_open), None)


@dataclass(frozen=True, kw_only=True)
class News:
    """What changed for all partners: which statuses moved, and what was recorded or undone, the newest first."""

    since: Since
    moves: tuple[Move, ...]
    recorded: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class NextMeeting:
    """The meeting that comes next and its agenda; None and empty: none is planned, or it has no agenda yet.

    `first` is what needs attention first, ranked, for a meeting without an agenda.
    """

    meeting: Meeting | None
    items: tuple[AgendaItem, ...]
    first: tuple[Matter, ...]


@dataclass(frozen=True, kw_only=True)
class Digest:
    """All that the page of a partner tells on a day; `owned` are the KPIs that the partner owns.

    `ended` is the last day of a programme that is over, `starts` the first day of one that has not begun.
    """

    partner_id: str
    partner: str
    day: date
    due: Due
    news: News
    meeting: NextMeeting
    owned: frozenset[str] = frozenset()
    starts: date | None = None
    ended: date | None = None
    is_demonstration: bool = False


def choose_quarters(starts: date, ends: date, *, today: date) -> list[str]:
    """The last quarter of the programme that has ended, and the one that runs: the first is what is due."""
    begun = periods.list_quarters(starts, ends, today=today)
    over = [label for label in begun if periods.parse_period(label).ends < today]
    running = [label for label in begun if label not in over]
    return [*over[:1], *running[:1]]


def count_quarter(rows: Iterable[SheetRow], period: str) -> Quarter:
    """How many lines of a partner's sheet are due, and which KPIs are still open."""
    due = [row for row in rows if row.why_not_due in (None, NotDue.REPORTED)]
    still_open: dict[str, list[SheetRow]] = {}
    for row in due:
        if row.why_not_due is None:
            still_open.setdefault(row.kpi_id, []).append(row)
    return Quarter(
        period=period,
        ends=periods.parse_period(period).ends,
        due=len(due),
        kpis=tuple(
            OpenKpi(
                kpi_name=of_kpi[0].kpi_name,
                places=tuple(row.place for row in of_kpi if row.place),
                lines=len(of_kpi),
            )
            for of_kpi in still_open.values()
        ),
    )


def find_moves(
    before: Iterable[Standing], now: Iterable[Standing], kpis: Iterable[tuple[str, str, str | None]]
) -> list[Move]:
    """The KPIs whose leading status differs from the one before, those that got worse first.

    `kpis` are ids, names and owners in the order of D3.1. One that had no standing before did not move.
    """
    earlier, later = _find_statuses(before), _find_statuses(now)
    moves = [
        Move(kpi_id=kpi_id, kpi_name=name, owner=owner, before=earlier[kpi_id], now=later[kpi_id])
        for kpi_id, name, owner in kpis
        if kpi_id in earlier and kpi_id in later and earlier[kpi_id] is not later[kpi_id]
    ]
    return sorted(moves, key=lambda one: not one.is_worse)


def _find_statuses(standings: Iterable[Standing]) -> dict[str, Status]:
    of_kpi: dict[str, list[Standing]] = {}
    for one in standings:
        of_kpi.setdefault(one.kpi_id, []).append(one)
    return {kpi_id: find_leading(scopes).status for kpi_id, scopes in of_kpi.items()}


def find_next(meetings: Sequence[Meeting], *, today: date) -> Meeting | None:
    """The planned meeting that comes first from today on."""
    planned = [one for one in meetings if one.state == "planned" and one.held_on >= today]
    return min(planned, key=lambda one: (one.held_on, one.meeting_name), default=None)
