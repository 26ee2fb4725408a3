"""KPIs over the real definitions and targets: an oracle for each of the 23, and what the record makes of reports."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dia_data.documents import loading
from dia_data.kpis import Standing
from dia_data.queries import dues, kpis, results
from dia_data.queries.results import CoursePoint, PartnerResult
from dia_data.record import kpis as recording
from dia_data.storage.store import Change, Reader, Store
from tests.conftest import Discarded, enter

HALF_WAY = date(2020, 11, 15)
"""319 of the 638 days from the first to the last day of the programme of D3.1."""

OCTOBER = datetime(2020, 10, 10, 9, 0)  # noqa: DTZ001  the record writes UTC without an offset


class Clock:
    """Tells the moment that a test sets."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def documented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The record of the loading, to which tests add in changes that are never kept."""
    opened = Store(tmp_path_factory.mktemp("kpis") / "dia.duckdb", clock=Clock(OCTOBER))
    loading.load(opened)
    yield opened
    opened.close()


@pytest.fixture
def october(documented: Store) -> Iterator[Change]:
    """A change of that record, made on 10 Oct 2020 and never kept."""
    with suppress(Discarded), documented.change() as change:
        yield change
        raise Discarded


def result(kpi_id: str, period: str, value: float | None = None, /, **parts: Any) -> dict[str, Any]:
    """A row of `kpi_results` with the id that its parts give it."""
    row = dict.fromkeys(("partner_id", "country_code", "mission_id", "organisation")) | parts
    result_id = "/".join([kpi_id, period, *(str(row[part] or "").strip().lower() for part in row if part != "comment")])
    return {"result_id": result_id, "kpi_id": kpi_id, "period": period, "value": value, **row}


def amounts(*told: tuple[str, str, float], **scope: str) -> Callable[[str], list[dict[str, Any]]]:
    """Reports of amounts by partner (empty: the consortium), period and value."""
    return lambda kpi_id: [
        result(kpi_id, period, value, partner_id=partner or None, **scope) for partner, period, value in told
    ]


def names(*told: str, **scope: str) -> Callable[[str], list[dict[str, Any]]]:
    """Reports of organisations, by GAIA and SCS in turn."""
    partners = ("gaia", "scs")
    return lambda kpi_id: [
        result(kpi_id, "2020-Q2", organisation=name, partner_id=partners[place % 2], **scope)
        for place, name in enumerate(told)
    ]


def smes(number: int) -> list[str]:
    return [f"SME {place}" for place in range(number)]


USA, ALPHA = "sme_mission_usa", "sme_mission_usa/Alpha"

Q2, Q3 = 181 / 638, 273 / 638
"""The part of the programme of D3.1 that lies before the end of June and of September 2020."""

