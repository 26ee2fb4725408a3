"""When the partners report in the demonstration: a batch for each partner, quarter and group of KPIs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from random import Random
from typing import Any

from dia_data.demonstration.results import QUARTERS, Result, find_quarter, find_reporter, list_results
from dia_data.demonstration.scripted import get_column, read
from dia_data.demonstration.timeline import PARTNERS, Entry, Withdrawal, name_author
from dia_data.documents import periods
from dia_data.record.standing_reports import build_result_id

Row = Mapping[str, Any]

SOONEST, LATEST = 2, 20
"""Days after the end of a quarter within which reports usually come."""

YEAR_END = QUARTERS[-1]
YEAR_END_FROM, YEAR_END_DAYS = datetime.fromisoformat("2021-12-13"), 15
"""The last quarter is reported before it is over, for the review at the end of the year."""


TYPED_FOLLOWERS = 1080.0
TYPED_FOR = "2021-Q3"
"""The followers were once typed with a zero too many; that report was withdrawn and made again."""


def list_entries(chance: Random) -> list[Entry]:
    """The reports, their corrections, and the one that was withdrawn."""
    rows = list_results(chance)
    slips = {_find_first(rows, slip): slip for slip in read("wrong_reports")}
    found: list[Entry] = []
    for (partner_id, period), moment in _pick_moments(chance).items():
        of_report = [row for row in rows if (find_reporter(row), find_quarter(row["period"])) == (partner_id, period)]
        found += _list_reports(partner_id, period, moment, [_apply_slip(row, slips) for row in of_report])
        found += [_put_right(row, slips[_build_id(row)], moment) for row in of_report if _build_id(row) in slips]
        found += [_build_typing_error(row, moment) for row in of_report if _is_typing_error(row)]
    return found


def _pick_moments(chance: Random) -> dict[tuple[str, str], datetime]:
    """When each partner sits down to report a quarter."""
    moments = {}
    late = {(row["partner_id"], row["period"]): row["days"] for row in read("late_reports")}
    for period in QUARTERS:
        ends = datetime.combine(periods.parse_period(period).ends, datetime.min.time())
        for partner_id in PARTNERS:
            days = late.get((partner_id, period)) or chance.randint(SOONEST, LATEST - 1)
            day = ends + timedelta(days=days)
            if period == YEAR_END:
                day = YEAR_END_FROM + timedelta(days=chance.randint(0, YEAR_END_DAYS))
            moments[partner_id, period] = day + timedelta(hours=8, minutes=chance.randint(0, 400))
    return moments


def _list_reports(partner_id: str, period: str, moment: datetime, rows: Sequence[Result]) -> Iterator[Entry]:
    """One batch for each group of KPIs that a partner has something to say about."""
    for minutes, (group, listed) in enumerate(groupby(read("report_groups"), key=itemgetter("group_name"))):
        kpis = get_column(list(listed), "kpi_id")
        lines = [_add_id(result) for result in rows if result["kpi_id"] in kpis]
        if lines:
            at = moment + timedelta(minutes=11 * minutes)
            yield Entry(at=at, author=name_author(partner_id), facts={"kpi_results": lines}, note=f"{period}: {group}")


def _add_id(result: Result) -> Result:
    return {"result_id": _build_id(result), **result}


def _build_id(result: Result) -> str:
    return build_result_id(result["kpi_id"], result)


def _find_first(rows: Sequence[Result], slip: Row) -> str:
    """The report that a slip is in: the first of its KPI and period that is not zero."""
    return next(
        _build_id(row)
        for row in rows
        if (row["kpi_id"], row["period"]) == (slip["kpi_id"], slip["period"]) and row["value"]
    )


def _apply_slip(result: Result, slips: Mapping[str, Row]) -> Result:
    slip = slips.get(_build_id(result))
    return result | {"value": float(slip["reported"])} if slip else result


def _put_right(result: Result, slip: Row, moment: datetime) -> Entry:
    row = _add_id(result | {"comment": slip["why"]})
    at = moment + timedelta(days=slip["after_days"])
    return Entry(
        at=at, author=name_author(find_reporter(result)), facts={"kpi_results": [row]}, note=f"Corrected: {slip['why']}"
    )


def _is_typing_error(result: Result) -> bool:
    return (result["kpi_id"], result["period"]) == ("social_network_followers", TYPED_FOR)


def _build_typing_error(result: Result, moment: datetime) -> Entry:
    """The day before the right number is reported, a wrong one, taken back after two hours."""
    at = moment - timedelta(days=1)
    who = name_author(find_reporter(result))
    taken_back = Withdrawal(at=at + timedelta(hours=2), author=who, reason="Typing error: a zero too many.")
    row = _add_id(result | {"value": TYPED_FOLLOWERS})
    return Entry(at=at, author=who, facts={"kpi_results": [row]}, note="Followers", withdrawn=taken_back)
