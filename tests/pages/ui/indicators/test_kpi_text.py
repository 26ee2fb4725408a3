"""How the figures of KPIs are worded."""

from dataclasses import replace
from datetime import date

import pytest

from dia_data.forecasts import Calibration, Kind, Trials
from dia_data.kpis import Definition
from dia_data.wording.days import format_day
from dia_data.wording.scopes import SCOPES, name_scope
from pages.ui.indicators import kpi_text
from tests.examples import example
from tests.pages.ui.kpi_rows import FORECAST, LINE, standing, unreported


@pytest.mark.parametrize(
    ("one", "unit", "text"),
    [
        (standing(), "webinars", "12 of 14"),
        (standing(result=15.0, target_min=10.0, target_max=14.0), "SMEs", "15 of 10–14"),
        (standing(result=1.25, target_min=1.5), "%", "1.25 % of 1.5 %"),
        (standing(result=0.0), "", "0 of 14"),
        (unreported(), "", "– of 14"),
    ],
)
def test_a_result_is_told_with_its_target(one, unit: str, text: str):
    assert kpi_text.format_result(one, unit) == text


def test_a_forecast_is_a_median_with_its_interval_and_the_chance_of_the_target():
    assert kpi_text.format_forecast(FORECAST) == "16 (13–20), 85 %"
    assert kpi_text.format_forecast(None) == "–"


def test_small_forecasts_of_a_trend_keep_a_decimal_and_large_ones_do_not():
    trend = replace(FORECAST, low=8.24, median=9.06, high=123.4, probability=0.5)
    assert kpi_text.format_forecast(trend) == "9.1 (8.2–123), 50 %"


def tried(*, kind: Kind = Kind.COUNTS, covered: int, below: int = 0, above: int = 0) -> Calibration:
    count = covered + below + above
    return Calibration(
        trials=[Trials(kind=kind, quarters_ahead=1, count=count, covered=covered, below=below, above=above)]
    )


def test_a_forecast_is_marked_where_earlier_ones_of_its_kind_did_not_hold():
    assert kpi_text.format_forecast(FORECAST, missed={Kind.COUNTS: "…"}) == "16 (13–20), 85 % †"
    assert kpi_text.format_forecast(FORECAST, missed={Kind.NAMES: "…"}) == "16 (13–20), 85 %"


NARROW = (
    "60 % of 100 earlier 80 % intervals contained the actual result; it was lower in 10 %, higher in 30 %. "
    "They are too narrow."
)
WIDE = (
    "95 % of 20 earlier 80 % intervals contained the actual result; it was lower in 0 %, higher in 5 %. "
    "They are too wide, in part because whole numbers seldom leave exactly 80 %."
)


@pytest.mark.parametrize(
    ("held", "sentence"),
    [({"covered": 60, "below": 10, "above": 30}, NARROW), ({"covered": 19, "above": 1}, WIDE)],
)
def test_a_kind_that_is_missed_has_a_sentence_with_the_direction_of_the_misses(held: dict[str, int], sentence: str):
    assert kpi_text.describe_missed(tried(**held)) == {Kind.COUNTS: f"Forecasts of counts: {sentence}"}


def test_a_kind_that_holds_or_was_tried_too_rarely_has_no_sentence():
    assert kpi_text.describe_missed(tried(covered=80, above=20)) == {}
    assert kpi_text.describe_missed(tried(covered=9)) == {}


@pytest.mark.parametrize(
    ("days", "text"), [(None, "–"), (0, "today"), (1, "1 day"), (47, "47 days"), (1800, "1,800 days")]
)
def test_the_age_of_a_report_is_told_in_days(days: int | None, text: str):
    assert kpi_text.format_age(days) == text


def test_a_scope_is_told_by_its_name_and_an_sme_with_its_mission():
    names = {"DEU": "Germany", "sme_mission_usa": "USA mission"}
    assert name_scope("consortium", names) == "consortium"
    assert name_scope("DEU", names) == "Germany"
    assert name_scope("sme_mission_usa/Demo / SME", names) == "Demo / SME, USA mission"


def test_every_way_of_counting_and_every_scope_has_its_sentence():
    for accumulate in ("sum", "distinct", "latest", "mean"):
        for scope in SCOPES:
            assert kpi_text.explain_counting(example(Definition, accumulate=accumulate, scope=scope)).count(".") >= 2
    assert set(kpi_text.EVIDENCE) == {"count", "distinct", "stock", "percentage"}


def test_an_expectation_says_what_it_rests_on():
    assert kpi_text.explain_expectation(standing()) == (
        "12.5 (ƒ by a straight line from 0 on 1 Jan 2020 to the due date; due 30 Sep 2021)"
    )
    planned = replace(LINE, milestones=((date(2020, 6, 30), 4.0),))
    told = kpi_text.explain_expectation(standing(expected_basis="entered", expectation=planned))
    assert told == "12.5 (✎ by the plan; due 30 Sep 2021)"


def test_what_is_expected_at_once_says_when_and_what_begins_above_nought_says_with_how_many():
    small = replace(LINE, is_stepped=True)
    assert kpi_text.explain_expectation(standing(expected=0.0, expectation=small)) == (
        "nothing yet: all of it is due on 30 Sep 2021"
    )
    due = kpi_text.explain_expectation(standing(expected=2.0, expectation=small))
    assert due == "2 (ƒ by the due date: so few units are expected all at once; due 30 Sep 2021)"
    members = standing(expectation=replace(LINE, baseline=6.0))
    assert "a straight line from 6 on 1 Jan 2020" in kpi_text.explain_expectation(members)


def test_quarters_that_are_due_to_be_reported_are_told_apart_from_what_is_expected():
    assert kpi_text.describe_reports_due(standing()) == ""
    behind = standing(quarters_due=("2021-Q2", "2021-Q3"), expected_since=1.52)
    assert kpi_text.describe_reports_due(behind) == "2021 Q2 and 2021 Q3; 1.5 more expected by then"


def test_what_is_needed_is_told_only_where_something_is():
    assert kpi_text.describe_need(standing()) == "0.7 a month from now on"
    assert kpi_text.describe_need(standing(needed_per_month=0.0)) == ""
    assert kpi_text.describe_need(unreported()) == ""
    assert format_day(date(2021, 3, 1)) == "1 Mar 2021"
