"""How each KPI stood day by day, as it was known on the day, and what made it so: the record replayed."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import cached_property, partial
from operator import itemgetter
from string import Template
from typing import Any

from dia_data import kpi_points, local_time
from dia_data.documents.periods import parse_period
from dia_data.forecasts import Series
from dia_data.kpis import Judgement, Kpi
from dia_data.names import normalise
from dia_data.queries import dues, kpis, readings
from dia_data.status_history import Change, Spell, Subject, find_spells
from dia_data.storage.store import Reader
from dia_data.storage.tables import FACT_TABLES
from dia_data.wanted import (
    Ending,
    Milestone,
    TargetFrom,
    Wanted,
    build_deadlines,
    build_plans,
    date_statements,
    group_by_scope,
    place_dues,
)
from dia_data.wording.scopes import CONSORTIUM, EACH

EVER = datetime(1, 1, 1)  # noqa: DTZ001  the record writes UTC without an offset
"""When a document without a date of publication became known."""

FIRST_DAY, LONG_AGO = date.min, date(1900, 1, 1)

Row = Mapping[str, Any]

_MOMENTS = """
    moments as (
        select
            batch_id, revision, recorded_by, kind = 'document' as is_document,
            case
                when kind <> 'document' then recorded_at when published is not null then published
            end as known_from,
            withdrawn_at, withdrawn_by
        from batches left join sources using (source_id)
        where kind <> 'document' or withdrawn_at is null
    )
"""

# Names of tables come from our own declarations; a value is never put into a template.
_ROWS = Template(
    f"""
    with {_MOMENTS}
    select facts.* exclude (batch_id), revision, known_from, withdrawn_at, recorded_by, withdrawn_by, is_document
    from $table as facts inner join moments using (batch_id)
    """  # noqa: S608  our own text
)

_REPORTS = f"""
    with {_MOMENTS},
    partner_names as (select partner_id, any_value(short_name) as partner from partners group by partner_id)
    select distinct
        kpi_id, period, partner, country_code, mission_id, name, known_from, withdrawn_at, recorded_by, withdrawn_by,
        is_document
    from kpi_sums inner join moments using (revision) left join partner_names using (partner_id)
    order by known_from, partner, period
"""  # noqa: S608  our own text

_PARTICIPANTS = f"""
    with {_MOMENTS}
    select mission_id || '/' || name as scope_key, known_from, withdrawn_at
    from kpi_sums inner join moments using (revision)
    inner join (select kpi_id, counts, scope from kpis_as_of(null)) using (kpi_id)
    where name is not null and mission_id is not null and (counts = 'smes_per_mission' or scope = 'sme_mission')
"""  # noqa: S608  our own text

_MISSIONS = "select activity_id as key from activities_as_of($as_of) where mission = 'sme' order by position"

TABLES = {
    "kpi_targets": Subject.TARGET,
    "kpi_plans": Subject.PLAN,
    "activity_dates": Subject.DATES,
    "programme_dates": Subject.PROGRAMME,
    "kpi_reading_choices": Subject.READING,
    "markets": Subject.MARKETS,
}
"""What else than reports can alter a status, and what a change of it is called."""


@dataclass(frozen=True, kw_only=True)
class _Reported:
    """What `kpi_points.SERIES_OF_DAYS` finds."""

    today: date
    kpi_id: str
    scope_key: str
    days: tuple[date, ...]
    levels: tuple[float, ...]
    last_reported: date
    watched_until: date
    reported_until: date
    covered_until: date
    periods: int


def spells(
    reader: Reader, *, today: date, kpi_id: str | None = None, as_of: datetime | None = None
) -> dict[str, list[list[Spell]]]:
    """How each KPI (or the one) stood up to `today` in each of its scopes: of each scope its statuses, one by one.

    Of SMEs on missions and of markets also those scopes that are not tracked any more.
    """
    replay = _Replay(reader, today=today, as_of=as_of, kpi_id=kpi_id)
    rated = kpis.list_kpis(reader, as_of=as_of)
    return {kpi.kpi_id: list(replay.list_spells(kpi)) for kpi in rated if kpi_id in (None, kpi.kpi_id)}


class _History:
    """All rows that a table ever held, and which of them were known at the end of a day."""

    def __init__(self, name: str, rows: Sequence[Row]) -> None:
        self._whole, self.rows = FACT_TABLES[name].whole, rows
        self._known: dict[int, list[Row]] = {}
        self.days = sorted({day for row in rows for day in _list_days(row)})

    def find_state(self, day: date) -> int:
        """Which of the states of the table held at the end of a day: those of days between two changes are one."""
        return bisect_right(self.days, day)

    def select_known(self, day: date) -> list[Row]:
        """The rows known at the end of a day: of batches that state one thing, the latest's."""
        state = self.find_state(day)
        if state not in self._known:
            self._known[state] = self._select(day)
        return self._known[state]

    def _select(self, day: date) -> list[Row]:
        alive = [row for row in self.rows if _is_known(row, day)]
        newest: dict[tuple[Any, ...], tuple[datetime, int]] = {}
        for row in alive:
            thing = self._name(row)
            newest[thing] = max(newest.get(thing, (EVER, -1)), _rank(row))
        return [row for row in alive if newest[self._name(row)] == _rank(row)]

    def _name(self, row: Row) -> tuple[Any, ...]:
        return tuple(row[column] for column in self._whole)

    def list_changes(self, subject: Subject) -> Iterator[Change]:
        """What was recorded and withdrawn, row by row; documents are left out."""
        for row in self.rows:
            yield from _list_changes(row, subject)


