"""The roadmap in words and tables: what calls for attention, each activity's dates and state. Rows in, text out."""

import textwrap
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from dia_data import local_time, roadmap
from dia_data.documents.periods import find_month_end
from dia_data.queries.activities import Part
from dia_data.roadmap import Activity, ActivityStatus, Agenda, Link, Move, Programme, Revision, State
from dia_data.wording.citations import name_document
from dia_data.wording.codes import STRANDS
from dia_data.wording.days import format_day, format_month, format_recorded_day
from dia_data.wording.figures import FILTERED_AWAY, format_count
from dia_data.wording.lists import join_names
from dia_data.wording.statuses import ACTIVITY_STATES
from pages.ui.markdown import escape_markdown, escape_user_text

NAMED = 3
"""So many activities are named in a list; the others are counted."""

SHORT_NAME = 54
KIND_NAMES = {"kpi": "KPI", "market": "Market", "swot": "SWOT"}
HOW = {
    "works on": "works on it",
    "supports": "is evidence for it",
    "contradicts": "is evidence against it",
    "carries": "carries it",
    "takes place in": "takes place there",
}


@dataclass(frozen=True, kw_only=True)
class Calls:
    """Activities that call for attention for the same reason, each with what is said of it."""

    title: str
    activities: Sequence[tuple[ActivityStatus, str]]


def format_span(row: Programme | Revision | None) -> str:
    """Start and end of a row of dates, as far as they are known; empty where there is none."""
    if row is None:
        return ""
    if row.starts and row.ends:
        return f"{format_day(row.starts)} – {format_day(row.ends)}"
    return f"from {format_day(row.starts)}" if row.starts else f"until {format_day(row.ends)}"


def shorten(name: str) -> str:
    """The name of an activity as far as it fits beside the time line."""
    return textwrap.shorten(name, SHORT_NAME, placeholder=" …")


def describe_state(status: ActivityStatus) -> str:
    """The state with what it is counted in: `overdue 30 days`, `done late +92 days`."""
    word = ACTIVITY_STATES[status.state].word
    if status.state is State.OVERDUE:
        return f"{word} {format_count(status.overdue_days, 'day')}"
    return f"{word}{format_delay(status, lead=' ')}"


def format_delay(status: ActivityStatus, *, lead: str = "") -> str:
    """The delay with its sign; empty where there is none or it is not known."""
    if not status.delay_days:
        return ""
    return f"{lead}{'+' if status.delay_days > 0 else '−'}{format_count(abs(status.delay_days), 'day')}"


def group_by_strand(statuses: Iterable[ActivityStatus]) -> list[tuple[str, list[ActivityStatus]]]:
    """The strands that have activities, by name, each with these in the order given."""
    groups: dict[str, list[ActivityStatus]] = {kind: [] for kind in STRANDS}
    for one in statuses:
        groups.setdefault(one.activity.kind, []).append(one)
    return [(STRANDS.get(kind, kind.capitalize()), group) for kind, group in groups.items() if group]


def write_headline(agenda: Agenda, *, of: int, moved: Mapping[str, Sequence[str]], names: Mapping[str, str]) -> str:
    """The answer in one line: `1 of 25 activities is overdue; the new dates of a mission move 2 KPIs`.

    `moved` leads from activities to the KPIs whose due dates they move, `names` to what activities are called.
    """
    overdue = len(agenda.overdue)
    every = format_count(of, "activity", "activities")
    return (
        f"{overdue or 'None'} of {every} {'is' if overdue in (0, 1) else 'are'} overdue{_describe_moved(moved, names)}"
    )


def _describe_moved(moved: Mapping[str, Sequence[str]], names: Mapping[str, str]) -> str:
    if not moved:
        return ""
    kpis = len({kpi_id for kpi_ids in moved.values() for kpi_id in kpi_ids})
    whose = f"{len(moved)} activities" if len(moved) > 1 else names[next(iter(moved))]
    return f"; new dates of {whose} move {count_dues(kpis)}"


def count_dues(kpis: int) -> str:
    """So many KPIs as what new dates move: `the due dates of 2 KPIs`."""
    return f"the due date{'' if kpis == 1 else 's'} of {format_count(kpis, 'KPI')}"


def write_ended(agenda: Agenda, *, of: int) -> str:
    """The same once the programme is over, when nothing is called overdue."""
    past, not_dated = len(agenda.past), len(agenda.not_dated)
    without = f"; {format_count(not_dated, 'has', 'have')} no dates" if not_dated else ""
    are_past = "is past its" if past == 1 else "are past their"
    counted = f"{past} of {format_count(of, 'activity', 'activities')}"
    return f"{counted} {are_past} planned end without a report{without}"


