"""What shows that results are true: recorded for each thing that is counted, and found again."""

from datetime import date

import pytest

from dia_data.errors import EntryChanged, RowsInvalid
from dia_data.proofs import Thing, find_doubles
from dia_data.queries import history, proofs
from dia_data.record import batches, kpis
from dia_data.record.proofs import name_key, record_proofs
from dia_data.storage.store import Store
from dia_data.wording import proofs as words

PLACE = {"period": "2020-Q2", "partner_id": "scs", "country_code": None, "mission_id": None, "comment": None}


@pytest.fixture
def reported(reporting: Store) -> Store:
    """Three webinars, and two SMEs by name."""
    kpis.record_results(reporting, kpi_id="webinars", rows=[PLACE | {"value": "3", "organisation": None}], author="Ana")
    names = [PLACE | {"organisation": name, "value": None} for name in ("Example Ltd", "Another Ltd")]
    kpis.record_results(reporting, kpi_id="smes", rows=names, author="Ana")
    return reporting


def prove(store: Store, *rows: dict, seen: dict | None = None) -> str:
    return record_proofs(store, partner_id="scs", period="2020-Q2", rows=rows, author="Ana", seen=seen or {})


def things(store: Store, **of: str) -> list[Thing]:
    return proofs.list_things(store, **of)


def fill(thing: Thing, **typed: str) -> dict:
    return {"key": name_key(thing), "happened_on": "", "venue": "", "organiser": "", "link": ""} | typed


def test_each_thing_of_a_count_has_its_own_proof_and_each_name(reported: Store):
    found = things(reported, partner_id="scs", period="2020-Q2")
    assert [words.name_thing(one) for one in found if one.kpi_id == "webinars"] == [
        "1 of 3 webinars", "2 of 3 webinars", "3 of 3 webinars",
    ]  # fmt: skip
    assert {one.organisation for one in found if one.kpi_id == "smes"} == {"Example Ltd", "Another Ltd"}
    assert words.count_proofs(found) == "None of 5 reported things has a proof."


def test_a_link_or_a_date_with_who_organised_it_is_a_proof_and_it_can_be_undone(reported: Store):
    first, second, third = [one for one in things(reported) if one.kpi_id == "webinars"]
    batch_id = prove(
        reported,
        fill(first, link="minutes.pdf"),
        fill(second, happened_on="4.5.2020", organiser="SCS"),
        fill(third, happened_on="2020-05-04", venue="Lisbon"),
    )
    found = things(reported, kpi_id="webinars")
    assert [one.has_proof for one in found] == [True, True, False]
    assert words.count_proofs(found) == "2 of 3 reported things have a proof."
    assert found[1].happened_on == date(2020, 5, 4)
    assert "3 proofs of" in history.batch(reported, batch_id=batch_id).what
    batches.withdraw(reported, batch_id=batch_id, reason="slip", author="Ana")
    assert not any(one.is_told for one in things(reported))


def test_two_of_one_kpi_with_the_same_date_and_place_are_pointed_out(reported: Store):
    first, second, _ = [one for one in things(reported) if one.kpi_id == "webinars"]
    prove(
        reported,
        fill(first, happened_on="2020-05-04", venue="Lisbon"),
        fill(second, happened_on="2020-05-04", venue=" LISBON "),
    )
    (double,) = find_doubles(things(reported))
    assert "2 with the same date and place (4 May 2020, Lisbon; SCS). One may count twice." in words.describe_double(
        double
    )


def test_what_is_wrong_is_said_by_its_row_and_what_somebody_else_recorded_first(reported: Store):
    first, second, _ = [one for one in things(reported) if one.kpi_id == "webinars"]
    with pytest.raises(RowsInvalid, match="is in the future") as refused:
        prove(reported, fill(first, link="a"), fill(second, happened_on="2031-01-01"))
    assert list(refused.value.of_rows) == [1]
    with pytest.raises(RowsInvalid, match="It is empty"):
        prove(reported, fill(first))
    with pytest.raises(RowsInvalid, match="not reported any more"):
        prove(reported, fill(first) | {"key": "gone|1"})
    prove(reported, fill(first, link="a"))
    with pytest.raises(EntryChanged, match="somebody else recorded its proof"):
        prove(reported, fill(first, link="b"))


def test_the_list_for_an_auditor_has_each_thing_with_what_it_lacks(reported: Store):
    first, *_ = [one for one in things(reported) if one.kpi_id == "webinars"]
    prove(reported, fill(first, link="minutes.pdf"))
    rows = words.tabulate(things(reported, kpi_id="webinars"))
    assert list(rows["has_proof"]) == ["yes", "no", "no"]
    assert list(rows["link"].fillna("")) == ["minutes.pdf", "", ""]