def _list_days(row: Row) -> Iterator[date]:
    """The days on which a row became known and was withdrawn."""
    for moment in (row["known_from"], row["withdrawn_at"]):
        if moment is not None:
            yield local_time.find_day(moment)


def _is_known(row: Row, day: date) -> bool:
    end = local_time.find_end_of_day(day)
    return (row["known_from"] or EVER) <= end and not (row["withdrawn_at"] and row["withdrawn_at"] <= end)


def _rank(row: Row) -> tuple[datetime, int]:
    return row["known_from"] or EVER, row["revision"]


def _list_changes(row: Row, subject: Subject) -> Iterator[Change]:
    if row["is_document"]:
        return
    for moment, who, is_withdrawn in (
        (row["known_from"], row["recorded_by"], False),
        (row["withdrawn_at"], row["withdrawn_by"], True),
    ):
        if moment is not None:
            yield Change(
                day=local_time.find_day(moment),
                subject=subject,
                is_withdrawn=is_withdrawn,
                who=who,
                kpi_id=row.get("kpi_id"),
                partner=row.get("partner"),
                period=row.get("period"),
                organisation=row.get("name"),
                activity_id=row.get("activity_id"),
                place=row.get("country_code") or row.get("mission_id"),
                scope_key=row.get("scope_key"),
            )