ORACLE = [
    # KPI, scope, reports, result, expected by the end of the last reported period, status
    ("cluster_organisations_benefited", "consortium", names("A", "a ", "B", "C"), 3, 7 * Q2, "on_track"),
    (
        "dissemination_events", "consortium",
        amounts(("gaia", "2020-Q1", 2), ("scs", "2020-Q2", 1)), 3, 14 * Q2, "at_risk",
    ),
    (
        # No level at the start is known: what is expected begins with the first that was reported.
        "social_network_followers", "consortium",
        amounts(("", "2020-Q1", 60), ("", "2020-Q3", 85)), 85, 60 + 120 * 183 / 548, "at_risk",
    ),
    ("highly_engaged_smes", "consortium", names("A", "B", " A"), 2, 50 * Q2, "off_track"),
    ("discussion_group_smes", "consortium", names(*smes(11), "sme 0", "SME 1 "), 11, 50 * Q2, "at_risk"),
    ("cooperation_workshops", "consortium", amounts(("scs", "2020-03", 1), ("scs", "2020-05", 2)), 3, 0, "achieved"),
    ("training_webinars", "consortium", amounts(("tice", "2020-Q1", 1), ("mitc", "2020-Q3", 2)), 3, 7 * Q3, "on_track"),
    (
        "webinar_participants", "consortium",
        amounts(("tice", "2020-Q1", 10), ("mitc", "2020-Q2", 2)), 12, 50 * Q2, "at_risk",
    ),
    ("escp_cooperations", "consortium", names("ESCP", "escp"), 1, 0, "on_track"),
    ("potential_partners_contacted", "DEU", names("A", "B", "b", country_code="DEU"), 2, 5 * Q2, "on_track"),
    ("exploratory_missions", "USA", amounts(("gaia", "2020-06", 1), country_code="USA"), 1, 0, "achieved"),
    ("international_agreements", "ITA", amounts(("mesap", "2020-06", 1), country_code="ITA"), 1, 0, "on_track"),
    ("international_trade_fairs", "consortium", amounts(("bnpt", "2020-Q3", 1)), 1, 0, "on_track"),
    (
        "matchmaking_meetings", "USA",
        amounts(("gaia", "2020-Q2", 12), ("scs", "2020-Q2", 10), country_code="USA"), 22, 100 * Q2, "at_risk",
    ),
    (
        "mission_applications", USA,
        amounts(("gaia", "2020-Q2", 4), ("gaia", "2020-Q3", 5), mission_id=USA), 9, 0, "not_due",
    ),
    ("mission_smes", USA, names(*smes(9), "SME 1", mission_id=USA), 9, 0, "not_due"),
    ("mission_smes", USA, names(*smes(12), mission_id=USA), 12, 0, "achieved"),
    ("mission_smes", USA, names(*smes(15), mission_id=USA), 15, 0, "above_range"),
    (
        "mission_sme_meetings", ALPHA,
        amounts(("gaia", "2020-05", 2), ("gaia", "2020-06", 1), mission_id=USA, organisation="Alpha"), 3, 0, "not_due",
    ),
    ("benefited_smes", "consortium", names(*smes(23), "sme 22"), 23, 50 * Q2, "on_track"),
    (
        "sme_partnership_agreements", "CHN",
        amounts(("gaia", "2020-Q1", 1), ("tice", "2020-Q1", 1), country_code="CHN"), 2, 0, "achieved",
    ),
    ("ambassador_smes", "BRA", names(*smes(2), country_code="BRA"), 2, 14 * Q2, "off_track"),
    (
        "turnover_employment_increase", "consortium",
        amounts(("gaia", "2020-Q3", 1.0), ("scs", "2020-Q3", 0.4)), 0.7, 0, "not_due",
    ),
    (
        # Six are members at the start, and the target is for after the end of the project.
        "partnership_members", "consortium",
        amounts(("gaia", "2020-Q1", 3), ("gaia", "2020-Q2", 2), ("scs", "2020-Q1", 2)), 4, 6 + 3 * Q2, "not_due",
    ),
    ("sponsor_agreements", "consortium", amounts(("scs", "2020-Q3", 0)), 0, 0, "not_due"),
]  # fmt: skip


@pytest.mark.parametrize("worked_out", ORACLE, ids=[f"{row[0]}-{row[3]}" for row in ORACLE])
def test_each_kpi_stands_as_worked_out_by_hand(october: Change, worked_out: tuple[Any, ...]):
    kpi_id, scope_key, told, value, expected, status = worked_out
    enter(october, {"kpi_results": told(kpi_id)})
    standings = kpis.standings(october, today=HALF_WAY)
    (found,) = [one for one in standings if (one.kpi_id, one.scope_key) == (kpi_id, scope_key)]
    assert (found.result, found.expected, found.status) == (pytest.approx(value), pytest.approx(expected), status)
    assert {one.status for one in standings if one.kpi_id != kpi_id} == {"not_reported"}


