"""Note what happened and bears on the strategy: each event is one batch of the form on /record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dia_data import local_time
from dia_data.names import are_same
from dia_data.record import activities, kpis, programme, reports
from dia_data.record.entries import (
    LONGEST_TEXT,
    append,
    demand,
    length_problems,
    mention_problems,
    name_problems,
    one_line,
    visible,
    who_and_when,
)
from dia_data.record.limits import within_limits
from dia_data.storage.store import Reader, Store
from dia_data.wording.days import describe_today, format_day

SOURCE = {
    "source_id": "event_form",
    "title": "Event form of the dashboard",
    "producer": "Members of the consortium",
    "note": "What happened and bears on the strategy, as members noted it; each with time and name.",
}


@within_limits
def add(
    store: Store,
    *,
    happened_on: date | None,
    event_name: str,
    author: str,
    partner_id: str | None = None,
    country_code: str | None = None,
    kpi_id: str | None = None,
    activity_id: str | None = None,
) -> str:
    """Record an event, with what it is about where that is said, and return the batch. Raises `EntryInvalid`."""
    author, event_name = one_line(author), one_line(event_name)
    about = {"partner_id": partner_id, "country_code": country_code, "kpi_id": kpi_id, "activity_id": activity_id}
    with store.change() as change:
        demand(
            *_day_problems(change, happened_on, today=local_time.day_of(change.clock())),
            *_name_problems(event_name),
            *_about_problems(change, about),
            *_double_problems(change, happened_on, event_name),
            *name_problems(author),
        )
        event_id = f"{happened_on:%Y-%m-%d}_{change.revision + 1}"
        row = {"event_id": event_id, "happened_on": happened_on, "event_name": event_name} | about
        return append(change, SOURCE, {"events": [row]}, author=author)


def _day_problems(reader: Reader, day: date | None, *, today: date) -> list[str]:
    if day is None:
        return ["Day: nothing is chosen. Choose the day on which it happened."]
    if day > today:
        reason = f"Day: {format_day(day)} is to come. {describe_today(today)}"
        return [f"{reason} An event has happened; plans belong to the dates of an activity."]
    first = programme.current(reader).starts.replace(month=1, day=1)
    if day < first:
        return [
            f"Day: {format_day(day)} is before the year of the programme. Choose a day from {format_day(first)} on."
        ]
    return []


def _name_problems(name: str) -> list[str]:
    if not visible(name):
        return ["What happened: it is empty. Say it in one sentence."]
    return length_problems("What happened", name, LONGEST_TEXT, way_out="Shorten it.")


def _about_problems(reader: Reader, about: Mapping[str, str | None]) -> list[str]:
    kpi_names = {kpi: row.kpi_name for kpi, row in kpis.kpis(reader).items()}
    return [
        *mention_problems("Partner", about["partner_id"], reports.partners(reader)),
        *mention_problems("Market", about["country_code"], reports.markets(reader)),
        *mention_problems("KPI", about["kpi_id"], kpi_names),
        *mention_problems("Activity", about["activity_id"], activities.activity_names(reader)),
    ]


@dataclass(frozen=True, kw_only=True)
class _Noted:
    """What was noted for a day, by whom and when."""

    event_name: str
    batch_id: str
    recorded_by: str
    recorded_at: datetime


def _double_problems(reader: Reader, day: date | None, name: str) -> list[str]:
    found = reader.rows(
        """
        select event_name, batch_id, recorded_by, recorded_at
        from events_as_of(null) inner join batches using (batch_id) where happened_on = $day
        """,
        into=_Noted,
        day=day,
    )
    return [
        f"What happened: {who_and_when(row)} noted the same for that day. Leave it, or say what is different."
        for row in found
        if are_same(row.event_name, name)
    ]
