"""Plans in words: their milestones, and that the dates have moved since they were set."""

from datetime import date, datetime
from typing import Any

from dia_data.roadmap import Lag, PlanSet
from pages.ui.indicators import kpi_plans
from tests.examples import example

NAMES = {"BRA": "Brazil", "sme_mission_usa": "USA mission"}


def lag(**values: Any) -> Lag:
    usual: dict[str, Any] = {
        "kpi_id": "webinars", "kpi_name": "Webinars", "scope_key": "consortium", "set_on": date(2020, 10, 5),
        "set_by": "*Ada*", "due_then": date(2021, 9, 30), "due_now": date(2022, 6, 30),
    }  # fmt: skip
    return Lag(**usual | values)


def read(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, "\\\u2060\u2068\u2069")))


def test_a_plan_says_when_and_for_when_it_was_set_by_how_much_the_date_moved_and_that_it_stays():
    said = kpi_plans.describe_lags([lag()], NAMES)
    assert read(said) == (
        "**The plan was set before the dates moved**: on 5 Oct 2020, by *Ada*. It was made for 30 Sep 2021; "
        "the KPI is due 30 Jun 2022 now, 273 days later. What was planned stays as it was set."
    )
    assert "\\*Ada\\*" in said


def test_several_plans_are_a_line_each_and_smes_of_a_mission_are_counted():
    lags = [
        lag(scope_key="BRA", due_now=date(2021, 9, 29)),
        lag(scope_key="sme_mission_usa/Demo A"),
        lag(scope_key="sme_mission_usa/Demo B"),
    ]
    title, _, market, mission = read(kpi_plans.describe_lags(lags, NAMES)).splitlines()
    set_then = "set on 5 Oct 2020 for 30 Sep 2021"
    assert title.startswith("**Plans that were set before the dates moved.**")
    assert market == f"- **Webinars**, Brazil: {set_then}, due 29 Sep 2021: 1 day earlier"
    assert mission == f"- **Webinars**, USA mission (2 SMEs): {set_then}, due 30 Jun 2022: 273 days later"


def test_dates_that_would_move_are_told_with_the_kpi_even_if_it_is_one():
    said = read(kpi_plans.describe_coming_lags([lag()], NAMES))
    assert said.startswith("**Plans that would then have been set for other dates.** What was planned stays")
    assert "- **Webinars**: set on" in said


def test_a_plan_is_told_with_its_milestones_basis_reason_and_author():
    row = example(
        PlanSet, scope_key="consortium", months=(date(2020, 12, 1), date(2021, 9, 1)), expected=(4.0, 7.5),
        basis="entered", recorded_by="Ada", recorded_at=datetime.fromisoformat("2020-10-05T13:10"),
    )  # fmt: skip
    assert kpi_plans.tabulate_plans([row], "consortium", NAMES).values.tolist() == [
        ["consortium", "Dec 2020: 4, Sep 2021: 7.5", date(2020, 10, 5), "✎ entered", "–", "Ada"]
    ]


def test_the_link_opens_the_form_of_the_plan_of_a_kpi():
    assert kpi_plans.build_form_address("Webinars", workspace="demonstration") == (
        "./record?report=Targets+and+plans&record_aim=Plan&kpi=Webinars&workspace=demonstration"
    )