def standing_of(change: Change | Store, kpi_id: str, scope_key: str, *, today: date = HALF_WAY) -> Standing:
    (found,) = [
        one for one in kpis.standings(change, today=today) if (one.kpi_id, one.scope_key) == (kpi_id, scope_key)
    ]
    return found


def test_the_oracle_knows_every_kpi(documented: Store):
    assert {row[0] for row in ORACLE} == {row.kpi_id for row in kpis.definitions(documented)}


def test_without_a_report_all_23_are_not_reported_in_every_scope(documented: Store):
    found = kpis.standings(documented, today=HALF_WAY)
    assert len({one.kpi_id for one in found}) == 23
    assert {(one.status, one.result, one.forecast) for one in found} == {("not_reported", None, None)}
    assert sum(one.kpi_id == "ambassador_smes" for one in found) == 6
    assert [one.scope_key for one in found if one.kpi_id == "mission_sme_meetings"] == ["each_sme_and_mission"]


def test_an_sme_that_took_part_has_meetings_expected_and_keeps_its_first_spelling(october: Change):
    took_part = names("Alpha GmbH", " alpha gmbh", "Beta", mission_id=USA)("mission_smes")
    enter(october, {"kpi_results": took_part})
    met = result("mission_sme_meetings", "2020-Q3", 4, partner_id="scs", mission_id=USA, organisation="ALPHA GMBH")
    enter(october, {"kpi_results": [met]})
    found = [one for one in kpis.standings(october, today=HALF_WAY) if one.kpi_id == "mission_sme_meetings"]
    assert sorted((one.scope_key.lower(), one.result) for one in found if one.result) == [(f"{USA}/alpha gmbh", 4)]
    assert len(found) == 2


def test_recording_again_corrects_and_withdrawing_brings_back(october: Change):
    first = result("training_webinars", "2020-Q1", 1, partner_id="gaia")
    enter(october, {"kpi_results": [first, result("training_webinars", "2020-Q1", 2, partner_id="scs")]})
    again = enter(october, {"kpi_results": [first | {"value": 5}]})
    assert standing_of(october, "training_webinars", "consortium").result == 7
    october.withdraw(again, withdrawn_by="a member", reason="typing error")
    assert standing_of(october, "training_webinars", "consortium").result == 3


def test_reporting_another_name_for_the_same_quarter_adds_and_a_zero_takes_a_name_back(october: Change):
    enter(october, {"kpi_results": names("A", "B")("benefited_smes")})
    enter(october, {"kpi_results": [result("benefited_smes", "2020-Q2", partner_id="gaia", organisation="C")]})
    assert standing_of(october, "benefited_smes", "consortium").result == 3
    enter(october, {"kpi_results": [result("benefited_smes", "2020-Q2", 0, partner_id="gaia", organisation="C")]})
    assert standing_of(october, "benefited_smes", "consortium").result == 2


def test_a_stock_of_the_whole_consortium_counts_before_what_partners_report(october: Change):
    told = amounts(("", "2020-Q1", 60), ("gaia", "2020-Q2", 20))
    enter(october, {"kpi_results": told("social_network_followers")})
    assert standing_of(october, "social_network_followers", "consortium").result == 60


def test_a_report_counts_from_its_recording_while_its_period_runs(october: Change):
    enter(october, {"kpi_results": amounts(("gaia", "2020-Q4", 2), ("gaia", "2020-Q3", 1))("training_webinars")})
    (found,) = kpis.series(october, today=HALF_WAY)
    assert found.points == ((date(2020, 9, 30), 1), (date(2020, 10, 10), 2))
    assert (found.last_reported, found.watched_until, found.periods) == (date(2020, 10, 10), date(2020, 10, 10), 2)
    (before,) = kpis.series(october, today=date(2020, 10, 9))
    assert before.points == ((date(2020, 9, 30), 1),)


