"""What members said about things of the record and about charts, and what of it is still open."""

from dataclasses import dataclass
from datetime import datetime
from string import Template

import pandas as pd

from dia_data.storage.store import Reader

_WRITTEN = """
    with written as (
        select
            comment_id, min(revision) as first_revision, min(recorded_at) as written_at,
            arg_min(recorded_by, revision) as author
        from comments inner join batches using (batch_id) group by comment_id
    )
"""
"""When and by whom each comment was written, whatever became of it."""

# Only our own text is put into these templates.
_ABOUT = Template(
    """
    $written
    select
        comment_id, text, is_resolved, author, written_at,
        if(is_resolved, recorded_by, null) as resolved_by, if(is_resolved, recorded_at, null) as resolved_at,
        if(is_resolved, batches.note, null) as reason, basis, batch_id
    from comments_as_of($$as_of) as said
    inner join written using (comment_id)
    inner join batches using (batch_id)
    where subject_kind = $$subject_kind and subject = $$subject
    order by is_resolved, first_revision desc
    """
).substitute(written=_WRITTEN)

_WAITING = Template(
    """
    $written
    select
        subject_kind, subject,
        coalesce(kpi_name, activity_name, country_name, point, replace(subject, '_', ' ')) as subject_name,
        text, author, day_of(written_at) as written_on
    from comments_as_of($$as_of)
    inner join written using (comment_id)
    left join (select kpi_id, kpi_name from kpis_as_of($$as_of)) on subject_kind = 'kpi' and kpi_id = subject
    left join (select activity_id, activity_name from activities_as_of($$as_of))
        on subject_kind = 'activity' and activity_id = subject
    left join (select country_code, country_name from countries_as_of($$as_of))
        on subject_kind = 'market' and country_code = subject
    left join (select item_id, any_value(text) as point from swot_items_as_of($$as_of) group by item_id)
        on item_id = subject
    where not is_resolved
    order by written_on desc, comment_id
    """
).substitute(written=_WRITTEN)


@dataclass(frozen=True, kw_only=True)
class Comment:
    """What a member said; nobody has `resolved` it while it is open, and its basis and batch are of the last word."""

    comment_id: str
    text: str
    is_resolved: bool
    author: str
    written_at: datetime
    resolved_by: str | None
    resolved_at: datetime | None
    reason: str | None
    basis: str
    batch_id: str


def about(reader: Reader, *, subject_kind: str, subject: str, as_of: datetime | None = None) -> list[Comment]:
    """The comments on one thing: open ones first, the latest first."""
    return reader.rows(_ABOUT, into=Comment, subject_kind=subject_kind, subject=subject, as_of=as_of)


def still_open(reader: Reader, *, as_of: datetime | None = None) -> dict[tuple[str, str], int]:
    """How many comments are open on each thing that has any, by its kind and its id."""
    rows = reader.rows(
        """
        select subject_kind, subject, count(*) as comments from comments_as_of($as_of)
        where not is_resolved group by subject_kind, subject
        """,
        as_of=as_of,
    )
    return {(row["subject_kind"], row["subject"]): row["comments"] for row in rows}


def waiting(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """The open comments, the latest first: `subject_kind, subject, subject_name, text, author, written_on`.

    The name of what a comment is about is its id where nothing in the record bears it, as with charts.
    """
    return reader.frame(
        _WAITING,
        as_of=as_of,
    )
