"""KPIs as rows: which are shown, what changed, and each as a line of the list. Pure: rows in, rows out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import Any

import pandas as pd
import pyarrow as pa

from dia_data.forecasts import Kind, Series
from dia_data.kpis import RULES, Definition, Standing, Status, find_leading
from dia_data.wording.days import format_day, format_period
from dia_data.wording.figures import format_count
from dia_data.wording.scopes import COMMON, CONSORTIUM, SCOPES, SCOPES_TOGETHER, name_scope
from pages.ui.indicators import kpi_bullet, kpi_status, kpi_text

TO_ACT_ON = (Status.OFF_TRACK, Status.ABOVE_RANGE, Status.AT_RISK, Status.STALE)
"""Statuses that ask somebody to do something; who has not reported is told apart."""

LEAST_POINTS = 2
"""Of a trend line."""

NOTHING_MISSED: Mapping[Kind, str] = {}


@dataclass(frozen=True, kw_only=True)
class Kpi:
    """One KPI with its standing in each scope that is shown; the worst leads."""

    definition: Definition
    standings: tuple[Standing, ...]
    lead: Standing
    trends: Mapping[str, Sequence[float]]
    """From scopes to what was reached there, report by report."""
    result_basis: str | None = None
    """How its results came to be: `entered`, `derived, entered`; None: there is none."""

    @property
    def trend(self) -> list[float]:
        """The course of the leading scope; empty where there is none."""
        return list(self.trends.get(self.lead.scope_key, ()))

    @property
    def kpi_id(self) -> str:
        """Its id."""
        return self.definition.kpi_id

    @property
    def name(self) -> str:
        """Its name as printed: what members call it, and what stands in the address."""
        return self.definition.kpi_name

    @property
    def title(self) -> str:
        """Its number in D3.1 and its name."""
        return f"{self.definition.position} {self.name}"

    @property
    def unit(self) -> str:
        """What is counted."""
        return self.definition.unit

    @property
    def owner(self) -> str:
        """The partner that looks after it."""
        return self.definition.owner or kpi_text.NONE


def build_rows(
    definitions: Iterable[Definition],
    standings: Iterable[Standing],
    series: Iterable[Series],
    result_bases: Mapping[str, str],
) -> list[Kpi]:
    """Each KPI that can be judged in at least one scope, in the order of `definitions`."""
    trends: dict[str, dict[str, Sequence[float]]] = {}
    for one in series:
        trends.setdefault(one.kpi_id, {})[one.scope_key] = trace_course(one)
    of_kpi: dict[str, list[Standing]] = {}
    for standing in standings:
        of_kpi.setdefault(standing.kpi_id, []).append(standing)
    return [
        Kpi(
            definition=definition,
            standings=tuple(of_kpi[kpi_id]),
            lead=find_leading(of_kpi[kpi_id]),
            trends=trends.get(kpi_id, {}),
            result_basis=result_bases.get(kpi_id),
        )
        for definition in definitions
        if (kpi_id := definition.kpi_id) in of_kpi
    ]


def trace_course(series: Series) -> list[float]:
    """What a series came to, report by report; empty where that makes no line."""
    values = [value for _, value in series.points]
    reached = list(accumulate(values)) if series.adds_up else values
    return reached if len(reached) >= LEAST_POINTS else []


def filter_scopes(rows: Iterable[Kpi], countries: Collection[str], missions: Mapping[str, str]) -> list[Kpi]:
    """The rows with their scopes in these countries alone (none: all); `missions` lead to their countries.

    A KPI of the whole consortium has no scope in any country.
    """
    if not countries:
        return list(rows)
    found = []
    for row in rows:
        standings = tuple(one for one in row.standings if find_country(one.scope_key, missions) in countries)
        if standings:
            found.append(replace(row, standings=standings, lead=find_leading(standings)))
    return found


def find_country(scope_key: str, missions: Mapping[str, str]) -> str | None:
    """The country that a scope is about; None for the consortium."""
    place = scope_key.partition("/")[0]
    return None if place == CONSORTIUM else missions.get(place, place)


def filter_rows(
    rows: Iterable[Kpi], *, statuses: Collection[str] = (), scopes: Collection[str] = (), ids: Collection[str] | None
) -> list[Kpi]:
    """The rows with one of these leading statuses and one of these scopes (none: all), and among `ids` (None: all)."""
    return [
        row
        for row in rows
        if (not statuses or row.lead.status in statuses)
        and (not scopes or row.definition.scope in scopes)
        and (ids is None or row.kpi_id in ids)
    ]


def write_headline(rows: Sequence[Kpi]) -> str:
    """The finding in one sentence: how many need action."""
    reported = [row for row in rows if row.lead.result is not None]
    if not reported:
        return f"None of {len(rows)} KPIs is reported yet" if len(rows) != 1 else "The KPI is not reported yet"
    acting = sum(row.lead.status in TO_ACT_ON for row in rows)
    if not acting:
        return f"None of {len(rows)} KPIs needs action"
    return f"{acting} of {len(rows)} KPIs need action" if acting > 1 else f"1 of {len(rows)} KPIs needs action"


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A KPI whose leading status is another one than before."""

    kpi_id: str
    before: str
    now: str