def test_a_kpi_is_watched_in_all_scopes_until_the_last_period_reported_of_it(october: Change):
    germany, france = ({"country_code": code, "partner_id": "gaia"} for code in ("DEU", "FRA"))
    enter(october, {"kpi_results": [
        result("matchmaking_meetings", "2020-Q1", 4, **germany), result("matchmaking_meetings", "2020-Q2", 3, **france),
        result("training_webinars", "2020-Q3", 1, partner_id="gaia"),
    ]})  # fmt: skip
    found = {(one.kpi_id, one.scope_key): one.watched_until for one in kpis.series(october, today=HALF_WAY)}
    assert found == {
        ("matchmaking_meetings", "DEU"): date(2020, 6, 30), ("matchmaking_meetings", "FRA"): date(2020, 6, 30),
        ("training_webinars", "consortium"): date(2020, 9, 30),
    }  # fmt: skip


def test_names_are_watched_until_the_last_period_of_any_report(october: Change):
    enter(october, {"kpi_results": names("A", country_code="DEU")("ambassador_smes")})
    enter(october, {"kpi_results": amounts(("gaia", "2020-Q3", 0))("training_webinars")})
    found = {one.kpi_id: one.watched_until for one in kpis.series(october, today=HALF_WAY)}
    assert found["ambassador_smes"] == date(2020, 9, 30)


def test_periods_are_counted_and_not_reports(october: Change):
    enter(october, {"kpi_results": names("A", "B", "C", "D")("benefited_smes")})
    (found,) = kpis.series(october, today=HALF_WAY)
    assert found.periods == 1
    standing = standing_of(october, "benefited_smes", "consortium")
    assert standing.forecast_reason == "No forecast below 3 reported periods: there are 1."


def test_participants_are_forecast_from_the_webinars_that_they_were_at(october: Change):
    quarters = ("2020-Q1", "2020-Q2", "2020-Q3")
    enter(october, {"kpi_results": amounts(*(("gaia", period, 1) for period in quarters))("training_webinars")})
    enter(october, {"kpi_results": amounts(*(("gaia", period, 20) for period in quarters))("webinar_participants")})
    found = {one.kpi_id: one for one in kpis.series(october, today=HALF_WAY)}
    assert found["webinar_participants"].events == found["training_webinars"].points
    forecast = standing_of(october, "webinar_participants", "consortium").forecast
    assert forecast is not None
    assert forecast.kind == "people"


def test_what_is_closed_is_not_forecast_and_a_sentence_says_by_what(october: Change):
    months = [f"2020-0{month}" for month in range(1, 7)]
    for kpi_id in ("mission_applications", "exploratory_missions"):
        place = {"mission_id": USA} if kpi_id == "mission_applications" else {"country_code": "USA"}
        enter(october, {"kpi_results": amounts(*(("gaia", month, 1) for month in months), **place)(kpi_id)})
    held = {"kind": "actual", "starts": date(2020, 7, 1), "ends": date(2020, 7, 5)}
    before = standing_of(october, "mission_applications", USA)
    enter(october, {"activity_dates": [held | {"activity_id": name} for name in ("sme_selection", "fact_finding_usa")]})
    applications = standing_of(october, "mission_applications", USA)
    missions = standing_of(october, "exploratory_missions", "USA")
    assert (before.forecast is None, applications.forecast, missions.forecast) == (False, None, None)
    assert "selection of SME delegates (12 SME per mission)” ended on 5 Jul 2020" in (
        applications.forecast_reason or ""
    )
    assert "“Fact-finding mission to USA” ended on 5 Jul 2020" in (missions.forecast_reason or "")


