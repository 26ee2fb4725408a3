"""What needs the consortium: what is a matter and what is not, its reason, and the order of all of them."""

from dataclasses import replace
from datetime import date

import pytest

from dia_data import attention, roadmap
from dia_data.attention import GROUPS, RULE, CheckResult, Contradiction, Kind, LastReport, Matter, OpenDecision
from dia_data.evaluations import Spread
from dia_data.kpis import STALE_AFTER_DAYS, Definition, Expectation, Standing, Status
from dia_data.swot_rules import Outcome, RuleFigure, Verdict
from tests.examples import example

TODAY = date(2021, 3, 1)
DEFINITIONS = [
    example(Definition, kpi_id="webinars", kpi_name="Training webinars", owner="SCS"),
    example(Definition, kpi_id="meetings", kpi_name="Matchmaking meetings"),
]
PLACES = {"DEU": "Germany", "sme_mission_usa": "USA mission"}
STANDING = Standing(
    kpi_id="webinars", scope_key="consortium", result=4.0, target_min=10.0, target_max=None, due=date(2021, 9, 30),
    progress=0.4, expected=8.0, expected_basis="derived", status=Status.OFF_TRACK, needed_per_month=1.0,
    last_reported=date(2021, 2, 1), days_since_report=28, forecast=None, forecast_reason="too few reports",
    expected_by=date(2020, 12, 31), expectation=example(Expectation),
)  # fmt: skip
ACTIVITY = example(roadmap.Activity, activity_id="visit", activity_name="Visit to China")


def matter(kind: Kind, weight: float, title: str = "title") -> Matter:
    return Matter(kind=kind, subject_kind="kpi", subject="x", title=title, reason="why", page="kpis", weight=weight)


def of_kpis(*standings: Standing) -> list[Matter]:
    return attention.find_kpis(standings, DEFINITIONS, PLACES)


def status(planned: date, revised: date | None = None, *, reason: str = "Travel rules.") -> roadmap.ActivityStatus:
    rows = [
        example(
            roadmap.Revision, activity_id="visit", kind=kind, starts=date(2020, 1, 1), ends=ends, reason=reason,
            counts=True,
        )
        for kind, ends in (("planned", planned), ("revised", revised)) if ends
    ]  # fmt: skip
    (found,) = roadmap.judge_activities([ACTIVITY], rows, today=TODAY, programme_ends=date(2021, 9, 30))
    return found


def verdict(rule: str, country: str, outcome: Outcome = Outcome.TRIPPED) -> Verdict:
    row = example(RuleFigure, rule_id=rule, rule_name=rule, item_id="threat")
    return Verdict(rule=row, country_code=country, country_name=country, outcome=outcome, readings=())


def test_groups_come_in_their_order_however_much_a_matter_weighs():
    kinds = (Kind.TRIPPED, Kind.DISPUTED, Kind.STALE, Kind.SLIPPED, Kind.OFF)
    found = attention.rank_matters(
        matter(kind, weight) for kind, weight in zip(kinds, (1.0, 0.8, 0.6, 0.4, 0.2), strict=True)
    )
    assert [one.kind for one in found] == list(reversed(kinds))


def test_within_a_group_the_larger_share_comes_first_and_equal_ones_by_the_alphabet():
    found = attention.rank_matters(
        [matter(Kind.OFF, 0.3, "b"), matter(Kind.OVERDUE, 0.5, "c"), matter(Kind.OFF, 0.3, "a")]
    )
    assert [one.title for one in found] == ["c", "a", "b"]


def test_every_kind_has_a_group_and_the_rule_names_the_numbers_that_the_code_uses():
    assert set(GROUPS) == set(Kind)
    assert f"more than {STALE_AFTER_DAYS} days" in RULE
    assert f"from {attention.DISAGREEMENT_FROM} on a scale of 0 to 1" in RULE


def test_a_kpi_off_track_says_what_is_expected_and_leads_to_itself():
    (found,) = of_kpis(STANDING)
    assert (found.kind, found.owner, found.weight) == (Kind.OFF, "SCS", 0.5)
    assert found.reason == "4 of 8 expected by 31 Dec 2020, target 10"
    assert (found.page, found.address) == ("kpis", {"kpi": "Training webinars"})


def test_a_kpi_whose_reports_are_due_says_of_which_quarters():
    (found,) = of_kpis(replace(STANDING, quarters_due=("2020-Q4", "2021-Q1")))
    assert found.reason == "4 of 8 expected by 31 Dec 2020, target 10; 2020 Q4 and 2021 Q1 to be reported"


def test_large_and_broken_numbers_are_written_out():
    (found,) = of_kpis(replace(STANDING, result=1234567.0, expected=2345678.26))
    assert found.reason.startswith("1,234,567 of 2,345,678.3 expected")


def test_a_result_above_its_range_weighs_what_is_too_much():
    (found,) = of_kpis(replace(STANDING, status=Status.ABOVE_RANGE, result=15.0, target_max=12.0))
    assert (found.kind, found.reason) == (Kind.ABOVE, "15 reported, at most 12 wanted")
    assert found.weight == pytest.approx(0.25)


