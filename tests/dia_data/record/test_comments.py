"""Comments: said about something of the record, and settled."""

from typing import Any

import pytest

from dia_data.errors import EntryChanged, EntryInvalid
from dia_data.record import comments
from dia_data.storage.store import Store


def add(store: Store, **changed: Any) -> str:
    usual = {"subject_kind": "kpi", "subject": "webinars", "text": "Too few?", "author": "Ana"}
    return comments.add(store, **usual | changed)


@pytest.mark.parametrize(
    ("kind", "subject"),
    [("kpi", "webinars"), ("activity", "sme_call"), ("market", "DEU"), ("chart", "Markets side by side")],
)
def test_a_comment_is_about_something_of_the_record_or_a_chart(reporting: Store, kind: str, subject: str):
    add(reporting, subject_kind=kind, subject=subject)
    (found,) = comments.list_current(reporting)
    assert (found.subject_kind, found.subject, found.is_resolved) == (kind, subject, False)


def test_a_settled_comment_keeps_its_text(reporting: Store):
    batch = add(reporting)
    comment = comments.list_current(reporting)[0].comment_id
    comments.resolve(reporting, comment_id=comment, author="Ben", seen=batch, reason="two more planned")
    (found,) = comments.list_current(reporting)
    assert (found.text, found.is_resolved, found.recorded_by) == ("Too few?", True, "Ben")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"subject_kind": None}, "About: nothing is chosen"),
        ({"subject_kind": "weather"}, "About: “weather” is unknown"),
        ({"subject": "unknown"}, "Subject: “unknown” is unknown"),
        ({"subject_kind": "chart", "subject": ""}, "Subject: it is empty"),
        ({"text": "\u200b"}, "Comment: it is empty"),
        ({"text": "x" * 501}, "at most 500"),
        ({"author": ""}, "Your name"),
    ],
)
def test_a_comment_that_cannot_be_is_refused(reporting: Store, changed: dict, sentence: str):
    with pytest.raises(EntryInvalid, match=sentence):
        add(reporting, **changed)


def test_the_same_comment_is_made_once(reporting: Store):
    add(reporting)
    with pytest.raises(EntryInvalid, match="wrote the same"):
        add(reporting, text="too FEW\uff1f\u200b", author="Ben")


def test_who_settles_second_sees_that_it_is_done(reporting: Store):
    batch = add(reporting)
    comment = comments.list_current(reporting)[0].comment_id
    settled = comments.resolve(reporting, comment_id=comment, author="Ben", seen=batch)
    with pytest.raises(EntryChanged, match="settled the comment"):
        comments.resolve(reporting, comment_id=comment, author="Cem", seen=batch)
    with pytest.raises(EntryInvalid, match="settled already"):
        comments.resolve(reporting, comment_id=comment, author="Cem", seen=settled)
    with pytest.raises(EntryInvalid, match="no longer there"):
        comments.resolve(reporting, comment_id="gone", author="Cem", seen=settled)