@pytest.mark.parametrize("dates", [{"starts": date(2021, 3, 1), "ends": date(2021, 3, 5)}, None])
def test_a_kpi_is_open_in_a_market_until_all_that_sets_its_due_date_there_has_ended(
    october: Change, dates: dict[str, date] | None
):
    months = [f"2020-0{month}" for month in range(1, 7)]
    carries = {"activity_id": USA, "kpi_id": "exploratory_missions", "sets_due": True, "reason": "A second one."}
    enter(october, {"kpi_results": amounts(*(("gaia", month, 1) for month in months), country_code="USA")(
        "exploratory_missions"
    )})  # fmt: skip
    held = {"activity_id": "fact_finding_usa", "kind": "actual", "starts": date(2020, 7, 1), "ends": date(2020, 7, 5)}
    planned = [{"activity_id": USA, "kind": "planned", **dates}] if dates else []
    enter(october, {"activity_kpis": [carries], "activity_dates": [held, *planned]})
    found = standing_of(october, "exploratory_missions", "USA")
    assert "it closed when" not in (found.forecast_reason or "")


def target(
    low: float, scope_key: str, valid_from: date = date(2020, 1, 1), high: float | None = None
) -> dict[str, Any]:
    return {
        "kpi_id": "ambassador_smes", "scope_key": scope_key, "target_min": low, "target_max": high,
        "valid_from": valid_from,
    }  # fmt: skip


def test_the_target_of_a_market_wins_over_that_of_each_market(october: Change):
    enter(october, {"kpi_targets": [target(20, "DEU", high=30)]})
    germany, france = (standing_of(october, "ambassador_smes", code) for code in ("DEU", "FRA"))
    assert (germany.target_min, germany.target_max) == (20, 30)
    assert (france.target_min, france.target_max) == (14, None)


def test_a_target_holds_from_its_day_on(october: Change):
    enter(october, {"kpi_targets": [target(20, "each_market", HALF_WAY), target(30, "DEU", date(2021, 1, 1))]})
    wanted = [
        standing_of(october, "ambassador_smes", "DEU", today=day).target_min
        for day in (HALF_WAY - timedelta(days=1), HALF_WAY, date(2021, 1, 1))
    ]
    assert wanted == [14, 20, 30]


def test_a_mission_is_due_when_its_activity_ends_the_revised_end_before_the_planned(october: Change):
    carries = {"activity_id": USA, "kpi_id": "mission_applications", "sets_due": True}
    planned = {"activity_id": USA, "kind": "planned", "starts": date(2020, 11, 1), "ends": date(2020, 11, 10)}
    revised = planned | {"kind": "revised", "ends": date(2021, 5, 1)}
    enter(october, {"activity_kpis": [carries], "activity_dates": [planned]})
    assert standing_of(october, "mission_applications", USA).due == date(2020, 11, 10)
    enter(october, {"activity_dates": [revised]})
    assert standing_of(october, "mission_applications", USA).due == date(2021, 5, 1)
    assert standing_of(october, "mission_applications", "sme_mission_china").due == date(2021, 9, 30)


def test_what_the_mission_sets_due_is_closed_on_the_day_that_it_ended(october: Change):
    carries = {"activity_id": USA, "kpi_id": "mission_smes", "sets_due": True}
    planned = {"activity_id": USA, "kind": "planned", "starts": date(2020, 11, 1), "ends": date(2020, 12, 20)}
    told = names(*smes(9), mission_id=USA)("mission_smes")
    enter(october, {"kpi_results": told, "activity_kpis": [carries], "activity_dates": [planned]})
    assert standing_of(october, "mission_smes", USA).status == "not_due"
    held = planned | {"kind": "actual", "starts": date(2020, 6, 1), "ends": date(2020, 6, 5)}
    enter(october, {"activity_dates": [held]})
    found = standing_of(october, "mission_smes", USA)
    assert (found.expected, found.status, found.due) == (10, "off_track", date(2020, 12, 20))