def find_moves(before: Iterable[Standing], rows: Iterable[Kpi]) -> list[Moved]:
    """The KPIs whose leading status differs from the one in the standings of `before`."""
    earlier: dict[str, list[Standing]] = {}
    for one in before:
        earlier.setdefault(one.kpi_id, []).append(one)
    compared = [(row, _select_same_scopes(earlier.get(row.kpi_id, ()), row)) for row in rows]
    return [
        Moved(kpi_id=row.kpi_id, before=status, now=row.lead.status)
        for row, standings in compared
        if standings and (status := find_leading(standings).status) != row.lead.status
    ]


def _select_same_scopes(standings: Iterable[Standing], row: Kpi) -> list[Standing]:
    """Those of the scopes that the row shows: with filters it shows some; a common one stands for all of its kind."""
    shown = {one.scope_key for one in row.standings}
    return [one for one in standings if one.scope_key in shown or one.scope_key in COMMON]


@dataclass(frozen=True, kw_only=True)
class Change:
    """What the last reports changed: when they came, how many KPIs have another result, and which statuses moved."""

    since: date
    renewed: int
    moves: tuple[Moved, ...]
    of: str = ""
    """Of which KPIs that is said, where it is not of all."""

    @property
    def sentence(self) -> str:
        """It in one line."""
        return f"Since the last reports, {format_day(self.since)}: {self.of}{self.counted}"

    @property
    def counted(self) -> str:
        """How much changed, without saying since when."""
        results = format_count(self.renewed, "KPI has a new result", "KPIs have new results")
        moves = "1 changed status" if len(self.moves) == 1 else f"{len(self.moves)} changed status"
        return f"{results}, {moves if self.moves else 'no status changed'}."


def find_change(before: Iterable[Standing], rows: Sequence[Kpi], *, since: date, of: str = "") -> Change:
    """What stands in `rows` and did not stand in the standings of `before`."""
    before = list(before)
    results = {(one.kpi_id, one.scope_key): one.result for one in before}
    renewed = sum(any(one.result != results.get((one.kpi_id, one.scope_key)) for one in row.standings) for row in rows)
    return Change(since=since, renewed=renewed, moves=tuple(find_moves(before, rows)), of=of)


def describe_scopes(row: Kpi, names: Mapping[str, str]) -> str:
    """Where the leading standing holds, and of how many scopes it is the worst: `Brazil, worst of 6`."""
    of_scope = row.definition.scope
    if row.lead.scope_key == CONSORTIUM or row.lead.scope_key in COMMON:
        return SCOPES[of_scope]
    here = name_scope(row.lead.scope_key, names)
    statuses = [one.status for one in row.standings]
    if len(statuses) == 1:
        return here
    if len(set(statuses)) == 1:
        return f"all {len(statuses)} {SCOPES_TOGETHER[of_scope]}"
    return f"{here}, worst of {len(statuses)}"


def build_lines(rows: Iterable[Kpi], names: Mapping[str, str], missed: Mapping[Kind, str] = NOTHING_MISSED) -> pa.Table:
    """The lines of the list, pictures included; `names` lead from countries and missions to what they are called.

    A forecast of a kind that is among the `missed` has a mark.

    They are as Arrow has them: that is what browsers get, and a table of pandas is made into it for each reader.
    """
    made = [
        {
            "kpi_name": row.title,
            "status": [kpi_status.LOOKS[row.lead.status].word],
            "against_target": draw_bullet(row.lead),
            "result": kpi_text.format_result(row.lead, row.unit),
            "trend": row.trend or None,
            "forecast": kpi_text.format_forecast(row.lead.forecast, missed),
            "where": describe_scopes(row, names),
            "reported": kpi_text.format_age(row.lead.days_since_report),
            "owner": row.owner,
        }
        for row in rows
    ]
    return pa.Table.from_pylist(made, schema=COLUMNS)