class _Replay:
    """What was known of KPIs day by day, read once."""

    def __init__(self, reader: Reader, *, today: date, as_of: datetime | None, kpi_id: str | None) -> None:
        self._reader, self._today, self._as_of = reader, today, as_of
        self._tables = {name: _History(name, reader.rows(_ROWS.substitute(table=name))) for name in TABLES}
        self._reports = [row for row in reader.rows(_REPORTS) if kpi_id in {None, row["kpi_id"]}]
        self._named = reader.rows(_PARTICIPANTS)
        self._endings = dues.endings(reader, as_of=as_of)
        self._statements = dues.list_statements(reader, as_of=as_of)
        self._changes = [
            *(change for row in self._reports for change in _list_changes(row, Subject.REPORT)),
            *(change for name, subject in TABLES.items() for change in self._tables[name].list_changes(subject)),
        ]
        self._kept: dict[Any, Any] = {}
        self._reported_days, self._series = self._read_series(kpi_id)

    def list_spells(self, kpi: Kpi) -> Iterator[list[Spell]]:
        """The statuses of a KPI in each of its scopes; scopes that were never judged are left out."""
        places = {one.activity_id: one.country_code for one in self._endings if one.kpi_id == kpi.kpi_id}
        changes = [one for one in self._changes if _concerns(one, kpi, places)]
        targets = self._tables["kpi_targets"].rows
        known_days = self._list_known_days(kpi, changes)
        for scope_key in self._list_scopes(kpi):
            found = find_spells(
                partial(self._judge, kpi, scope_key),
                scope_key=self._participants.get(scope_key, scope_key),
                known_days=known_days,
                until=self._today,
                changes=_group_by_day(changes, kpi, scope_key, places),
                turns={row["valid_from"] for row in targets if row["kpi_id"] == kpi.kpi_id},
            )
            if found:
                yield found

    def _list_known_days(self, kpi: Kpi, changes: Iterable[Change]) -> list[date]:
        """The days on which what is known of a KPI changed, after the first of all."""
        days = {one.day for one in changes} | self._early_days.get(kpi.kpi_id, set())
        if kpi.scope == "sme_mission":
            days.update(day for row in self._named for day in _list_days(row))
        started = [row["starts"] for row in self._tables["programme_dates"].rows]
        return sorted(days | {min([*days, *started, self._today])})

    @cached_property
    def _early_days(self) -> dict[str, set[date]]:
        """By KPI the first days of periods that were reported before they began: their results count from then on."""
        found: dict[str, set[date]] = {}
        for row in self._reports:
            starts = parse_period(row["period"]).starts
            if row["known_from"] and starts > local_time.find_day(row["known_from"]):
                found.setdefault(row["kpi_id"], set()).add(starts)
        return found

    def _list_scopes(self, kpi: Kpi) -> list[str]:
        """The keys of all scopes in which a KPI was ever tracked."""
        if kpi.scope == "market":
            states = (self._list_tracked(day).get(kpi.kpi_id, []) for day in self._tracked_days)
            return list(dict.fromkeys([key for state in states for key in state])) or [EACH["market"]]
        if kpi.scope == "mission":
            return [row["key"] for row in self._reader.rows(_MISSIONS, as_of=self._as_of)] or [EACH["mission"]]
        return [*self._participants, EACH["sme_mission"]] if kpi.scope == "sme_mission" else [CONSORTIUM]

    def _judge(self, kpi: Kpi, scope_key: str, known_on: date, today: date) -> Judgement | None:
        """How a KPI stood in a scope by what was known at the end of a day; None where it was not tracked there."""
        wanted = self._find_wanted(known_on)
        if wanted is None or not self._is_tracked(kpi, scope_key, known_on):
            return None
        state = bisect_right(self._reported_days, known_on)
        day = self._reported_days[state - 1] if state else None
        series = self._series.get((day, kpi.kpi_id, scope_key)) if day else None
        return replace(wanted, today=today).judge(kpi, scope_key, _describe(series, kpi) if series else None)

    def _is_tracked(self, kpi: Kpi, scope_key: str, day: date) -> bool:
        if kpi.scope == "market":
            return scope_key in (self._list_tracked(day).get(kpi.kpi_id) or [EACH["market"]])
        if kpi.scope != "sme_mission":
            return True
        known = self._find_named(day)
        return scope_key in known if known else scope_key == EACH["sme_mission"]

    def _find_named(self, day: date) -> set[str]:
        """The SMEs on missions that were named by the end of a day."""
        if ("named", day) not in self._kept:
            self._kept["named", day] = {row["scope_key"] for row in self._named if _is_known(row, day)}
        named: set[str] = self._kept["named", day]
        return named

    def _find_wanted(self, day: date) -> Wanted | None:
        """What was wanted by what was known at the end of a day; None where the programme was not dated."""
        states = ("wanted", *(history.find_state(day) for history in self._tables.values()))
        if states not in self._kept:
            self._kept[states] = self._build_wanted(day)
        wanted: Wanted | None = self._kept[states]
        return wanted

    def _build_wanted(self, day: date) -> Wanted | None:
        phases = sorted((row["starts"], row["ends"]) for row in self._tables["programme_dates"].select_known(day))
        if not phases:
            return None
        statements = date_statements(self._statements, phases[0][0])
        return Wanted(
            today=day,
            starts=phases[0][0],
            ends=phases[-1][1],
            targets=group_by_scope(self._build_targets(day)),
            plans=build_plans(self._build_milestones(day)),
            deadlines=build_deadlines(self._date_endings(day), place_dues(statements, self._list_tracked(day))),
        )

    def _build_targets(self, day: date) -> list[TargetFrom]:
        rows = sorted(self._tables["kpi_targets"].select_known(day), key=itemgetter("valid_from"))
        return [TargetFrom(**_pick(row, TargetFrom) | {"target_min": row["target_min"] or 0.0}) for row in rows]

    def _build_milestones(self, day: date) -> list[Milestone]:
        rows = sorted(self._tables["kpi_plans"].select_known(day), key=itemgetter("month"))
        return [Milestone(**_pick(row, Milestone)) for row in rows]

    def _date_endings(self, day: date) -> list[Ending]:
        """The activities that KPIs end with, as they were dated, in the order of their due dates."""
        dated: dict[tuple[str, str], list[date]] = {}
        for row in self._tables["activity_dates"].select_known(day):
            if row["ends"]:
                dated.setdefault((row["activity_id"], row["kind"]), []).append(row["ends"])
        latest = {key: max(ends) for key, ends in dated.items()}
        found = [
            replace(
                one,
                due=latest.get((one.activity_id, "revised")) or latest.get((one.activity_id, "planned")),
                ended=latest.get((one.activity_id, "actual")),
            )
            for one in self._endings
        ]
        return sorted(found, key=lambda one: (one.due is None, one.due or date.min, one.activity_id))

    @cached_property
    def _tracked_days(self) -> list[date]:
        """A day of each state of which markets are tracked, the last one first."""
        turned = {*self._tables["markets"].days, *self._tables["kpi_reading_choices"].days}
        return [self._today, *sorted((day for day in turned if day <= self._today), reverse=True), FIRST_DAY]

    def _list_tracked(self, day: date) -> dict[str, list[str]]:
        """The markets for which each KPI was tracked, by what was known at the end of a day."""
        days = [one for one in self._tracked_days[1:] if one <= day]
        state = ("tracked", days[0])
        if state not in self._kept:
            is_last = days == self._tracked_days[1:]
            moment = self._as_of if is_last else local_time.find_end_of_day(max(days[0], LONG_AGO))
            self._kept[state] = readings.list_tracked_markets(self._reader, as_of=moment)
        tracked: dict[str, list[str]] = self._kept[state]
        return tracked

    @cached_property
    def _participants(self) -> dict[str, str]:
        return kpis.participants(self._reader, as_of=self._as_of)

    def _read_series(self, kpi_id: str | None) -> tuple[list[date], dict[tuple[date, str, str], _Reported]]:
        """The days on which what is reported changed, and what was reported on them by KPI and scope."""
        turned = {day for row in self._reports for day in _list_days(row)}.union(*self._early_days.values())
        days = sorted(day for day in turned if day <= self._today)
        if not days:
            return [], {}
        moments = [local_time.find_end_of_day(day) for day in days]
        rows = self._reader.rows(kpi_points.SERIES_OF_DAYS, into=_Reported, days=days, moments=moments, kpi_id=kpi_id)
        return days, {(row.today, row.kpi_id, row.scope_key): row for row in rows}