def test_where_the_source_says_by_when_that_is_the_due_date_unless_an_activity_sets_one(october: Change):
    fairs = standing_of(october, "international_trade_fairs", "consortium")
    missions = [one for one in kpis.standings(october, today=HALF_WAY) if one.kpi_id == "exploratory_missions"]
    assert {(one.scope_key, one.due) for one in missions} == {
        (code, date(2020, 12, 31)) for code in ("BRA", "CHN", "USA")
    }
    assert fairs.due == date(2020, 12, 31)
    (stated,) = dues.stated(october, kpi_id="international_trade_fairs")
    assert (stated.due, stated.period, stated.locator) == (date(2020, 12, 31), "year 1", "§10 footnote 1")
    carries = {"activity_id": "fact_finding_usa", "kpi_id": "exploratory_missions", "sets_due": True}
    planned = {"activity_id": "fact_finding_usa", "kind": "planned", "ends": date(2021, 3, 10)}
    enter(october, {"activity_kpis": [carries], "activity_dates": [planned]})
    assert standing_of(october, "exploratory_missions", "USA").due == date(2021, 3, 10)
    assert standing_of(october, "exploratory_missions", "CHN").due == date(2020, 12, 31)


def test_a_stated_due_date_moves_with_the_start_of_the_programme(october: Change):
    enter(
        october, {"programme_dates": [{"programme_id": "dia", "starts": date(2021, 4, 1), "ends": date(2022, 12, 31)}]}
    )
    assert standing_of(october, "international_trade_fairs", "consortium").due == date(2022, 3, 31)


def test_each_kpi_says_with_what_it_begins_and_why(documented: Store):
    found = kpis.definitions(documented)
    assert all(row.baseline_reason for row in found)
    assert {row.kpi_id: row.baseline for row in found if row.baseline != 0} == {
        "social_network_followers": None, "partnership_members": 6,
    }  # fmt: skip


def test_a_plan_replaces_the_straight_line(october: Change):
    month = {"kpi_id": "training_webinars", "scope_key": "consortium", "basis": "entered"}
    enter(october, {"kpi_plans": [month | {"month": HALF_WAY.replace(day=1), "expected": 6}]})
    found = standing_of(october, "training_webinars", "consortium", today=date(2020, 11, 30))
    assert (found.expected, found.expected_basis) == (6, "entered")


def test_results_over_time_add_up_to_the_result(october: Change):
    enter(october, {"kpi_results": names("A", "B", "a", country_code="DEU")("ambassador_smes")})
    later = result("ambassador_smes", "2020-Q3", partner_id="tice", organisation="C", country_code="DEU")
    enter(october, {"kpi_results": [later, later | {"organisation": "b", "result_id": "b"}]})
    rows = results.over_time(october, kpi_id="ambassador_smes")
    assert [(row.scope_key, row.value, row.result) for row in rows] == [("DEU", 2, 2), ("DEU", 1, 3)]


SPELLINGS = ("Straße M\u00fcller", "STRASSE Mu\u0308ller", "Straße\u200b \uff2d\u00fcller")
"""One organisation, three times: composed and decomposed, in capitals, in full width, with what cannot be seen."""


def test_an_organisation_counts_once_however_it_is_spelled(october: Change):
    for told in names(*SPELLINGS)("benefited_smes"):
        enter(october, {"kpi_results": [told]})
    assert standing_of(october, "benefited_smes", "consortium").result == 1
    assert by_partner(october, HALF_WAY)["benefited_smes", "gaia"].result == 1
    overlap = results.overlaps(october, kpi_id="benefited_smes")
    assert [(row.organisation, row.partners) for row in overlap] == [(SPELLINGS[0], 2)]


def test_an_sme_on_a_mission_is_one_scope_however_it_is_spelled_and_shown_as_first_recorded(october: Change):
    for name in SPELLINGS:
        told = result("mission_sme_meetings", "2020-Q2", 2, partner_id="gaia", mission_id=USA, organisation=name)
        enter(october, {"kpi_results": [told]})
    found = [one for one in kpis.standings(october, today=HALF_WAY) if one.kpi_id == "mission_sme_meetings"]
    assert [(one.scope_key, one.result) for one in found if one.result] == [(f"{USA}/{SPELLINGS[0]}", 6)]


