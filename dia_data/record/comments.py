"""Comment on a KPI, an activity, a market, a SWOT point or a chart, and settle comments: each is one batch."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from dia_data.errors import quote
from dia_data.names import are_same
from dia_data.queries import swot
from dia_data.record import activities, choices, kpis
from dia_data.record.entries import (
    LONGEST_TEXT,
    append,
    describe_author,
    find_choice_problems,
    find_length_problems,
    find_name_problems,
    find_reason_problems,
    is_visible,
    join_lines,
    raise_if_changed,
    raise_if_invalid,
)
from dia_data.record.limits import check_arguments
from dia_data.storage.store import Reader, Store

SOURCE = {
    "source_id": "comment_form",
    "title": "Comment form of the dashboard",
    "producer": "Members of the consortium",
    "note": "Comments of members, and which of them are settled; each with time and name.",
}
CHART = "chart"
"""The one kind of subject that is no row of the record: any name will do."""
LONGEST_SUBJECT = 200


@dataclass(frozen=True, kw_only=True)
class CurrentComment:
    """A comment, and who had the last word on it when."""

    comment_id: str
    subject_kind: str
    subject: str
    text: str
    is_resolved: bool
    batch_id: str
    recorded_by: str
    recorded_at: datetime


@check_arguments
def add(store: Store, *, subject_kind: str | None, subject: str | None, text: str, author: str) -> str:
    """Record a comment on something and return the batch. Raises `EntryInvalid`.

    `subject_kind` is `kpi`, `activity`, `market`, `swot` or `chart`, and `subject` the id of that thing.
    """
    author, text = join_lines(author), join_lines(text)
    subject = join_lines(subject) if subject else subject
    with store.change() as change:
        raise_if_invalid(
            *find_choice_problems("About", subject_kind, {kind: kind for kind in (*SUBJECTS, CHART)}),
            *_find_subject_problems(change, subject_kind, subject),
            *_find_text_problems(text),
            *_find_doubles(change, subject_kind, subject, text),
            *find_name_problems(author),
        )
        row = {"comment_id": f"{subject_kind}/{subject}/{change.revision + 1}", "subject_kind": subject_kind}
        full = row | {"subject": subject, "text": text, "is_resolved": False}
        return append(change, SOURCE, {"comments": [full]}, author=author)


@check_arguments
def resolve(store: Store, *, comment_id: str, author: str, seen: str, reason: str = "") -> str:
    """Record that a comment is settled, and return the batch. Raises `EntryInvalid` or `EntryChanged`.

    `seen` is the batch of the comment as the member saw it.
    """
    author, reason = join_lines(author), join_lines(reason)
    with store.change() as change:
        known = {one.comment_id: one for one in list_current(change)}
        gone = ["The comment is no longer there; it may have been undone."]
        raise_if_invalid(*([] if comment_id in known else gone))
        row = known[comment_id]
        state = "settled" if row.is_resolved else "changed"
        raise_if_changed(row, seen, said=lambda _: f"{state} the comment. It reads “{row.text}”")
        raise_if_invalid(
            *(["The comment is settled already."] if row.is_resolved else []),
            *find_reason_problems(reason),
            *find_name_problems(author),
        )
        settled = {
            "comment_id": row.comment_id, "subject_kind": row.subject_kind, "subject": row.subject, "text": row.text,
            "is_resolved": True,
        }  # fmt: skip
        return append(change, SOURCE, {"comments": [settled]}, author=author, note=reason)


def list_current(reader: Reader) -> list[CurrentComment]:
    """All comments, the newest first."""
    return reader.rows(
        """
        select comment_id, subject_kind, subject, text, is_resolved, comments.batch_id, recorded_by, recorded_at
        from comments_as_of(null) as comments inner join batches using (batch_id) order by revision desc
        """,
        into=CurrentComment,
    )


def list_subjects(reader: Reader, *, subject_kind: str) -> dict[str, str]:
    """What a comment of a kind can be about, by id, and the names of these things."""
    return SUBJECTS[subject_kind](reader)


def _name_kpis(reader: Reader) -> dict[str, str]:
    return {kpi: row.kpi_name for kpi, row in kpis.list_kpis(reader).items()}


def _list_points(reader: Reader) -> dict[str, str]:
    return {point.item_id: point.text for point in swot.points(reader)}


SUBJECTS: Mapping[str, Callable[[Reader], dict[str, str]]] = {
    "kpi": _name_kpis,
    "activity": activities.name_activities,
    "market": choices.list_markets,
    "swot": _list_points,
}
"""Kinds of subjects that are rows of the record, and what tells their names."""


def _find_subject_problems(reader: Reader, kind: str | None, subject: str | None) -> list[str]:
    if kind is not None and kind in SUBJECTS:
        known = SUBJECTS[kind](reader)
        return [] if subject in known else [f"Subject: {quote(subject)} is unknown. Choose one from the list."]
    if not is_visible(subject or ""):
        return ["Subject: it is empty. Say what the comment is about."]
    return find_length_problems("Subject", subject or "", LONGEST_SUBJECT, way_out="Name the chart by its title.")


def _find_text_problems(text: str) -> list[str]:
    if not is_visible(text):
        return [f"Comment: it is empty. Write at most {LONGEST_TEXT} characters."]
    return find_length_problems("Comment", text, LONGEST_TEXT, way_out="Shorten it, or make it two comments.")


def _find_doubles(reader: Reader, kind: str | None, subject: str | None, text: str) -> list[str]:
    return [
        f"Comment: {describe_author(row)} wrote the same. Leave it, or write something else."
        for row in list_current(reader)
        if (row.subject_kind, row.is_resolved) == (kind, False)
        and are_same(row.subject, subject or "")
        and are_same(row.text, text)
    ]
