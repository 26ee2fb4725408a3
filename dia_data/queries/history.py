"""What was recorded and taken back, by whom, and why: a sentence for each batch."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from dia_data import local_time
from dia_data.storage.store import Reader
from dia_data.wording.codes import MARKET_ROLES, PHASES
from dia_data.wording.days import format_day, format_period
from dia_data.wording.statuses import DECISION_STATES, FORM_STATES, MEETING_STATES

SHOWN_NAMES = 3
"""So many things are named in a sentence; the others are counted."""


@dataclass(frozen=True, kw_only=True)
class Thing:
    """How rows of a table are named in a sentence: one, several, what they are about, and of when or in what state.

    `doer` stands before the partners; where the row `ends_with_state`, they come before the state.
    """

    one: str
    several: str
    about: str = " of "
    during: str = " for "
    doer: str = " by "
    ends_with_state: bool = False


THINGS: Mapping[str, Thing] = {
    "kpi_results": Thing(one="result", several="results"),
    "kpi_answers": Thing(one="answer “nothing to report”", several="answers “nothing to report”", about=" on "),
    "kpi_proofs": Thing(one="proof", several="proofs"),
    "kpi_targets": Thing(one="target", several="targets", during=": "),
    "kpi_plans": Thing(one="milestone", several="milestones"),
    "kpi_owners": Thing(one="owner", several="owners"),
    "kpi_reading_choices": Thing(one="reading", several="readings", during=": "),
    "programme_dates": Thing(one="date", several="dates", during=": "),
    "activity_dates": Thing(one="date", several="dates", during=": "),
    "markets": Thing(one="role of a market", several="roles of markets", about=": ", during=", "),
    "events": Thing(one="event", several="events", about=" ", during=" on "),
    "comments": Thing(one="comment", several="comments", about=" on ", during=": "),
    "swot_items": Thing(one="SWOT point", several="SWOT points", about=" ", during=", "),
    "swot_ratings": Thing(one="SWOT rating", several="SWOT ratings", during=": ", ends_with_state=True),
    "evaluation_rounds": Thing(one="evaluation round", several="evaluation rounds", about=" ", during=": "),
    "evaluation_plans": Thing(
        one="line of the evaluation plan",
        several="lines of the evaluation plan",
        about=" for ",
        during=": ",
        ends_with_state=True,
    ),
    "evaluations": Thing(one="judgement", several="judgements", during=": ", ends_with_state=True),
    "evaluation_followups": Thing(
        one="recommendation", several="recommendations", about=" on ", during=": ", doer=" for ", ends_with_state=True
    ),
    "meetings": Thing(one="meeting", several="meetings", about=" ", during=", "),
    "agenda_items": Thing(one="agenda item", several="agenda items", during=": "),
    "meeting_notes": Thing(one="note", several="notes", about=" of the meeting "),
    "meeting_attendance": Thing(one="attendance", several="attendances", about=" at ", doer=" of "),
    "settled_matters": Thing(one="matter of an agenda", several="matters of an agenda", about=": ", during=", "),
    "decisions": Thing(
        one="decision", several="decisions", about=": ", during=": ", doer=" for ", ends_with_state=True
    ),
    "sustainability_items": Thing(
        one="line of the sustainability list", several="lines of the sustainability list", about=": ", during=", "
    ),
}


@dataclass(frozen=True, kw_only=True)
class _Change:
    """A batch that was recorded or withdrawn: when, by whom and why (None: not said)."""

    changed_at: datetime
    action: str
    batch_id: str
    kind: str
    source: str
    who: str
    why: str | None


@dataclass(frozen=True, kw_only=True)
class Entry(_Change):
    """The same, with what it did in a sentence."""

    what: str


@dataclass(frozen=True, kw_only=True)
class _Batch(_Change):
    """A batch and its number; by whom it was taken back, when and why, is None while it counts."""

    revision: int
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    withdrawn_reason: str | None


@dataclass(frozen=True, kw_only=True)
class RecordedBatch(_Batch):
    """The same, with what it did in a sentence."""

    what: str


@dataclass(frozen=True, kw_only=True)
class _Rows:
    """Rows of one table in a batch: how many, what they are about, of when, and by whom."""

    batch_id: str
    thing: str
    rows: int
    about: tuple[str, ...] | None
    during: tuple[str, ...] | None
    doers: tuple[str, ...] | None


_SAID = """
    with kpi_names as (select kpi_id, any_value(kpi_name) as kpi_name from kpis group by kpi_id),
    reading_names as (
        select kpi_id, reading_id, any_value(meaning) as meaning from kpi_readings group by kpi_id, reading_id
    ),
    activity_names as (
        select activity_id, any_value(activity_name) as activity_name from activities group by activity_id
    ),
    partner_names as (select partner_id, any_value(short_name) as partner from partners group by partner_id),
    round_names as (select round_id, any_value(round_name) as round_name from evaluation_rounds group by round_id),
    country_names as (
        select country_code, any_value(country_name) as country_name from countries group by country_code
    ),
    point_names as (
        select item_id, max_by(text, revision) as point
        from swot_items inner join batches using (batch_id) group by item_id
    ),
    meeting_names as (select meeting_id, any_value(meeting_name) as meeting_name from meetings group by meeting_id),
    facts as (
        select batch_id, 'kpi_results' as thing, kpi_name as about, period as during, partner as doer
        from kpi_results left join kpi_names using (kpi_id) left join partner_names using (partner_id)
        union all
        select batch_id, 'kpi_answers', kpi_name, period, partner
        from kpi_answers left join kpi_names using (kpi_id) left join partner_names using (partner_id)
        union all
        select kpi_proofs.batch_id, 'kpi_proofs', kpi_name, null, partner
        from kpi_proofs
        left join (
            select result_id, any_value(kpi_id) as kpi_id, any_value(partner_id) as partner_id
            from kpi_results group by result_id
        ) using (result_id)
        left join kpi_names using (kpi_id) left join partner_names using (partner_id)
        union all
        select
            batch_id, 'kpi_targets', kpi_name,
            concat_ws('–', format('{:g}', target_min), format('{:g}', target_max)) || ' from ' || valid_from, null
        from kpi_targets left join kpi_names using (kpi_id)
        union all
        select batch_id, 'kpi_plans', kpi_name, null, null from kpi_plans left join kpi_names using (kpi_id)
        union all
        select batch_id, 'kpi_owners', concat_ws(': ', kpi_name, partner), null, null
        from kpi_owners left join kpi_names using (kpi_id) left join partner_names using (partner_id)
        union all
        select batch_id, 'kpi_reading_choices', kpi_name, meaning, null
        from kpi_reading_choices left join kpi_names using (kpi_id) left join reading_names using (kpi_id, reading_id)
        union all
        select
            batch_id, 'activity_dates', activity_name,
            concat_ws(' ', activity_dates.kind, starts, 'to ' || ends), null
        from activity_dates left join activity_names using (activity_id)
        union all
        select
            batch_id, 'programme_dates', 'the programme',
            strftime(starts, '%Y-%m') || ' to ' || strftime(ends, '%Y-%m'), null
        from programme_dates
        union all
        select batch_id, 'markets', country_name, role, null
        from markets left join country_names using (country_code)
        union all
        select batch_id, 'events', '“' || event_name || '”', happened_on::varchar, partner
        from events left join partner_names using (partner_id)
        union all
        select
            batch_id, 'comments',
            coalesce(kpi_name, activity_name, country_name, '“' || point || '”', replace(subject, '_', ' ')),
            if(is_resolved, 'settled', null), null
        from comments
        left join country_names on subject_kind = 'market' and subject = country_code
        left join point_names on item_id = subject
        left join kpi_names on subject_kind = 'kpi' and subject = kpi_id
        left join activity_names on subject_kind = 'activity' and subject = activity_id
        union all
        select
            batch_id, 'swot_items', '“' || text || '”',
            case
                when is_retired then 'retired'
                when lag(is_retired) over of_point then 'restored'
                when lag(text) over of_point <> text then 'reworded'
            end,
            null
        from swot_items inner join batches using (batch_id)
        window of_point as (partition by item_id order by revision)
        union all
        select
            batch_id, 'swot_ratings', '“' || point || '”', concat('relevance ', relevance, ', urgency ', urgency),
            partner
        from swot_ratings left join point_names using (item_id) left join partner_names using (partner_id)
        union all
        select batch_id, 'evaluation_rounds', '“' || round_name || '”', phase, null from evaluation_rounds
        union all
        select batch_id, 'evaluation_plans', '“' || round_name || '”', activity_name, partner
        from evaluation_plans
        left join round_names using (round_id)
        left join activity_names using (activity_id)
        left join partner_names using (partner_id)
        union all
        select batch_id, 'evaluations', activity_name, state, partner
        from evaluations left join activity_names using (activity_id) left join partner_names using (partner_id)
        union all
        select
            batch_id, 'evaluation_followups', activity_name,
            concat('“', recommendation, '”', if(is_done, ', carried out', '')), partner
        from evaluation_followups
        left join activity_names using (activity_id)
        left join partner_names using (partner_id)
        union all
        select batch_id, 'meetings', '“' || meeting_name || '”', state, null from meetings
        union all
        select
            batch_id, 'agenda_items', '“' || meeting_name || '”',
            concat('“', title, '”', if(is_dropped, ', dropped', '')), null
        from agenda_items left join meeting_names using (meeting_id)
        union all
        select batch_id, 'meeting_notes', '“' || meeting_name || '”', null, null
        from meeting_notes left join meeting_names using (meeting_id)
        union all
        select batch_id, 'meeting_attendance', '“' || meeting_name || '”', null, partner
        from meeting_attendance left join meeting_names using (meeting_id) left join partner_names using (partner_id)
        union all
        select
            batch_id, 'settled_matters', '“' || title || '”',
            coalesce('put off until ' || until, if(is_open, 'taken up again', 'settled')), null
        from settled_matters
        union all
        select batch_id, 'decisions', '“' || text || '”', if(is_done, 'carried_out', null), partner
        from decisions left join partner_names using (partner_id)
        union all
        select batch_id, 'sustainability_items', activity_name, if(is_listed, 'added', 'taken off'), null
        from sustainability_items left join activity_names using (activity_id)
    )
    select
        batch_id, thing, count(*) as rows,
        list(distinct about order by about) filter (about is not null) as about,
        list(distinct during order by during) filter (during is not null) as during,
        list(distinct doer order by doer) filter (doer is not null) as doers
    from facts where batch_id in (select unnest($batches::varchar[]))
    group by batch_id, thing