def test_organisations_of_two_partners_are_overlaps_within_their_scope(october: Change):
    told = [*names("Alpha", " alpha", "Beta", country_code="DEU")("ambassador_smes")]
    told += names("-", "Beta", country_code="FRA")("ambassador_smes")
    enter(october, {"kpi_results": told})
    rows = results.overlaps(october, kpi_id="ambassador_smes")
    assert [(row.organisation, row.country_code, row.partners) for row in rows] == [("Alpha", "DEU", 2)]


def by_partner(reader: Reader, today: date) -> dict[tuple[str, str], PartnerResult]:
    """What each partner reported, by KPI and partner."""
    return {(row.kpi_id, row.partner_id): row for row in results.by_partner(reader, today=today)}


def test_the_kpis_that_a_partner_reported_for_a_quarter_are_those_of_its_months_too(october: Change):
    enter(october, {"kpi_results": amounts(("gaia", "2020-Q1", 3), ("scs", "2020-Q2", 1))("training_webinars")})
    enter(october, {"kpi_results": [result("followers", "2020-02", 9, partner_id="gaia")]})
    first = ["2020-Q1", "2020-01", "2020-02", "2020-03"]
    assert results.count_reported_kpis(october, of_periods=first) == {"gaia": 2}


def test_partners_are_reported_stale_or_not_reported(october: Change):
    enter(october, {"kpi_results": amounts(("gaia", "2020-Q1", 3), ("gaia", "2020-Q2", 1))("training_webinars")})
    enter(october, {"kpi_results": names("A", "B", "a ")("benefited_smes")})
    rows = by_partner(october, HALF_WAY)
    assert len(rows) == 23 * 6
    webinars, smes = rows["training_webinars", "gaia"], rows["benefited_smes", "gaia"]
    assert (webinars.result, webinars.status) == (4, "reported")
    assert (smes.result, smes.reports) == (1, 2)
    assert rows["training_webinars", "scs"].status == "not_reported"
    later = by_partner(october, OCTOBER.date() + timedelta(days=93))
    assert later["training_webinars", "gaia"].status == "stale"
    last = {one.partner_id: one.last_reported for one in kpis.last_reports(october) if one.last_reported}
    assert (last["gaia"], len(last)) == (OCTOBER.date(), 2)


def test_behind_a_result_stand_its_reports_with_author_and_batch(october: Change):
    batch = enter(october, {"kpi_results": amounts(("gaia", "2020-Q1", 3))("training_webinars")})
    (row,) = results.reports(october, kpi_id="training_webinars")
    assert (row.value, row.recorded_by, row.batch_id) == (3, "a member", batch)


def test_the_newest_reports_stand_first_as_many_as_are_wanted_and_corrected_ones_are_left_out(october: Change):
    first = amounts(("gaia", "2020-Q1", 3), ("scs", "2020-Q1", 4))("training_webinars")
    enter(october, {"kpi_results": first})
    enter(october, {"kpi_results": [first[0] | {"value": 5}]})
    rows = results.reports(october, kpi_id="training_webinars")
    assert [(row.partner_id, row.value) for row in rows] == [("gaia", 5), ("scs", 4)]
    newest = results.reports(october, kpi_id="training_webinars", most=1)
    assert [row.value for row in newest] == [5]


def test_what_was_reported_of_a_place_adds_up_and_counts_each_name_once(october: Change):
    enter(october, {"kpi_results": names("Alpha", "alpha ", "Beta", country_code="DEU")("ambassador_smes")})
    enter(october, {"kpi_results": names("Beta")("ambassador_smes")})
    germany, nowhere = results.by_place(october, kpi_id="ambassador_smes")
    assert (germany.place, germany.reports, germany.names) == ("Germany", 3, 2)
    assert (nowhere.reports, nowhere.names) == (1, 1)


