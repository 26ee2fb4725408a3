"""The meeting in words and tables: its agenda, its minutes, the register of decisions. Rows in, text out."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from dia_data import agenda, local_time
from dia_data.agenda import AgendaItem, Item, Meeting, News
from dia_data.kpis import Definition
from dia_data.queries.decisions import Decision
from dia_data.queries.history import Entry, RecordedBatch
from dia_data.wording.days import format_day, format_period, format_recorded_day
from dia_data.wording.figures import format_count
from dia_data.wording.statuses import DECISION_STATES
from pages.ui import batch_links
from pages.ui.markdown import escape_markdown, escape_user_text

BATCH = "change"
"""The column that leads to the batch which carried out a decision."""
FEW = 60
"""Signs of an item or a decision in a list to choose from."""


def format_clock(minutes: int) -> str:
    """Minutes from the beginning: `0:00`, `1:25`."""
    return f"{minutes // 60}:{minutes % 60:02}"


def count_things(number: int, noun: str) -> str:
    """`1 item`, `3 items`, `no items`."""
    return format_count(number, noun) if number else f"no {noun}s"


def write_finding(meeting: Meeting, items: Sequence[AgendaItem], decisions: Sequence[Decision]) -> str:
    """The answer of the page in a sentence."""
    shown = agenda.keep_shown(items)
    name = escape_user_text(meeting.meeting_name)
    if meeting.state == "planned":
        return (
            f"{name}: {count_things(len(shown), 'item')} in {agenda.sum_minutes(items)} minutes "
            f"on {format_day(meeting.held_on)}"
        )
    if meeting.state == "held":
        return (
            f"{name} is being held: {count_things(len(shown), 'item')}, {count_things(len(decisions), 'decision')} "
            "so far"
        )
    return f"{name} is closed: {count_things(len(shown), 'item')}, {count_things(len(decisions), 'decision')}"


def describe_moment(meeting: Meeting) -> str:
    """Whose figures the meeting shows."""
    if meeting.frozen_at is None:
        return "Live figures; frozen when the meeting starts."
    frozen = meeting.frozen_at
    return f"Figures as known on {format_day(local_time.find_day(frozen))}, {local_time.format_hour(frozen)}."


def describe_agenda(items: Sequence[AgendaItem]) -> str:
    """The bar of minutes in a sentence."""
    shown = agenda.keep_shown(items)
    parts = ", ".join(f"{item.title} {item.minutes}" for item in shown)
    return f"Minutes of {count_things(len(shown), 'item')}: {parts}." if shown else "No item has minutes."


def describe_end(items: Sequence[AgendaItem]) -> str:
    """That the agenda is done, and how long it was planned to take."""
    minutes = sum(item.minutes for item in items)
    return f"The agenda is done. {count_things(len(items), 'item')} in {count_things(minutes, 'minute')} were planned."


def write_missing(
    news: News, definitions: Iterable[Definition], items: Sequence[AgendaItem], proposed: Sequence[Item]
) -> str:
    """What is still missing for a meeting, in a line."""
    nobody = sum(one.partner is None for one in news.decisions)
    unowned = sum(one.owner is None for one in definitions)
    new = {one.matter for one in proposed if one.matter and one.kpi_id} - {item.matter for item in items}
    parts = [
        f"reports for {format_period(news.quarter)} from {agenda.count_named(news.silent)}" if news.silent else "",
        f"an owner for {format_count(nobody, 'decision')}" if nobody else "",
        f"an owner for {format_count(unowned, 'KPI')}" if unowned else "",
        f"{format_count(len(new), 'KPI that needs action', 'KPIs that need action')} not on the agenda" if new else "",
    ]
    found = [part for part in parts if part]
    return f"Still missing for this meeting: {'; '.join(found)}." if found else "Nothing is missing for this meeting."


def tabulate_items(rows: Iterable[AgendaItem]) -> pd.DataFrame:
    """The agenda as a table, with the time from the beginning; a dropped item has none."""
    rows = list(rows)
    begins = agenda.find_beginnings(rows)
    shown = [
        {
            "number": place,
            "begins": format_clock(begins[row.item_id]) if row.item_id in begins else "dropped",
            "minutes": row.minutes,
            "item": row.title,
            "why": row.note or "",
            "kind": row.kind,
        }
        for place, row in enumerate(rows, start=1)
    ]
    return pd.DataFrame(shown, columns=["number", "begins", "minutes", "item", "why", "kind"])


def shorten_label(text: str) -> str:
    """A text short enough for a list to choose from."""
    return text if len(text) <= FEW else f"{text[:FEW].rstrip()} …"


def describe_state(decision: Decision, today: date) -> str:
    """How a decision stands."""
    return DECISION_STATES[decision.state_on(today)].word


def rank_decisions(decisions: Iterable[Decision], today: date, partners: Collection[str] = ()) -> list[Decision]:
    """The decisions of the partners (none: of all), the overdue first, then the open, then those carried out."""
    order = list(DECISION_STATES)
    wanted = [row for row in decisions if not partners or row.partner_id in partners]
    return sorted(wanted, key=lambda row: order.index(row.state_on(today)))


def write_register_finding(decisions: Sequence[Decision], today: date) -> str:
    """How many decisions are overdue and open, in a sentence."""
    found = Counter(row.state_on(today) for row in decisions)
    still_open = found["overdue"] + found["open"]
    return f"Decisions: {still_open} open, {found['overdue']} of them overdue; {found['carried_out']} carried out"


def tabulate_register(
    decisions: Iterable[Decision], today: date, *, carried_out: Mapping[str, str], workspace: Mapping[str, str]
) -> pd.DataFrame:
    """The register as a table; `carried_out` leads from batches to what they did, `workspace` is part of each link."""
    columns = ["state", "decision", "owner", "due", "about", "as_seen", BATCH, "carried_out_by", "taken_in"]
    shown = [
        {
            "state": describe_state(row, today),
            "decision": row.text,
            "owner": row.partner or "nobody named",
            "due": row.due,
            "about": row.kpi_name or row.activity_name or row.title or "",
            "as_seen": link_view(row.view, workspace),
            "taken_in": f"{row.meeting_name or 'no meeting'}, {format_recorded_day(row.taken_at)}",
            "carried_out_by": carried_out.get(row.changed_batch or "", ""),
            BATCH: batch_links.link_batch(row.changed_batch, workspace) if row.changed_batch else None,
        }
        for row in decisions
    ]
    return pd.DataFrame(shown, columns=columns)


def link_view(view: str | None, workspace: Mapping[str, str]) -> str | None:
    """The address of a view in the workspace that is shown, as seen from a page beside it."""
    if not view:
        return None
    page, query = agenda.split_address(view)
    return f".{agenda.build_address(page, query | dict(workspace))}"


def format_decision(decision: Decision) -> str:
    """A decision in markdown with who does it by when."""
    due = f"by {format_day(decision.due)}" if decision.due else ""
    who = escape_markdown(decision.partner) if decision.partner else ""
    more = " ".join(part for part in (who, due) if part)
    return f"{escape_user_text(decision.text)}{f' ({more})' if more else ''}"


def describe_batch(row: Entry | RecordedBatch) -> str:
    """What a batch did, who recorded it and when."""
    return f"{row.what} ({row.who}, {format_recorded_day(row.changed_at)})"