COLUMNS = pa.schema(
    {
        "kpi_name": pa.string(),
        "status": pa.list_(pa.string()),
        "against_target": pa.string(),
        "result": pa.string(),
        "trend": pa.list_(pa.float64()),
        "forecast": pa.string(),
        "where": pa.string(),
        "reported": pa.string(),
        "owner": pa.string(),
    }
)
"""The columns of the list."""


def draw_bullet(one: Standing) -> str:
    """The picture of a standing, for a table."""
    return kpi_bullet.build_data_uri(_build_bullet(one))


def draw_svg(one: Standing) -> str:
    """The same as SVG."""
    return kpi_bullet.draw_svg(_build_bullet(one))


def _build_bullet(one: Standing) -> kpi_bullet.Bullet:
    return kpi_bullet.Bullet(
        status=one.status,
        result=one.result,
        target_min=one.target_min,
        target_max=one.target_max,
        expected=one.expected,
    )


def flat_rows(
    rows: Iterable[Kpi], names: Mapping[str, str], missed: Mapping[Kind, str] = NOTHING_MISSED
) -> pd.DataFrame:
    """Each KPI in each scope with its figures as numbers, for the table and the CSV.

    `missed` leads from kinds of KPIs whose earlier forecasts did not hold to the sentence that says so.
    """
    lines = [_flatten_row(row, one, names, missed) for row in rows for one in row.standings]
    return pd.DataFrame(lines, columns=list(PLAIN))


PLAIN = (
    "kpi_id", "kpi_name", "scope", "status", "result", "unit", "target_min", "target_max", "expected",
    "expected_by", "quarters_due", "expected_basis", "due", "needed_per_month", "forecast_low", "forecast_median",
    "forecast_high", "probability",
    "forecast_note", "last_reported", "days_since_report", "owner", "source_id", "locator", "basis", "target_basis",
)  # fmt: skip


def _flatten_row(row: Kpi, one: Standing, names: Mapping[str, str], missed: Mapping[Kind, str]) -> dict[str, Any]:
    made = one.forecast
    return {
        "kpi_id": row.kpi_id,
        "kpi_name": row.name,
        "scope": name_scope_or_common(one.scope_key, row.definition.scope, names),
        "status": kpi_status.LOOKS[one.status].word,
        "result": one.result,
        "unit": row.unit,
        "target_min": one.target_min,
        "target_max": one.target_max,
        "expected": round(one.expected, 2),
        "expected_by": one.expected_by,
        "quarters_due": ", ".join(map(format_period, one.quarters_due)) or None,
        "expected_basis": one.expected_basis,
        "due": one.due,
        "needed_per_month": one.needed_per_month,
        "forecast_low": made and made.low,
        "forecast_median": made and made.median,
        "forecast_high": made and made.high,
        "probability": made and made.probability,
        "forecast_note": missed.get(made.kind) if made else one.forecast_reason,
        "last_reported": one.last_reported,
        "days_since_report": one.days_since_report,
        "owner": row.owner,
        "source_id": row.definition.source_id,
        "locator": row.definition.locator,
        # Of what is reported where there is a report; a target alone is what the source prints.
        "basis": row.definition.basis if one.result is None else row.result_basis,
        "target_basis": row.definition.basis,
    }


def list_rules() -> pd.DataFrame:
    """The rules that give a status, in the order in which they are tried."""
    first = (Status.NOT_REPORTED, "never reported")
    tried = [first, *((rule.status, rule.sentence) for rule in RULES)]
    return pd.DataFrame(
        [{"Status": kpi_status.badge_status(status), "When": sentence} for status, sentence in tried],
        columns=["Status", "When"],
    )


def name_scope_or_common(scope_key: str, of_scope: str, names: Mapping[str, str]) -> str:
    """A scope by its name; the key of a common target as what it holds for: `each SME in a mission`."""
    return SCOPES[of_scope] if scope_key in COMMON else name_scope(scope_key, names)