def test_of_several_scopes_the_worst_speaks_with_its_place_and_how_many_are_like_it():
    scopes = [
        replace(STANDING, kpi_id="meetings", scope_key=key, progress=progress, status=status)
        for key, progress, status in (
            ("sme_mission_usa/Ada Ltd", 0.1, Status.OFF_TRACK),
            ("DEU", 0.4, Status.OFF_TRACK),
            ("FRA", 0.9, Status.ON_TRACK),
        )
    ]
    (found,) = of_kpis(*scopes)
    assert found.reason == "Ada Ltd, USA mission: 4 of 8 expected by 31 Dec 2020, target 10; 1 more of 3 likewise"
    assert found.owner is None


def test_a_stale_kpi_weighs_the_part_of_a_year_without_a_report():
    (found,) = of_kpis(replace(STANDING, status=Status.STALE, days_since_report=146))
    assert (found.kind, found.reason, found.weight) == (Kind.STALE, "last report 146 days ago", 0.4)


@pytest.mark.parametrize("status", [Status.NOT_REPORTED, Status.NOT_DUE, Status.ON_TRACK, Status.ACHIEVED])
def test_what_is_on_its_way_or_was_never_reported_is_no_matter(status: Status):
    assert of_kpis(replace(STANDING, status=status)) == []


def test_an_overdue_activity_says_how_late_it_is_and_why():
    (found,) = attention.find_activities([status(date(2020, 12, 31), date(2021, 2, 28))])
    assert (found.kind, found.reason) == (Kind.OVERDUE, "1 day past its end: Travel rules.")
    assert (found.page, found.address) == ("roadmap", {"focus": "Visit to China"})


def test_an_open_activity_that_slipped_may_become_late():
    (found,) = attention.find_activities([status(date(2021, 6, 1), date(2021, 9, 1), reason="")])
    assert (found.kind, found.reason) == (Kind.SLIPPED, "92 days later than planned")


def test_an_activity_that_keeps_to_its_plan_is_no_matter():
    assert attention.find_activities([status(date(2021, 6, 1))]) == []


@pytest.mark.parametrize(("days", "matters"), [(STALE_AFTER_DAYS, 0), (STALE_AFTER_DAYS + 1, 1)])
def test_a_partner_is_stale_after_the_days_of_a_quarter(days: int, matters: int):
    last = date.fromordinal(TODAY.toordinal() - days)
    row = example(LastReport, partner_id="scs", partner="SCS", last_reported=last)
    found = attention.find_partners([row], today=TODAY)
    assert [one.address for one in found] == [{"kpis_view": "By partner", "partner": "SCS"}] * matters


def test_a_partner_that_never_reported_is_no_matter():
    assert attention.find_partners([example(LastReport, partner_id="s", partner="S")], today=TODAY) == []


def test_two_values_for_one_stock_weigh_how_far_they_are_apart():
    row = example(
        Contradiction, kpi_id="followers", kpi_name="Followers", period="2021-Q1", whole=200.0, of_partners=150.0
    )
    (found,) = attention.find_contradictions([row])
    assert found.reason == "2021 Q1: 200 for the consortium, 150 by partners together"
    assert found.weight == 0.25


def test_the_checks_of_the_sources_are_one_matter_and_none_when_all_hold():
    (found,) = attention.find_checks([example(CheckResult, rows=rows) for rows in (2, 0, 5, 0)])
    assert (found.kind, found.weight) == (Kind.CONTRADICTORY, 0.5)
    assert found.reason == "7 contradictions, found by 2 of 4 checks"
    assert attention.find_checks([example(CheckResult, rows=0)]) == []
    assert attention.find_checks([]) == []


def test_an_activity_is_disputed_once_by_what_partners_disagree_about_most():
    strong = Spread(activity_id="visit", criterion="impact", by_partner={"SCS": 1, "GAIA": 5, "MITC": 5})
    weaker = Spread(activity_id="visit", criterion="relevance", by_partner={"SCS": 1, "GAIA": 5, "MITC": 3})
    mild = Spread(activity_id="call", criterion="impact", by_partner={"SCS": 3, "GAIA": 4})
    alone = Spread(activity_id="fair", criterion="impact", by_partner={"SCS": 1})
    (found,) = attention.find_spreads([strong, weaker, mild, alone], {"visit": "Visit"}, round_name="First")
    assert found.reason == "impact judged from 1 to 5 by 3 partners"
    assert found.address == {"round": "First", "criterion": "Impact"}
    assert found.weight == strong.disagreement


def test_a_rule_weighs_the_markets_with_a_figure_that_trip_it():
    verdicts = [
        verdict("Slow payment", "Italy"),
        verdict("Slow payment", "Germany", Outcome.HOLDS_OFF),
        verdict("Slow payment", "Brazil", Outcome.UNKNOWN),
    ]
    (found,) = attention.find_rules(verdicts)
    assert (found.title, found.reason, found.weight) == ("Slow payment", "Italy: 1 of 2 markets with a figure", 0.5)


@pytest.mark.parametrize(
    ("due", "is_done", "reasons"),
    [
        (date(2021, 2, 20), False, ["decision due 20 Feb 2021, 9 days ago"]),
        (TODAY, False, []),
        (None, False, []),
        (date(2021, 2, 20), True, []),
    ],
)
def test_a_decision_is_overdue_the_day_after_it_was_due(due: date | None, is_done: bool, reasons: list[str]):
    row = example(OpenDecision, text="Write to the hosts", partner="SCS", due=due, is_done=is_done)
    assert [one.reason for one in attention.find_decisions([row], today=TODAY)] == reasons
