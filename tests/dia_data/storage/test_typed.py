"""Answers are objects of the class that a question names, or the question is refused."""

import pickle
from dataclasses import FrozenInstanceError, dataclass

import pytest

from dia_data.errors import ColumnsUnlike
from dia_data.storage.store import Change, Store
from tests.conftest import Record, enter

NOTES = "select event_id, note from events_as_of($as_of) order by event_id"


@dataclass(frozen=True, kw_only=True)
class Event:
    """An event of which two columns are asked."""

    event_id: str
    note: str | None


@dataclass(frozen=True, kw_only=True)
class Lists:
    """What DuckDB gives as lists."""

    ids: tuple[str, ...]
    none: tuple[str, ...] | None


def test_each_row_is_an_object_whose_fields_are_the_columns(store: Store, record: Record):
    record({"events": [{"event_id": "a", "note": "first"}, {"event_id": "b"}]})
    assert store.rows(NOTES, into=Event, as_of=None) == [
        Event(event_id="a", note="first"),
        Event(event_id="b", note=None),
    ]


def test_the_order_of_columns_says_nothing(store: Store):
    assert store.rows("select null as note, 'a' as event_id", into=Event) == [Event(event_id="a", note=None)]


def test_a_change_answers_with_objects_too(draft: Change):
    enter(draft, {"events": [{"event_id": "a"}]})
    assert [event.event_id for event in draft.rows(NOTES, into=Event, as_of=None)] == ["a"]


def test_no_row_is_an_answer(store: Store):
    assert store.rows(NOTES, into=Event, as_of=None) == []


def test_a_list_is_a_tuple_so_that_nobody_changes_what_is_shared(store: Store):
    found = store.rows("select ['a', 'b'] as ids, null::varchar[] as none", into=Lists)
    assert found == [Lists(ids=("a", "b"), none=None)]


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ("'a' as event_id", "The question for Event lacks note: columns and fields must be the same."),
        ("'a' as event_id, '' as note, 1 as n", "The question for Event adds n: columns and fields must be the same."),
        ("'a' as event, '' as note", "The question for Event lacks event_id and adds event: columns and fields"),
        ("'a' as event_id, '' as note, '' as note", "The question for Event adds note:"),
    ],
)
def test_a_question_with_other_columns_is_refused_and_the_difference_named(store: Store, columns: str, sentence: str):
    with pytest.raises(ColumnsUnlike, match=sentence):
        store.rows(f"select {columns}", into=Event)


def test_objects_are_kept_and_shared_since_nobody_can_change_them(store: Store, record: Record):
    record({"events": [{"event_id": "a"}]})
    first = store.rows(NOTES, into=Event, as_of=None)
    kept = first[0]
    with pytest.raises(FrozenInstanceError):
        kept.note = "spoiled"
    first.clear()
    assert store.rows(NOTES, into=Event, as_of=None)[0] is kept


def test_dicts_and_objects_of_one_question_are_kept_apart(store: Store, record: Record):
    record({"events": [{"event_id": "a"}]})
    assert store.rows(NOTES, as_of=None) == [{"event_id": "a", "note": None}]
    assert store.rows(NOTES, into=Event, as_of=None) == [Event(event_id="a", note=None)]
    assert store.frame(NOTES, as_of=None)["event_id"].tolist() == ["a"]


def test_objects_survive_the_cache_of_pages(store: Store):
    found = store.rows("select 'a' as event_id, null as note", into=Event)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301  our own text