"""


def between(
    reader: Reader, *, start: date | datetime, end: date | datetime, as_of: datetime | None = None
) -> pd.DataFrame:
    """What was recorded and withdrawn from `start` to `end`, the newest first; a day of the programme counts whole.

    `changed_at, action` (recorded / withdrawn), `who, what` (a sentence), `why` (NULL: not said), `kind, source,
    batch_id`.
    """
    changes = reader.rows(
        """
            select
                changed_at, action, batch_id, kind, coalesce(title, source_id) as source,
                if(action = 'recorded', recorded_by, withdrawn_by) as who,
                if(action = 'recorded', batches.note, withdrawn_reason) as why
            from changes inner join batches using (batch_id) left join sources using (source_id)
            where
                changed_at between $start and $end
                and changed_at <= coalesce($as_of, 'infinity'::timestamp)
            order by changes.revision desc
            """,
        start=start if isinstance(start, datetime) else local_time.find_begin_of_day(start),
        end=end if isinstance(end, datetime) else local_time.find_end_of_day(end),
        into=_Change,
        as_of=as_of,
    )
    lines = _describe_changes(reader, changes)
    return pd.DataFrame(
        [vars(change) | {"what": what} for change, what in zip(changes, lines, strict=True)], columns=list(COLUMNS)
    )


def entries(reader: Reader, *, most: int, as_of: datetime | None = None) -> list[Entry]:
    """The batches that forms recorded and that count, the newest first, at most so many."""
    changes = reader.rows(
        """
            select
                recorded_at as changed_at, 'recorded' as action, batch_id, kind, coalesce(title, source_id) as source,
                recorded_by as who, batches.note as why
            from batches left join sources using (source_id)
            where kind = 'entry' and batch_id in (select batch_id from batches_as_of($as_of))
            order by revision desc limit $most
            """,
        most=most,
        into=_Change,
        as_of=as_of,
    )
    return [
        Entry(**vars(change), what=what)
        for change, what in zip(changes, _describe_changes(reader, changes), strict=True)
    ]


def batch(reader: Reader, *, batch_id: str, as_of: datetime | None = None) -> RecordedBatch | None:
    """One batch as it was recorded; None for one that never was, or was not there yet."""
    found = reader.rows(
        """
        select
            recorded_at as changed_at, 'recorded' as action, batch_id, kind, coalesce(title, source_id) as source,
            recorded_by as who, batches.note as why, revision,
            if(is_withdrawn, withdrawn_at, null) as withdrawn_at,
            if(is_withdrawn, withdrawn_by, null) as withdrawn_by,
            if(is_withdrawn, withdrawn_reason, null) as withdrawn_reason
        from (
            select *, withdrawn_at <= coalesce($as_of, 'infinity'::timestamp) as is_withdrawn from batches
        ) as batches
        left join sources using (source_id)
        where
            batch_id = $batch_id
            and (kind = 'document' or recorded_at <= coalesce($as_of, 'infinity'::timestamp))
        """,
        into=_Batch,
        batch_id=batch_id,
        as_of=as_of,
    )
    return RecordedBatch(**vars(found[0]), what=_describe_changes(reader, found)[0]) if found else None


COLUMNS = ("changed_at", "action", "who", "what", "why", "kind", "source", "batch_id")


def _describe_changes(reader: Reader, changes: Sequence[_Change]) -> list[str]:
    """A sentence for each change of what its batch holds."""
    entered = [change.batch_id for change in changes if change.kind != "document"]
    parts: dict[str, list[str]] = {}
    rows = reader.rows(_SAID, into=_Rows, batches=entered)
    for row in sorted(rows, key=lambda row: list(THINGS).index(row.thing)):
        parts.setdefault(row.batch_id, []).append(_write_sentence(row))
    return [_describe_change(change, parts.get(change.batch_id, [])) for change in changes]


def _describe_change(change: _Change, parts: Iterable[str]) -> str:
    if change.kind == "document":
        tables = change.batch_id.split("/")[1].replace("_", " ")
        return f"Read from “{change.source}”: {tables}"
    return "; ".join(parts) or f"Entries of “{change.source}”"


def _write_sentence(row: _Rows) -> str:
    """`3 results of Training webinars for 2020 Q2 by GAIA/BasqueGames`."""
    thing = THINGS[row.thing]
    during = (thing.during, [_when(row.thing, text) for text in row.during or ()])
    doers = (thing.doer, row.doers)
    return "".join(
        [
            f"{row.rows} {thing.one if row.rows == 1 else thing.several}",
            *(
                f"{before}{_join_first(names)}"
                for before, names in (
                    (thing.about, row.about),
                    *((doers, during) if thing.ends_with_state else (during, doers)),
                )
                if names
            ),
        ]
    )


def _when(thing: str, text: str) -> str:
    """Days, periods and states of the record in words."""
    if thing in STATES:
        return STATES[thing].get(text, text)
    days = DAY.sub(lambda day: format_day(date.fromisoformat(day[0])), text)
    return PERIOD.sub(lambda period: format_period(period[0]), days)


DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
PERIOD = re.compile(r"\b\d{4}-(?:Q\d|\d\d)\b")
STATES: Mapping[str, Mapping[str, str]] = {
    "decisions": {code: words.word for code, words in DECISION_STATES.items()},
    "evaluations": FORM_STATES,
    "evaluation_rounds": PHASES,
    "markets": MARKET_ROLES,
    "meetings": MEETING_STATES,
}
"""Things whose batches set a state."""


def _join_first(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - SHOWN_NAMES
    if more > 0:
        return f"{', '.join(names[:SHOWN_NAMES])} and {more} more"
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
