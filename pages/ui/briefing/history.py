"""How the KPIs stood at the ends of the last quarters, as it was known then."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dia_data import local_time
from dia_data.documents.periods import find_quarter, find_quarter_end_before, list_last_quarter_ends
from dia_data.kpis import Standing, Status, find_leading
from dia_data.queries import kpis
from dia_data.wording.days import format_day
from pages.ui.data import ask, ask_undated
from pages.ui.indicators.kpi_rows import TO_ACT_ON, Kpi

QUARTERS = 8
"""So many columns fit beside the bar of today."""


@dataclass(frozen=True, kw_only=True)
class Quarter:
    """How many KPIs had which status at the end of a quarter."""

    label: str
    ends: date
    counts: Mapping[str, int]

    @property
    def is_reported(self) -> bool:
        """Whether anything was reported by then."""
        return any(status != Status.NOT_REPORTED for status in self.counts)

    @property
    def acting(self) -> int:
        """How many needed action."""
        return sum(self.counts.get(status, 0) for status in TO_ACT_ON)


def build_history(*, today: date) -> tuple[Quarter, ...]:
    """The last quarters that have ended by `today` and had results then, the oldest first."""
    found = (_build_quarter(ends, today=today) for ends in list_last_quarter_ends(today, most=QUARTERS))
    return tuple(quarter for quarter in found if quarter.is_reported)


def build_quarter_before(*, today: date) -> Quarter | None:
    """The last quarter that ended before `today`; None where nothing was reported by then."""
    quarter = _build_quarter(find_quarter_end_before(today), today=today)
    return quarter if quarter.is_reported else None


def _build_quarter(ends: date, *, today: date) -> Quarter:
    # What was known then is asked of the record again only after a change that reaches so far back; how things stand
    # today is known already.
    standings = (
        ask(kpis.standings, today=today)
        if ends == today
        else ask_undated(kpis.standings, today=ends, as_of=local_time.find_end_of_day(ends))
    )
    return Quarter(label=find_quarter(ends).label, ends=ends, counts=count_leading(standings))


def count_leading(standings: Iterable[Standing]) -> Counter[str]:
    """How many KPIs stand how, each by its leading standing."""
    of_kpi: dict[str, list[Standing]] = {}
    for one in standings:
        of_kpi.setdefault(one.kpi_id, []).append(one)
    return Counter(str(find_leading(scopes).status) for scopes in of_kpi.values())


def compare(rows: Sequence[Kpi], before: Quarter | None) -> str:
    """Whether more KPIs need action than then: `, 2 more since 30 Sep 2021`; empty where that is not known.

    It says nothing either where other KPIs were counted then: figures of different bases do not compare.
    """
    if before is None or sum(before.counts.values()) != len(rows):
        return ""
    more = sum(row.lead.status in TO_ACT_ON for row in rows) - before.acting
    than = f"{abs(more)} {'more' if more > 0 else 'fewer'} since" if more else "as many as on"
    return f", {than} {format_day(before.ends)}"