def _describe(row: _Reported, kpi: Kpi) -> Series:
    return Series(
        kpi_id=kpi.kpi_id,
        scope_key=row.scope_key,
        measure=kpi.measure,
        accumulate=kpi.accumulate,
        points=tuple(zip(row.days, row.levels, strict=True)),
        last_reported=row.last_reported,
        watched_until=row.watched_until,
        reported_until=row.reported_until,
        covered_until=row.covered_until,
        periods=row.periods,
    )


def _pick(row: Row, made: type[Any]) -> dict[str, Any]:
    """The fields of a dataclass out of a row."""
    return {field.name: row[field.name] for field in fields(made)}


def _concerns(change: Change, kpi: Kpi, places: Mapping[str, str | None]) -> bool:
    """Whether a change can alter the status of a KPI in any scope; `places` are the activities that it ends with."""
    match change.subject:
        case Subject.MARKETS:
            return kpi.scope == "market"
        case Subject.PROGRAMME:
            return True
        case Subject.DATES:
            return change.activity_id in places
        case _:
            return change.kpi_id == kpi.kpi_id


def _group_by_day(
    changes: Iterable[Change], kpi: Kpi, scope_key: str, places: Mapping[str, str | None]
) -> dict[date, list[Change]]:
    """The changes of each day: those that speak of the scope, or all where none does."""
    every: dict[date, list[Change]] = {}
    for one in changes:
        every.setdefault(one.day, []).append(one)
    return {
        day: [one for one in of_day if _is_of(one, kpi, scope_key, places)] or of_day for day, of_day in every.items()
    }


def _is_of(change: Change, kpi: Kpi, scope_key: str, places: Mapping[str, str | None]) -> bool:
    """Whether a change speaks of a scope."""
    place = normalise(scope_key.partition("/")[0])
    if kpi.scope == "consortium" or change.subject in {Subject.PROGRAMME, Subject.READING}:
        return True
    if change.subject == Subject.DATES:
        return place in {normalise(one) for one in (change.activity_id, places.get(change.activity_id or "")) if one}
    if change.subject in {Subject.TARGET, Subject.PLAN}:
        return change.scope_key is not None and normalise(change.scope_key) in {normalise(scope_key), EACH[kpi.scope]}
    is_there = change.place is None or normalise(change.place) == place
    return is_there and (kpi.scope != "sme_mission" or change.organisation == scope_key.partition("/")[2])
