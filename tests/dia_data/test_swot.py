"""Rules that trip, points nobody works on, age of evidence, history: pure, over a few rows."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from dia_data import swot, swot_history, swot_rules
from dia_data.queries import swot as questions
from dia_data.storage.store import Store
from dia_data.swot_rules import Outcome
from tests.examples import example


def figure(country: str = "DEU", **changed: Any) -> swot_rules.RuleFigure:
    usual = {
        "rule_id": "slow", "item_id": "p", "rule_name": "Slow payment", "comparison": "above", "threshold": 90,
        "country_code": country, "country_name": country, "printed": "as printed",
    }  # fmt: skip
    return example(swot_rules.RuleFigure, **usual | changed)


@pytest.mark.parametrize(
    ("reading", "outcome"),
    [
        ({"value": 120}, Outcome.TRIPPED),
        ({"value": 90}, Outcome.HOLDS_OFF),
        ({"value_low": 30, "value_high": 120}, Outcome.TRIPPED),
        ({"value_low": 30, "value_high": 60}, Outcome.HOLDS_OFF),
        ({"value_low": 100}, Outcome.TRIPPED),
        ({"value_low": 30}, Outcome.OPEN),
        ({"value_high": 60}, Outcome.HOLDS_OFF),
        ({"printed": None}, Outcome.UNKNOWN),
        ({"comparison": "below", "value": -0.2, "threshold": 0}, Outcome.TRIPPED),
        ({"comparison": "below", "value": 0, "threshold": 0}, Outcome.HOLDS_OFF),
        ({"comparison": "below", "value_low": 1, "value_high": 5, "threshold": 2}, Outcome.TRIPPED),
        ({"comparison": "below", "value_high": 5, "threshold": 2}, Outcome.OPEN),
        ({"comparison": "below", "value_low": 3, "threshold": 2}, Outcome.HOLDS_OFF),
    ],
)
def test_a_rule_reads_a_range_at_the_end_that_trips_most_easily(reading: dict[str, Any], outcome: Outcome):
    (verdict,) = swot_rules.evaluate([figure(**reading)])
    assert verdict.outcome is outcome


def test_a_market_with_two_readings_is_one_market_and_any_of_them_trips():
    verdicts = swot_rules.evaluate([figure(value=60), figure(value=120), figure("FRA", value=60)])
    assert [(one.country_code, one.outcome.name, len(one.readings)) for one in verdicts] == [
        ("DEU", "TRIPPED", 2),
        ("FRA", "HOLDS_OFF", 1),
    ]
    assert swot_rules.find_tripped(verdicts) == {"Slow payment": ["DEU"]}


def test_verdicts_count_for_points_that_stand_and_for_the_market_a_point_is_about():
    verdicts = swot_rules.evaluate([figure(value=120), figure("FRA", value=120)])
    about_germany, of_all, retired = (
        example(swot.Point, item_id="p", subject=subject, is_retired=is_retired)
        for subject, is_retired in (("DEU", False), ("consortium", False), ("consortium", True))
    )
    assert [one.country_code for one in swot_rules.select_counting(verdicts, [about_germany])] == ["DEU"]
    assert [one.country_code for one in swot_rules.select_counting(verdicts, [of_all])] == ["DEU", "FRA"]
    assert swot_rules.select_counting(verdicts, [retired]) == swot_rules.select_counting(verdicts, []) == []


def test_a_point_of_a_market_answers_for_its_own_market_alone():
    verdicts = swot_rules.evaluate([figure(value=120), figure("FRA", value=120)])
    assert [one.country_code for one in swot_rules.select_of_point(verdicts, item_id="p", subject="FRA")] == ["FRA"]
    assert len(swot_rules.select_of_point(verdicts, item_id="p", subject="consortium")) == 2
    assert swot_rules.select_of_point(verdicts, item_id="other", subject="consortium") == []


def test_the_rules_trip_on_the_figures_of_the_documents(loaded: Store):
    verdicts = swot_rules.evaluate(questions.rule_figures(loaded))
    found = swot_rules.find_tripped(verdicts)
    assert found["Payment terms above 90 days in a target market"] == ["Italy"]
    assert found["ICT Development Index rank worse than 50"] == ["Brazil", "China"]
    assert "Sector growth forecast 2019 below 2 %" not in found
    of_brazil = {one.rule.rule_id: one.outcome for one in verdicts if one.country_name == "Brazil"}
    assert of_brazil["payment_terms_above_90_days"] is Outcome.UNKNOWN


POINTS = [
    example(swot.Point, item_id="w1", quadrant="weakness", is_retired=False),
    example(swot.Point, item_id="w2", quadrant="weakness", is_retired=False),
    example(swot.Point, item_id="t1", quadrant="threat", is_retired=True),
    example(swot.Point, item_id="s1", quadrant="strength", is_retired=False),
]
ACTIVITIES = [example(swot.PointActivity, activity_id=name) for name in ("training", "meetings")]


def test_coverage_names_weaknesses_without_an_activity_and_activities_without_a_point():
    answers = [example(swot.Answer, item_id="w1", activity_id="training", activity_name="Training")]
    found = swot.find_coverage(POINTS, answers, ACTIVITIES)
    assert [point.item_id for point in found.unanswered] == ["w2"]
    assert [activity.activity_id for activity in found.idle] == ["meetings"]
    assert found.answered == {"w1": ["Training"]}


def test_an_activity_that_answers_a_retired_point_alone_answers_none():
    answers = [example(swot.Answer, item_id="t1", activity_id="training", activity_name="Training")]
    assert len(swot.find_coverage(POINTS, answers, ACTIVITIES).idle) == 2


def test_evidence_is_counted_for_the_countries_it_is_about():
    evidence = [
        example(swot.Evidence, item_id="s1", stance="supports", about=("DEU", "FRA")),
        example(swot.Evidence, item_id="s1", stance="contradicts"),
    ]
    assert swot.count_evidence(swot.select_about(evidence, [])) == {"s1": {"supports": 1, "contradicts": 1}}
    assert swot.count_evidence(swot.select_about(evidence, ["FRA"])) == {"s1": {"supports": 1, "contradicts": 0}}
    assert swot.count_evidence(swot.select_about(evidence, ["USA"])) == {}


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Atradius Market Monitor 2018-06", date(2018, 6, 30)),
        ("ITU IDI 2017", date(2017, 12, 31)),
        ("sample of 2012-07/2014-06", date(2014, 6, 30)),
        ("2019", date(2019, 12, 31)),
        ("privacyshield.gov (undated)", None),
        ("past 3 years", None),
        ("120175 days", None),
    ],
)
def test_a_period_ends_with_the_last_day_that_it_names(text: str, end: date | None):
    assert swot.find_period_end(text) == end


def link(reference: str, *, stance: str = "supports", edition: str | None = None, period: str | None = None):
    return example(
        swot.EvidenceFigure, kind="indicator", reference=reference, country_code="DEU", stance=stance, edition=edition,
        period=period,
    )  # fmt: skip


def test_freshness_is_that_of_the_newest_support_in_whole_years():
    rows = [
        link("a", edition="ITU IDI 2017"),
        link("b", edition="Atradius 2018-06", period="2019"),
        link("c"),
        link("d", stance="contradicts", edition="Later 2026-01"),
    ]
    fresh = swot.measure_freshness(rows, today=date(2026, 6, 29))
    assert (fresh.newest, fresh.years, fresh.dated, fresh.supporting) == ("Atradius 2018-06", 7, 2, 3)
    assert swot.measure_freshness(rows, today=date(2026, 7, 1)).years == 8


def test_evidence_without_a_date_or_without_support_has_no_age():
    assert swot.measure_freshness([link("a")], today=date(2026, 1, 1)).newest is None
    assert swot.measure_freshness([], today=date(2026, 1, 1)).supporting == 0


def touch(about: str = "point", **changed: Any) -> swot_history.Touch:
    return example(swot_history.Touch, about=about, **{"kind": "entry", "text": "Old", "is_retired": False} | changed)


def test_history_says_what_each_batch_did_the_newest_first():
    events = swot_history.build_history(
        [
            touch(kind="document"),
            touch("evidence", kind="document", rows=1),
            touch("rule", kind="document", rows=2),
            touch(text="New"),
            touch("rating", partner="SCS", relevance=4, urgency=2),
            touch("rating", partner="SCS", relevance=5, urgency=2),
            touch(text="New", is_retired=True),
            touch(text="New"),
        ]
    )
    assert [event.what for event in events][::-1] == [
        "stated: “Old”",
        "linked to 1 piece of evidence",
        "linked to 2 rules",
        "reworded from “Old” to “New”",
        "rated for SCS: relevance 4, urgency 2",
        "rated for SCS: relevance 5, urgency 2 (before: 4 and 2)",
        "retired",
        "restored",
    ]


def test_what_was_withdrawn_stays_in_the_history_and_changes_nothing_after_it():
    events = swot_history.build_history(
        [touch(), touch(text="Wrong", withdrawn_at=datetime(2026, 1, 1, tzinfo=UTC)), touch(text="New")]
    )
    assert [event.what for event in events] == [
        "reworded from “Old” to “New”",
        "reworded from “Old” to “Wrong”",
        "added: “Old”",
    ]