def list_attention(agenda: Agenda, *, today: date) -> list[Calls]:
    """What is overdue, if anything is; what is due this month, and what starts next month."""
    next_month = find_month_end(today) + timedelta(days=1)
    overdue = [(one, format_count(one.overdue_days, "day")) for one in agenda.overdue]
    due = [(one, format_day(one.ends)) for one in agenda.due_this_month]
    starting = [(one, format_day(one.starts)) for one in agenda.starts_next_month]
    return [
        *([Calls(title="Overdue", activities=overdue)] if overdue else []),
        Calls(title=f"Due this month, {format_month(today)}", activities=due),
        Calls(title=f"Starts next month, {format_month(next_month)}", activities=starting),
    ]


def select_activities(
    activities: Sequence[Activity], parts: Iterable[Part], *, countries: Collection[str], partners: Collection[str]
) -> list[Activity]:
    """The activities that the filters leave.

    A country leaves the missions to it. A partner leaves what it has a recorded part in, and what nobody has one in:
    that is joint.
    """
    taking_part: dict[str, set[str]] = {}
    for part in parts:
        taking_part.setdefault(part.activity_id, set()).add(part.partner_id)
    return [
        one
        for one in activities
        if (not countries or one.country_code in countries)
        and (not partners or taking_part.get(one.activity_id, set(partners)) & set(partners))
    ]


def explain_filters(
    every: Sequence[Activity],
    left: Sequence[Activity],
    parts: Sequence[Part],
    *,
    countries: Collection[str],
    partners: Collection[str],
) -> str:
    """What the filters did, for the line above the chart; empty where none is set."""
    sentence = []
    if countries:
        sentence.append("a country keeps only the missions to it; activities for all markets have no country")
    if partners:
        sentence.append(
            "a partner keeps the activities it takes part in, and those with no partner recorded"
            if parts
            else "which partner takes part in which activity is not recorded, and D3.1 does not say"
        )
    if not sentence:
        return ""
    if len(left) == len(every):
        return f"The filters hide none of {len(every)} activities: {'; '.join(sentence)}."
    return f"{len(every) - len(left)} of {len(every)} activities are {FILTERED_AWAY}: {'; '.join(sentence)}."


def tabulate(statuses: Iterable[ActivityStatus]) -> pd.DataFrame:
    """The activities with state, dates, delay and reason, as they stand in the table beside the chart."""
    return pd.DataFrame([_build_line(one) for one in statuses])


def list_narrow(statuses: Iterable[ActivityStatus]) -> list[dict[str, str]]:
    """The activities with their state and the dates that hold, for a list that fits a narrow screen."""
    return [
        {
            "Activity": escape_markdown(one.activity.activity_name),
            "State": describe_state(one),
            "Current dates": f"{format_day(one.starts)} – {format_day(one.ends)}",
        }
        for one in statuses
    ]


def _build_line(status: ActivityStatus) -> dict[str, Any]:
    last = status.actual or status.revised or status.planned or status.activity
    return {
        "activity": status.activity.activity_name,
        "state": ACTIVITY_STATES[status.state].word,
        **_list_dates(status),
        "delay_days": status.delay_days,
        "overdue_days": status.overdue_days or None,
        "reason": find_reason(status),
        "recurs": status.activity.recurrence,
        "source_id": last.source_id,
        "locator": last.locator,
        "basis": last.basis,
        "note": last.note,
    }


def _list_dates(status: ActivityStatus) -> dict[str, date | None]:
    """The dates of each kind, as dates: a workbook can reckon with them."""
    kinds = {"planned": status.planned, "revised": status.revised, "actual": status.actual}
    return {
        f"{kind}_{name}": day
        for kind, row in kinds.items()
        for name, day in (("start", row.starts if row else None), ("end", row.ends if row else None))
    }


def find_reason(status: ActivityStatus) -> str | None:
    """Why the dates are not those planned: the reason of the actual dates, else of the revised ones."""
    rows = (row for row in (status.actual, status.revised) if row)
    return next((row.reason for row in rows if row.reason), None)


def tabulate_revisions(rows: Iterable[Revision]) -> pd.DataFrame:
    """All dates ever recorded, one line each, the latest first."""
    return pd.DataFrame(
        [
            {
                "activity": row.activity_name,
                "kind": row.kind,
                "starts": row.starts,
                "ends": row.ends,
                "reason": row.reason,
                "holds": describe_standing(row),
                "recorded_by": row.recorded_by,
                "recorded_at_local": local_time.to_wall_clock(row.recorded_at),
                "source_id": row.source_id,
                "locator": row.locator,
                "basis": row.basis,
                "note": row.note,
            }
            for row in rows
        ]
    )


def describe_standing(row: Revision) -> str:
    """Whether dates hold now, were replaced, or were taken back by whom and why."""
    if row.withdrawn_at:
        return f"undone by {row.withdrawn_by}: {row.withdrawn_reason}"
    return "holds" if row.counts else "replaced"


