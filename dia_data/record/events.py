"""Note what happened and bears on the strategy: each event is one batch of the form on /record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dia_data import local_time
from dia_data.names import are_same
from dia_data.record import activities, choices, kpis, programme
from dia_data.record.entries import (
    LONGEST_TEXT,
    append,
    describe_author,
    find_length_problems,
    find_mention_problems,
    find_name_problems,
    is_visible,
    join_lines,
    raise_if_invalid,
)
from dia_data.record.limits import check_arguments
from dia_data.storage.store import Reader, Store
from dia_data.wording.days import describe_today, format_day

SOURCE = {
    "source_id": "event_form",
    "title": "Event form of the dashboard",
    "producer": "Members of the consortium",
    "note": "What happened and bears on the strategy, as members noted it; each with time and name.",
}


@check_arguments
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
    author, event_name = join_lines(author), join_lines(event_name)
    about = {"partner_id": partner_id, "country_code": country_code, "kpi_id": kpi_id, "activity_id": activity_id}
    with store.change() as change:
        raise_if_invalid(
            *_find_day_problems(change, happened_on, today=local_time.find_day(change.clock())),
            *_find_event_problems(event_name),
            *_find_subject_problems(change, about),
            *_find_doubles(change, happened_on, event_name),
            *find_name_problems(author),
        )
        event_id = f"{happened_on:%Y-%m-%d}_{change.revision + 1}"
        row = {"event_id": event_id, "happened_on": happened_on, "event_name": event_name} | about
        return append(change, SOURCE, {"events": [row]}, author=author)


def _find_day_problems(reader: Reader, day: date | None, *, today: date) -> list[str]:
    if day is None:
        return ["Day: nothing is chosen. Choose the day on which it happened."]
    if day > today:
        reason = f"Day: {format_day(day)} is in the future. {describe_today(today)}"
        return [f"{reason} Events have already happened; plans belong in the dates of an activity."]
    first = programme.find_current(reader).starts.replace(month=1, day=1)
    if day < first:
        return [
            f"Day: {format_day(day)} is before the year of the programme. Choose a day from {format_day(first)} on."
        ]
    return []


def _find_event_problems(name: str) -> list[str]:
    if not is_visible(name):
        return ["What happened: it is empty. Say it in one sentence."]
    return find_length_problems("What happened", name, LONGEST_TEXT, way_out="Shorten it.")


def _find_subject_problems(reader: Reader, about: Mapping[str, str | None]) -> list[str]:
    kpi_names = {kpi: row.kpi_name for kpi, row in kpis.list_kpis(reader).items()}
    return [
        *find_mention_problems("Partner", about["partner_id"], choices.list_partners(reader)),
        *find_mention_problems("Market", about["country_code"], choices.list_markets(reader)),
        *find_mention_problems("KPI", about["kpi_id"], kpi_names),
        *find_mention_problems("Activity", about["activity_id"], activities.name_activities(reader)),
    ]


@dataclass(frozen=True, kw_only=True)
class _Noted:
    """What was noted for a day, by whom and when."""

    event_name: str
    batch_id: str
    recorded_by: str
    recorded_at: datetime


def _find_doubles(reader: Reader, day: date | None, name: str) -> list[str]:
    found = reader.rows(
        """
        select event_name, batch_id, recorded_by, recorded_at
        from events_as_of(null) inner join batches using (batch_id) where happened_on = $day
        """,
        into=_Noted,
        day=day,
    )
    return [
        f"What happened: {describe_author(row)} noted the same for that day. Leave it, or say what is different."
        for row in found
        if are_same(row.event_name, name)
    ]
