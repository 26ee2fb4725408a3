"""Comments on one thing with who said and who settled them, and how many are open where."""

from datetime import datetime

from dia_data.queries import comments
from dia_data.record import comments as recording
from dia_data.storage.store import Change, Store

KPI = {"subject_kind": "kpi", "subject": "webinars"}


def test_an_empty_record_has_no_comment(draft: Change) -> None:
    assert comments.about(draft, **KPI) == []
    assert comments.still_open(draft) == {}


def test_comments_are_told_of_the_thing_they_are_on_the_latest_first(reporting: Store) -> None:
    recording.add(reporting, **KPI, text="Too few?", author="Ada")
    reporting.clock = lambda: datetime(2020, 8, 16)  # noqa: DTZ001
    recording.add(reporting, **KPI, text="More in May.", author="Ben")
    recording.add(reporting, subject_kind="kpi", subject="smes", text="Which?", author="Cem")
    assert [(row.text, row.author) for row in comments.about(reporting, **KPI)] == [
        ("More in May.", "Ben"),
        ("Too few?", "Ada"),
    ]


def test_a_settled_comment_keeps_its_author_names_who_settled_it_and_comes_last(reporting: Store) -> None:
    batch = recording.add(reporting, **KPI, text="Too few?", author="Ada")
    (row,) = comments.about(reporting, **KPI)
    assert (row.is_resolved, row.resolved_by, row.reason) == (False, None, None)
    recording.resolve(reporting, comment_id=row.comment_id, author="Ben", seen=batch, reason="two more planned")
    recording.add(reporting, **KPI, text="And in June?", author="Cem")
    first, second = comments.about(reporting, **KPI)
    assert first.text == "And in June?"
    assert (second.author, second.resolved_by, second.reason) == ("Ada", "Ben", "two more planned")


def test_open_comments_are_counted_by_what_they_are_on(reporting: Store) -> None:
    batch = recording.add(reporting, **KPI, text="Too few?", author="Ada")
    recording.add(reporting, **KPI, text="More in May.", author="Ada")
    recording.add(reporting, subject_kind="chart", subject="kpis/kpis", text="Nice", author="Ada")
    assert comments.still_open(reporting) == {("kpi", "webinars"): 2, ("chart", "kpis/kpis"): 1}
    first = comments.about(reporting, **KPI)[1]
    recording.resolve(reporting, comment_id=first.comment_id, author="Ada", seen=batch)
    assert comments.still_open(reporting)["kpi", "webinars"] == 1


def test_what_was_said_later_is_not_told_of_a_past_day(reporting: Store) -> None:
    recording.add(reporting, **KPI, text="Too few?", author="Ada")
    before = datetime(2020, 8, 1)  # noqa: DTZ001
    assert comments.about(reporting, **KPI, as_of=before) == []
    assert comments.still_open(reporting, as_of=before) == {}


def test_what_waits_for_an_answer_is_told_by_name_until_it_is_settled(reporting: Store) -> None:
    recording.add(reporting, **KPI, text="Too few?", author="Ada")
    (row,) = comments.about(reporting, **KPI)
    recording.add(reporting, subject_kind="chart", subject="kpis/list", text="Too small.", author="Ben")
    found = comments.waiting(reporting)
    assert set(zip(found["subject_name"], found["text"], found["author"], strict=True)) == {
        ("Training webinars", "Too few?", "Ada"),
        ("kpis/list", "Too small.", "Ben"),
    }
    recording.resolve(reporting, comment_id=row.comment_id, reason="", author="Cem", seen=row.batch_id)
    assert list(comments.waiting(reporting)["text"]) == ["Too small."]