def format_revision(row: Revision) -> str:
    """One recorded row of dates as a markdown line."""
    who = f"{name_document(row.source_id)} {row.locator}" if row.batch_kind == "document" else row.recorded_by
    when = "" if row.batch_kind == "document" else f", {format_recorded_day(row.recorded_at)}"
    why = f": {escape_user_text(row.reason)}" if row.reason else ""
    text = f"**{row.kind}** {escape_markdown(format_span(row))} ({escape_user_text(who)}{when}){why}"
    return text if row.counts else f":gray[{text} · {escape_user_text(describe_standing(row))}]"


def list_moves(every: Iterable[Move]) -> list[str]:
    """What a slip moves, a markdown line per KPI; SMEs of a mission that it moves alike are counted."""
    alike: dict[tuple[Any, ...], list[Move]] = {}
    for one in every:
        key = (one.kpi_id, one.due_before, one.due_after, one.expected_before, one.expected_after)
        alike.setdefault(key, []).append(one)
    return [_move(group[0], of_smes=len([one for one in group if "/" in one.scope_key])) for group in alike.values()]


def _move(one: Move, *, of_smes: int) -> str:
    later = (one.due_after - one.due_before).days
    whom = f", for {of_smes} SME{'' if of_smes == 1 else 's'}" if of_smes else ""
    return (
        f"**{escape_markdown(one.kpi_name)}**{whom}: due {escape_markdown(format_day(one.due_after))} instead of "
        f"{escape_markdown(format_day(one.due_before))} ({format_count(abs(later), 'day')} "
        f"{'later' if later > 0 else 'earlier'})"
        f"{_describe_expected(one)}"
    )


def _describe_expected(one: Move) -> str:
    if one.follows_plan:
        return "; what its plan expects stays as it was set"
    if one.expected_before is None or one.expected_after is None:
        return ""
    before, after = (f"{value:,.1f}".removesuffix(".0") for value in (one.expected_before, one.expected_after))
    return f"; expected so far: {after}" + ("" if before == after else f" instead of {before}")


def label_links(links: Iterable[Link], points: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """The public name of each thing that activities are tied to: `KPI: Training webinars`, `SWOT: W2`.

    `points` leads from the id of a SWOT point to its name. The order is KPIs, markets, points.
    """
    named = {
        (row.kind, row.reference): f"{KIND_NAMES[row.kind]}: {points.get(row.reference, row.name)}" for row in links
    }
    places = list(KIND_NAMES)
    return dict(sorted(named.items(), key=lambda item: places.index(item[0][0])))


def describe_tie(row: Link, *, name: str) -> str:
    """One tie of an activity as a markdown line, read from the activity: to what, and why we say so."""
    how = f", {HOW[row.how]}" if row.kind == "swot" else ""
    return f"{escape_user_text(name)}{how}{_explain_link(row)}"


def describe_tied(row: Link) -> str:
    """The same read from the other end: which activity, how it is tied, and why we say so."""
    return f"{escape_user_text(row.activity_name)} {HOW[row.how]}{_explain_link(row)}"


def _explain_link(row: Link) -> str:
    due = " :gray[· its end sets the due date]" if row.sets_due else ""
    return f": {escape_user_text(row.reason)}{due}" if row.reason else due


def suggest_ways_out(visited: Sequence[str]) -> str:
    """What to do where the filters leave no activity; `visited` are the countries that activities go to."""
    if not visited:
        return "Reset the filters."
    return f"Reset the filters, or choose {join_names(visited, last='or')}: the missions go there."


def describe_recurring(statuses: Iterable[ActivityStatus], *, today: date) -> str:
    """When each recurring activity is due next; empty where none runs."""
    sentence = []
    for one in statuses:
        ahead = [due for due in list_occurrences(one) if due >= today]
        if ahead:
            sentence.append(f"{one.activity.activity_name} ({one.activity.recurrence}, next by {format_day(ahead[0])})")
    return f"Recurring: {'; '.join(sentence)}." if sentence else ""


def list_occurrences(status: ActivityStatus) -> list[date]:
    """The days by which a recurring activity is due, over the dates that hold."""
    return roadmap.list_occurrences(status.activity.recurrence, status.starts, status.ends)


def tabulate_moved(before: Iterable[ActivityStatus], after: Iterable[ActivityStatus]) -> list[dict[str, str]]:
    """The activities whose dates differ, with the dates and the state that they then have."""
    return [
        {
            "Activity": escape_markdown(new.activity.activity_name),
            "Now": f"{format_day(old.starts)} – {format_day(old.ends)}",
            "Then": f"{format_day(new.starts)} – {format_day(new.ends)}",
            "State then": describe_state(new),
        }
        for old, new in zip(before, after, strict=True)
        if (old.starts, old.ends) != (new.starts, new.ends)
    ]


def build_form_query(status: ActivityStatus) -> dict[str, str]:
    """What the address of /record says so that it opens at the dates of an activity."""
    return {"report": "Dates", "activity": status.activity.activity_name}
