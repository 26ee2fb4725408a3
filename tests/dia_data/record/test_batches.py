"""Undoing: a batch of a form counts no longer and stays in the history."""

import pytest

from dia_data.errors import BatchUnknown, EntryInvalid
from dia_data.record import batches, evaluations, kpis
from dia_data.storage.store import Store

ROW = {"period": "2020-Q2", "partner_id": "scs", "value": 3}


def report(store: Store) -> str:
    return kpis.record_results(store, kpi_id="webinars", rows=[ROW], author="Ana")


def undo(store: Store, batch_id: str, **changed: str) -> str:
    return batches.withdraw(store, batch_id=batch_id, **{"reason": "wrong quarter", "author": "Ben"} | changed)


def test_an_undone_batch_counts_no_longer_and_says_who_and_why(reporting: Store):
    batch = undo(reporting, report(reporting))
    assert reporting.rows("from kpi_results_as_of(null)") == []
    (found,) = reporting.rows("from batches where batch_id = $batch", batch=batch)
    assert (found["withdrawn_by"], found["withdrawn_reason"]) == ("Ben", "wrong quarter")
    report(reporting)


def test_what_was_undone_once_is_not_undone_twice(reporting: Store):
    batch = undo(reporting, report(reporting))
    with pytest.raises(
        EntryInvalid, match=r"Ben \(15 Aug 2020, 14:30 Brussels time\) has already undone this: wrong quarter"
    ):
        undo(reporting, batch)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [({"reason": ""}, "a short reason for undoing"), ({"author": ""}, "Your name: it is empty")],
)
def test_who_and_why_are_asked(reporting: Store, changed: dict, sentence: str):
    batch = report(reporting)
    with pytest.raises(EntryInvalid, match=sentence):
        undo(reporting, batch, **changed)
    assert len(reporting.rows("from kpi_results_as_of(null)")) == 1


def test_a_document_cannot_be_undone_and_an_unknown_batch_is_named(reporting: Store):
    document = reporting.value("select batch_id from batches where kind = 'document'")
    with pytest.raises(EntryInvalid, match="came with a document"):
        undo(reporting, document)
    with pytest.raises(BatchUnknown, match="“nothing”"):
        undo(reporting, "nothing")


def test_a_batch_on_which_a_later_one_rests_is_undone_after_that_one(reporting: Store):
    round_id = evaluations.open_round(reporting, round_name="Mid-term", starts=None, ends=None, author="Ana")
    opened = reporting.value("select batch_id from evaluation_rounds")
    with reporting.change() as change:
        row = {"round_id": round_id, "activity_id": "sme_call", "is_listed": True, "basis": "entered"}
        later = change.record(kind="entry", source_id="form", recorded_by="Ana", facts={"sustainability_items": [row]})
    with pytest.raises(EntryInvalid, match="depends on this change"):
        undo(reporting, opened)
    undo(reporting, later)
    undo(reporting, opened)
