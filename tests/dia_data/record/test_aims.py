"""Setting targets, plans and owners of KPIs: each entry is one batch, and what is wrong is named."""

from datetime import date
from typing import Any

import pytest

from dia_data.errors import EntryChanged, EntryInvalid
from dia_data.record import aims
from dia_data.storage.store import Store

# Targets


def target(store: Store, **changed: Any) -> str:
    now = aims.find_current_target(store, kpi_id="mission_smes", scope_key="each_mission")
    usual = {
        "kpi_id": "mission_smes", "scope_key": "each_mission", "target_min": "8", "target_max": "12",
        "valid_from": date(2020, 9, 1), "reason": "smaller planes", "author": "Ana", "seen": now.batch_id,
    }  # fmt: skip
    return aims.record_target(store, **usual | changed)


def test_a_new_target_holds_from_its_day_and_the_old_one_stays(reporting: Store):
    target(reporting)
    found = reporting.rows("from kpi_targets_as_of(null) where kpi_id = 'mission_smes' order by valid_from")
    assert [(one["target_min"], one["target_max"], one["note"]) for one in found] == [
        (10, 14, None),
        (8, 12, "smaller planes"),
    ]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"reason": ""}, "a short reason for a new target"),
        ({"target_min": "x"}, "Target: “x” is not a number"),
        ({"target_min": "-1"}, "below zero"),
        ({"target_min": "8,5"}, "not a whole number"),
        ({"target_max": "8"}, "Upper end: 8 is not above 8"),
        ({"valid_from": None}, "Valid from: nothing is chosen"),
        ({"valid_from": date(2027, 1, 1)}, "outside the programme"),
        ({"scope_key": "consortium"}, "Scope: “consortium” is unknown"),
        (
            {"target_min": 10, "target_max": 14, "valid_from": date(2020, 1, 1)},
            "10 to 14, valid from 1 Jan 2020 already",
        ),
        ({"author": ""}, "Your name"),
    ],
)
def test_a_target_that_cannot_be_is_refused(reporting: Store, changed: dict, sentence: str):
    with pytest.raises(EntryInvalid, match=sentence):
        target(reporting, **changed)


def test_a_target_set_meanwhile_is_shown_to_who_is_second(reporting: Store):
    first = aims.find_current_target(reporting, kpi_id="mission_smes", scope_key="each_mission").batch_id
    target(reporting)
    with pytest.raises(EntryChanged, match="set the target 8 to 12, valid from 1 Sep 2020"):
        target(reporting, target_min="9", author="Ben", seen=first)


def test_a_market_may_get_a_target_of_its_own(reporting: Store):
    aims.record_target(
        reporting, kpi_id="meetings", scope_key="DEU", target_min=120, valid_from=date(2020, 9, 1), reason="big",
        author="Ana", seen=None,
    )  # fmt: skip
    assert aims.find_current_target(reporting, kpi_id="meetings", scope_key="DEU").target_min == 120


# Plans and owners


def plan(store: Store, *milestones: tuple[object, object], **changed: Any) -> str:
    usual = {"kpi_id": "webinars", "scope_key": "consortium", "reason": "D3.1", "author": "Ana", "seen": None}
    return aims.record_plan(store, milestones=milestones or [("2020-06", "2"), ("2020-12", 5)], **usual | changed)


def planned(store: Store) -> list[tuple[date, float]]:
    found = aims.find_current_plan(store, kpi_id="webinars", scope_key="consortium")
    return [(one.month, one.expected) for one in found]


def test_a_plan_replaces_the_whole_plan_before(reporting: Store):
    batch = plan(reporting)
    plan(reporting, (date(2020, 9, 30), "4"), seen=batch)
    assert planned(reporting) == [(date(2020, 9, 1), 4)]


def test_a_quarter_in_a_plan_means_its_last_month(reporting: Store):
    plan(reporting, ("2020-Q2", "2"))
    assert planned(reporting) == [(date(2020, 6, 1), 2)]


@pytest.mark.parametrize(
    ("milestones", "sentence"),
    [
        ([("2020-06", "5"), ("2020-12", "2")], "never falls"),
        ([("2020-06", "5"), ("2020-06", "6")], "is entered twice"),
        ([("2027-01", "5")], "outside the programme"),
        ([("June", "5")], "neither a month nor a quarter"),
        ([("2020-06", "many")], "“many” is not a number"),
        ([("2020-06", "-1")], "below zero"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(reporting: Store, milestones: list, sentence: str):
    with pytest.raises(EntryInvalid, match=sentence):
        plan(reporting, *milestones)


def test_an_empty_plan_and_the_same_plan_again_are_refused(reporting: Store):
    with pytest.raises(EntryInvalid, match="Plan: it is empty"):
        aims.record_plan(
            reporting, kpi_id="webinars", scope_key="consortium", milestones=[], reason="r", author="Ana", seen=None
        )
    batch = plan(reporting)
    with pytest.raises(EntryInvalid, match="2 by 2020-06, 5 by 2020-12 already"):
        plan(reporting, seen=batch)


def test_what_can_fall_may_be_planned_to_fall(reporting: Store):
    plan(reporting, ("2020-06", "120"), ("2020-12", "100"), kpi_id="followers")


def test_a_plan_or_owner_set_meanwhile_is_shown_to_who_is_second(reporting: Store):
    plan(reporting)
    with pytest.raises(EntryChanged, match="set the plan 2 by 2020-06, 5 by 2020-12"):
        plan(reporting, ("2020-06", "3"), author="Ben")
    aims.record_owner(reporting, kpi_id="webinars", partner_id="scs", author="Ana", seen=None)
    with pytest.raises(EntryChanged, match="made SCS the owner"):
        aims.record_owner(reporting, kpi_id="webinars", partner_id="gaia", author="Ben", seen=None)


def test_an_owner_is_replaced_and_not_named_twice(reporting: Store):
    first = aims.record_owner(reporting, kpi_id="webinars", partner_id="scs", author="Ana", seen=None)
    with pytest.raises(EntryInvalid, match="is the owner already"):
        aims.record_owner(reporting, kpi_id="webinars", partner_id="scs", author="Ana", seen=first)
    aims.record_owner(reporting, kpi_id="webinars", partner_id="gaia", author="Ben", seen=first)
    assert aims.find_current_owner(reporting, kpi_id="webinars").partner_id == "gaia"