def test_the_history_of_targets_keeps_the_printed_one(october: Change):
    taken_back = enter(october, {"kpi_targets": [target(20, "DEU")]})
    october.withdraw(taken_back, withdrawn_by="a member", reason="wrong market")
    rows = kpis.target_history(october, kpi_id="ambassador_smes")
    assert [(row.scope_key, row.target_min, row.kind, row.is_withdrawn) for row in rows] == [
        ("DEU", 20, "entry", True),
        ("each_market", 14, "document", False),
    ]


def answers(store: Store, as_of: datetime) -> tuple[list[Standing], list[CoursePoint]]:
    """What is known at a moment: the standings, and the series behind one KPI."""
    over_time = results.over_time(store, kpi_id="training_webinars", as_of=as_of)
    return kpis.standings(store, today=as_of.date(), as_of=as_of), over_time


def steps(store: Store) -> Iterator[None]:
    """A year in steps: reports on time, late, within the quarter; a correction, a target, dates, a withdrawal."""
    number = count()

    def told(**facts: Any) -> str:
        with store.change() as change:
            return enter(change, facts, source_id=f"form {next(number)}")

    webinar = result("training_webinars", "2020-Q1", 3, partner_id="gaia")
    slip = told(kpi_results=[webinar, result("training_webinars", "2020-Q1", 40, partner_id="scs")])
    yield
    told(kpi_results=[webinar | {"value": 2}])
    yield
    told(kpi_results=[*names("A", "a", "B", mission_id=USA)("mission_smes")], kpi_targets=[target(9, "DEU")])
    yield
    with store.change() as change:
        change.withdraw(slip, withdrawn_by="a member", reason="typing error")
    yield
    told(programme_dates=[{"programme_id": "dia", "starts": date(2020, 1, 1), "ends": date(2022, 6, 30)}])
    yield
    told(
        kpi_results=amounts(("gaia", "2020-Q2", 2), ("gaia", "2020-Q4", 1), ("scs", "2020-Q3", 4))("training_webinars")
    )
    yield
    told(kpi_results=[result("training_webinars", "2020-Q4", 2, partner_id="gaia")])
    yield


def test_what_is_said_today_of_a_past_day_is_what_was_said_that_day(tmp_path: Path):
    clock = Clock(datetime(2020, 4, 3, 12, 0))  # noqa: DTZ001
    store = Store(tmp_path / "dia.duckdb", clock=clock)
    loading.load(store)
    said = []
    for _ in steps(store):
        moment = clock.now + timedelta(hours=1)
        said.append((moment, answers(store, moment), kpis.standings(store, today=moment.date())))
        clock.now += timedelta(days=45)
    assert [answers(store, moment) for moment, _, _ in said] == [then for _, then, _ in said]
    assert [then[0] for _, then, _ in said] == [now for _, _, now in said]
    store.close()


QUESTIONS = {
    name: query
    for name, query in inspect.getmembers(kpis, inspect.isfunction)
    if query.__module__ == kpis.__name__ and not name.startswith("_")
}
GIVEN = {"today": HALF_WAY, "kpi_id": "training_webinars"}


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_empty_record_gives_no_rows_and_all_columns(draft: Change, documented: Store, name: str):
    wanted = {key: GIVEN[key] for key in GIVEN if key in inspect.signature(QUESTIONS[name]).parameters}
    nothing, something = (QUESTIONS[name](reader, **wanted) for reader in (draft, documented))
    assert type(nothing) is type(something)
    if isinstance(nothing, pd.DataFrame):
        assert nothing.empty
        assert list(nothing.columns) == list(something.columns)


def test_the_bases_of_results_are_told_of_the_kpis_that_have_any(reporting: Store):
    assert kpis.result_bases(reporting) == {}
    row = {"period": "2020-Q2", "partner_id": "scs", "value": 3}
    recording.record_results(reporting, kpi_id="webinars", rows=[row], author="Ana")
    assert kpis.result_bases(reporting) == {"webinars": "entered"}
