"""The queue of what needs attention, collected from a small record, from an empty one and from the documents."""

from datetime import date, datetime

from dia_data.attention import Kind
from dia_data.queries import attention, kpis
from dia_data.storage.store import Change, Store
from tests.conftest import Record, enter

TODAY = date(2020, 8, 15)
FOLLOWERS = {"kpi_id": "followers", "period": "2020-Q2"}


def kinds(store: Store, *, today: date = TODAY, as_of: datetime | None = None) -> list[tuple[Kind, str]]:
    return [(one.kind, one.title) for one in attention.queue(store, today=today, as_of=as_of)]


def test_an_empty_record_needs_nobody(draft: Change) -> None:
    assert attention.besides_kpis(draft, today=TODAY) == []


def test_the_documents_alone_trip_rules_contradict_themselves_and_call_nothing_late(loaded: Store) -> None:
    found = attention.queue(loaded, today=date(2026, 11, 22))
    assert {one.kind for one in found} == {Kind.CONTRADICTORY, Kind.TRIPPED}
    assert found[0].page == "sources"


def test_a_report_behind_its_plan_comes_before_an_activity_that_is_less_late(reporting: Store, record: Record) -> None:
    record({"kpi_results": [{"kpi_id": "webinars", "period": "2020-Q2", "partner_id": "scs", "value": 1}]})
    first, second, *_ = attention.queue(reporting, today=TODAY)
    assert (first.kind, first.title, first.reason) == (
        Kind.OFF, "Training webinars", "1 of 2 expected by 30 Jun 2020, target 7",
    )  # fmt: skip
    assert (second.kind, second.title) == (Kind.OVERDUE, "SME call")


def test_a_stock_reported_differently_by_all_and_by_each_is_a_contradiction(reporting: Store, record: Record) -> None:
    parts = [
        FOLLOWERS | {"result_id": who, "partner_id": who, "value": value} for who, value in (("scs", 30), ("gaia", 20))
    ]
    record({"kpi_results": [FOLLOWERS | {"result_id": "all", "value": 50}, *parts]})
    assert attention.contradictions(reporting) == []
    record({"kpi_results": [FOLLOWERS | {"result_id": "all", "value": 60}]})
    (found,) = attention.contradictions(reporting)
    assert (found.kpi_name, found.whole, found.of_partners) == ("Followers", 60, 50)


def test_the_same_organisation_by_two_partners_is_no_contradiction(reporting: Store, record: Record) -> None:
    row = {"kpi_id": "smes", "period": "2020-Q2", "organisation": "Ada Ltd", "value": 1}
    record({"kpi_results": [row | {"result_id": who, "partner_id": who} for who in ("scs", "gaia")]})
    assert attention.contradictions(reporting) == []


def test_partners_stand_with_the_day_of_their_last_report_or_none(reporting: Store, record: Record) -> None:
    record({"kpi_results": [{"kpi_id": "webinars", "period": "2020-Q2", "partner_id": "gaia", "value": 1}]})
    days = {row.partner: row.last_reported for row in kpis.last_reports(reporting)}
    assert days == {"SCS": None, "GAIA": TODAY}


def test_a_partner_that_fell_silent_is_in_the_queue(reporting: Store, record: Record) -> None:
    record({"kpi_results": [{"kpi_id": "webinars", "period": "2020-Q2", "partner_id": "gaia", "value": 1}]})
    assert (Kind.STALE, "Reports of GAIA") in kinds(reporting, today=date(2020, 12, 1))


def test_an_open_decision_whose_day_has_passed_is_in_the_queue_until_it_is_done(
    reporting: Store, record: Record
) -> None:
    decision = {"decision_id": "one", "text": "Write to the hosts", "partner_id": "scs", "due": date(2020, 8, 1)}
    record({"decisions": [decision]})
    assert (Kind.OVERDUE, "Write to the hosts") in kinds(reporting)
    record({"decisions": [decision | {"is_done": True}]})
    assert (Kind.OVERDUE, "Write to the hosts") not in kinds(reporting)


def test_partners_that_judge_an_activity_very_differently_are_in_the_queue(reporting: Store, record: Record) -> None:
    judged = {"round_id": "first", "activity_id": "sme_call", "relevance": 1, "state": "submitted"}
    rows = [judged | {"partner_id": "scs"}, judged | {"partner_id": "gaia", "relevance": 5}]
    record({"evaluation_rounds": [{"round_id": "first", "round_name": "First"}], "evaluations": rows})
    (found,) = [one for one in attention.queue(reporting, today=TODAY) if one.kind is Kind.DISPUTED]
    assert found.reason == "relevance judged from 1 to 5 by 2 partners"


def test_what_was_recorded_later_is_not_in_the_queue_of_a_past_day(reporting: Store, record: Record) -> None:
    record({"kpi_results": [{"kpi_id": "webinars", "period": "2020-Q2", "partner_id": "scs", "value": 1}]})
    before = datetime(2020, 8, 14)  # noqa: DTZ001
    assert (Kind.OFF, "Training webinars") not in kinds(reporting, as_of=before)


def test_places_have_the_names_of_countries_and_of_missions_by_their_country(draft: Change) -> None:
    enter(
        draft,
        {
            "countries": [{"country_code": "USA", "country_name": "USA"}],
            "activities": [
                {"activity_id": "trip", "activity_name": "Long name", "kind": "mission", "country_code": "USA"},
                {"activity_id": "tour", "activity_name": "Tour", "kind": "mission"},
            ],
        },
    )
    assert attention.places(draft) == {"USA": "USA", "trip": "USA mission", "tour": "Tour"}


def test_a_matter_names_the_owner_of_its_kpi_where_there_is_one(reporting: Store, record: Record) -> None:
    rows = [
        {"kpi_id": kpi, "result_id": kpi, "period": "2020-Q2", "partner_id": "scs", "value": 1}
        for kpi in ("webinars", "meetings")
    ]
    record({"kpi_results": [row | {"country_code": "DEU"} for row in rows]})
    record({"kpi_owners": [{"kpi_id": "meetings", "partner_id": "gaia"}]})
    owners = {one.subject: one.owner for one in attention.queue(reporting, today=TODAY) if one.kind is Kind.OFF}
    assert owners == {"webinars": None, "meetings": "GAIA"}
