"""In which order KPIs stand, and in which groups. Pure: rows in, rows out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from dia_data.wording.scopes import CONSORTIUM, SCOPES
from pages.ui.indicators import kpi_rows, kpi_status, kpi_text
from pages.ui.indicators.kpi_rows import Kpi
from pages.ui.markdown import escape_markdown


def order_rows(rows: Iterable[Kpi], order: str) -> list[Kpi]:
    """The rows in one of `ORDERS`; within it they stay as they were."""
    return sorted(rows, key=KEYS[order])


def _rank_severity(row: Kpi) -> int:
    return list(kpi_status.LOOKS).index(row.lead.status)


BY_MARKET = "By market"
KEYS: Mapping[str, Callable[[Kpi], Any]] = {
    "Worst first": _rank_severity,
    "As in D3.1": lambda row: row.definition.position,
    "By status": _rank_severity,
    "By scope": lambda row: list(SCOPES).index(row.definition.scope),
    "By owner": lambda row: (row.owner == kpi_text.NONE, row.owner),
    BY_MARKET: _rank_severity,
}
ORDERS = tuple(KEYS)
"""In which orders the rows can stand; those that begin with “By” make groups."""

HEADINGS: Mapping[str, Callable[[Kpi], str]] = {
    "By status": lambda row: kpi_status.badge_status(row.lead.status),
    "By scope": lambda row: SCOPES[row.definition.scope],
    "By owner": lambda row: "No owner named" if row.owner == kpi_text.NONE else f"Owner: {escape_markdown(row.owner)}",
}
"""What is written over a group, in markdown."""
WHOLE = SCOPES[CONSORTIUM]


@dataclass(frozen=True, kw_only=True)
class Group:
    """Rows that stand together, and what is written over them in markdown; nothing where there is one group."""

    heading: str
    rows: tuple[Kpi, ...]


def group_rows(
    rows: Iterable[Kpi], order: str, *, markets: Mapping[str, str], missions: Mapping[str, str]
) -> list[Group]:
    """The ordered rows in the groups of that order.

    By market a KPI stands in each market that it has a target for, with its scopes there.
    """
    if order == BY_MARKET:
        return _group_by_market(list(rows), markets, missions)
    heading = HEADINGS.get(order, lambda _: "")
    return [Group(heading=said_over, rows=tuple(those)) for said_over, those in groupby(rows, key=heading)]


def _group_by_market(rows: Sequence[Kpi], markets: Mapping[str, str], missions: Mapping[str, str]) -> list[Group]:
    """A group for each market and, last, the KPIs without a scope in any."""
    found = [
        Group(
            heading=escape_markdown(name),
            rows=tuple(sorted(kpi_rows.filter_scopes(rows, {code}, missions), key=_rank_severity)),
        )
        for code, name in markets.items()
    ]
    whole = [
        row
        for row in rows
        if all(kpi_rows.find_country(one.scope_key, missions) not in markets for one in row.standings)
    ]
    return [group for group in (*found, Group(heading=WHOLE, rows=tuple(whole))) if group.rows]
