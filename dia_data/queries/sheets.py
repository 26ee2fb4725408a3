"""A quarter of one partner on one sheet: each KPI in each of its markets and missions, and what is due of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dia_data.documents import periods
from dia_data.documents.periods import Period
from dia_data.kpis import AFTER_END, OF_MISSIONS, Definition, Standing, expect_by
from dia_data.names import normalise
from dia_data.queries import dues, kpis, readings
from dia_data.storage.store import Reader
from dia_data.wanted import Deadlines
from dia_data.wording.scopes import CONSORTIUM

COLUMNS: Mapping[str, str] = {"market": "country_code", "mission": "mission_id", "sme_mission": "mission_id"}
"""Scope to the column of a report that says where it holds."""


class NotDue(StrEnum):
    """Why nothing is due of a row."""

    REPORTED = "reported"
    """The partner has reported it, or answered that there is nothing to report."""
    TO_COME = "to_come"
    ENDED = "ended"
    AFTER_END = "after_end"
    WHOLE = "whole"
    """It is reported for the consortium as a whole."""


@dataclass(frozen=True, kw_only=True)
class SheetReport:
    """A report of a partner that counts."""

    result_id: str
    kpi_id: str
    period: str
    partner_id: str | None
    country_code: str | None
    mission_id: str | None
    organisation: str | None
    value: float | None
    batch_id: str


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """A KPI in one scope, for one partner and quarter.

    `place` names the market or mission (None: the whole consortium). `last` is what the partner reported last before
    the quarter, of `last_period`; `reported` what it reported for the quarter, or for months of it. `result` and
    `expected` are all partners' together: so far, and by the end of the quarter (None: not reported, no target of its
    own). `why_not_due` is None where the row is due; `not_due_day` is the day that this turns on, where there is one.
    """

    kpi_id: str
    kpi_name: str
    definition: str
    unit: str
    measure: str
    accumulate: str
    scope: str
    scope_key: str
    place: str | None
    last_period: str | None
    last: tuple[SheetReport, ...]
    reported: tuple[SheetReport, ...]
    has_nothing: bool
    answer_batch: str | None
    result: float | None
    target_min: float | None
    target_max: float | None
    expected: float | None
    why_not_due: NotDue | None
    not_due_day: date | None

    @property
    def counts_names(self) -> bool:
        """Whether a report of it names organisations."""
        return self.measure == "distinct" or self.scope == "sme_mission"

    @property
    def is_zero_when_nothing(self) -> bool:
        """Whether nothing to report is a result: 0 of what adds up. Of all else it says that there is no new figure."""
        return self.accumulate == "sum" and not self.counts_names


@dataclass(frozen=True, kw_only=True)
class _Facts:
    """What the rows of a sheet are made of."""

    quarter: Period
    reports: Mapping[tuple[str, str], Sequence[SheetReport]]
    answers: Mapping[tuple[str, str], str]
    wholes: frozenset[str]
    standings: Mapping[tuple[str, str], Standing]
    deadlines: Deadlines


def list_rows(
    reader: Reader, *, partner_id: str, period: str, today: date, as_of: datetime | None = None
) -> list[SheetRow]:
    """The rows of the sheet of a partner for a quarter, in the order of D3.1; also those that are not due."""
    facts = _read_facts(reader, partner_id, periods.parse_period(period), today, as_of)
    places = _list_places(reader, as_of)
    tracked = readings.list_tracked_markets(reader, as_of=as_of)
    names = {key: name for of_scope in places.values() for key, name in of_scope.items()}
    return [
        _build_row(kpi, scope_key, names.get(scope_key), facts)
        for kpi in kpis.definitions(reader, as_of=as_of)
        for scope_key in _select_keys(kpi, places, tracked)
    ]


def known_names(reader: Reader, *, as_of: datetime | None = None) -> list[str]:
    """The organisations that were ever named in a report that counts, each as it was spelled first."""
    rows = reader.rows(
        """
        select arg_min(trim(organisation), (revision, trim(organisation))) as name
        from kpi_results inner join batches_as_of($as_of) using (batch_id)
        where organisation_key <> '' group by organisation_key order by organisation_key
        """,
        as_of=as_of,
    )
    return [row["name"] for row in rows]


def _select_keys(
    kpi: Definition, places: Mapping[str, Mapping[str, str]], tracked: Mapping[str, Sequence[str]]
) -> Iterable[str]:
    if kpi.scope == "market":
        return tracked.get(kpi.kpi_id, places["market"])
    return places["mission"] if kpi.scope in COLUMNS else (CONSORTIUM,)


def _list_places(reader: Reader, as_of: datetime | None) -> dict[str, dict[str, str]]:
    """The names of markets and missions by the keys of their scopes."""
    countries = reader.rows(
        """
        select country_code as key, country_name as name, role
        from countries_as_of($as_of) left join (
            select country_code, role, position from markets_as_of($as_of)
        ) as markets using (country_code)
        order by markets.position, country_code
        """,
        as_of=as_of,
    )
    missions = reader.rows(
        """
        select activity_id as key, activity_name as name from activities_as_of($as_of)
        where mission = 'sme' order by position
        """,
        as_of=as_of,
    )
    return {
        "market": {row["key"]: row["name"] for row in countries if row["role"] not in (None, "reserve")},
        "any country": {row["key"]: row["name"] for row in countries},
        "mission": {row["key"]: row["name"] for row in missions},
    }


def _read_facts(reader: Reader, partner_id: str, quarter: Period, today: date, as_of: datetime | None) -> _Facts:
    reports = reader.rows(
        """
        select result_id, kpi_id, period, partner_id, country_code, mission_id, organisation, value, batch_id
        from kpi_results_as_of($as_of) where partner_id = $partner_id order by period, organisation_key
        """,
        into=SheetReport,
        partner_id=partner_id,
        as_of=as_of,
    )
    scopes = {kpi.kpi_id: kpi.scope for kpi in kpis.definitions(reader, as_of=as_of)}
    grouped: dict[tuple[str, str], list[SheetReport]] = defaultdict(list)
    for report in reports:
        grouped[report.kpi_id, _find_scope_key(report, scopes.get(report.kpi_id, ""))].append(report)
    # Of the SMEs on one mission any has the target that holds for each.
    standings = {
        (one.kpi_id, one.scope_key.partition("/")[0]): one for one in kpis.standings(reader, today=today, as_of=as_of)
    }
    return _Facts(
        quarter=quarter,
        reports=grouped,
        answers=_read_answers(reader, partner_id, quarter, as_of),
        wholes=_read_wholes(reader, as_of),
        standings=standings,
        deadlines=dues.read_deadlines(reader, as_of=as_of),
    )


def _find_scope_key(report: SheetReport, scope: str) -> str:
    key: str | None = getattr(report, COLUMNS[scope]) if scope in COLUMNS else CONSORTIUM
    return key or ""


def _read_answers(
    reader: Reader, partner_id: str, quarter: Period, as_of: datetime | None
) -> dict[tuple[str, str], str]:
    """The KPIs and scopes of which the partner answered that there is nothing to report, each with the batch."""
    rows = reader.rows(
        """
        select kpi_id, scope_key, batch_id from kpi_answers_as_of($as_of)
        where partner_id = $partner_id and period = $period
        """,
        partner_id=partner_id,
        period=quarter.label,
        as_of=as_of,
    )
    return {(row["kpi_id"], row["scope_key"]): row["batch_id"] for row in rows}


def _read_wholes(reader: Reader, as_of: datetime | None) -> frozenset[str]:
    """The KPIs whose standing number is reported for the consortium as a whole."""
    rows = reader.rows(
        """
        select distinct kpi_id from kpi_sums_as_of($as_of)
        inner join (select kpi_id, measure from kpis_as_of($as_of)) using (kpi_id)
        where measure = 'stock' and partner_id is null
        """,
        as_of=as_of,
    )
    return frozenset(row["kpi_id"] for row in rows)


def _build_row(kpi: Definition, scope_key: str, place: str | None, facts: _Facts) -> SheetRow:
    key = (kpi.kpi_id, scope_key)
    of_quarter = periods.list_overlapping(facts.quarter)
    reports = facts.reports.get(key, ())
    reported = tuple(one for one in reports if one.period in of_quarter)
    last_period, last = _find_last(reports, facts.quarter)
    standing = facts.standings.get(key)
    answer = None if reported else facts.answers.get(key)
    why, day = _explain_not_due(kpi, scope_key, standing, facts)
    return SheetRow(
        kpi_id=kpi.kpi_id,
        kpi_name=kpi.kpi_name,
        definition=kpi.definition,
        unit=kpi.unit,
        measure=kpi.measure,
        accumulate=kpi.accumulate,
        scope=kpi.scope,
        scope_key=scope_key,
        place=place,
        last_period=last_period,
        last=last,
        reported=reported,
        has_nothing=answer is not None,
        answer_batch=answer,
        result=standing.result if standing and kpi.scope != "sme_mission" else None,
        target_min=standing.target_min if standing else None,
        target_max=standing.target_max if standing else None,
        expected=_find_expected(kpi, standing, facts.quarter),
        why_not_due=NotDue.REPORTED if reported or answer else why,
        not_due_day=None if reported or answer else day,
    )


def _find_last(reports: Sequence[SheetReport], quarter: Period) -> tuple[str | None, tuple[SheetReport, ...]]:
    """The last period before the quarter of which there are reports, and these."""
    ends = {one.period: periods.parse_period(one.period).ends for one in reports}
    before = [period for period, day in ends.items() if day < quarter.starts]
    if not before:
        return None, ()
    last = max(before, key=ends.__getitem__)
    return last, tuple(one for one in reports if one.period == last)


def _find_expected(kpi: Definition, standing: Standing | None, quarter: Period) -> float | None:
    """What all partners together are expected to have reached by the end of the quarter.

    Of the SMEs on a mission each has its own.
    """
    if standing is None or kpi.scope == "sme_mission" or standing.is_to_come:
        return None
    return expect_by(quarter.ends, standing.expectation)


def _explain_not_due(
    kpi: Definition, scope_key: str, standing: Standing | None, facts: _Facts
) -> tuple[NotDue | None, date | None]:
    quarter = facts.quarter
    if kpi.kpi_id in facts.wholes:
        return NotDue.WHOLE, None
    place = (kpi.kpi_id, normalise(scope_key))
    closing, settled = facts.deadlines.ends.get(place), facts.deadlines.settled.get(kpi.kpi_id)
    if closing and closing.ended < quarter.starts:
        return NotDue.ENDED, closing.ended
    due = standing.due if standing else facts.deadlines.dues.get(place)
    is_to_come = standing.is_to_come if standing else kpi.scope in OF_MISSIONS
    if due and quarter.ends < due and kpi.measured == AFTER_END:
        return NotDue.AFTER_END, due
    if due and quarter.ends < due and is_to_come:
        return NotDue.TO_COME, due
    if settled and settled.ended < quarter.starts:
        return NotDue.ENDED, settled.ended
    return None, None
