"""Since when a KPI stands as it does and what made it so, in plain sentences."""

from datetime import date

import pytest

from dia_data.forecasts import Closing
from dia_data.kpis import Expectation, Judgement, Status, Target
from dia_data.status_history import Change, Passed, Spell, Subject
from pages.ui.kpis import since

DUE = date(2021, 9, 30)
ACTIVITIES = {"sme_call": "SME call"}


def judged(status: Status, **given) -> Judgement:
    known = {
        "status": status, "rule": "", "result": 2.0, "target": Target(target_min=4), "due": DUE, "closing": None,
        "expected": 4.0, "expected_by": DUE, "last_reported": date(2021, 7, 12), "covered_until": DUE,
        "expectation": Expectation(starts=date(2020, 1, 1), baseline=0, target_min=4, due=DUE), "is_to_come": False,
    }  # fmt: skip
    return Judgement(**{**known, **given})


def spell(status: Status, *changes: Change, since_day: date = date(2021, 10, 1), passed=None, **given) -> Spell:
    return Spell(
        scope_key="consortium", since=since_day, until=date(2021, 12, 31), judged=judged(status, **given),
        changes=changes, passed=passed,
    )  # fmt: skip


def change(subject: Subject = Subject.REPORT, *, is_withdrawn: bool = False, **given) -> Change:
    return Change(day=date(2021, 10, 1), subject=subject, is_withdrawn=is_withdrawn, who="Ana", **given)


GAIA = change(partner="GAIA", period="2021-Q3")
SCS = change(partner="SCS", period="2021-Q3")


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            spell(Status.OFF_TRACK, passed=Passed.DUE),
            (
                "Off track since 1 Oct 2021: the result was 2, and 4 was expected by 30 Sep 2021; it was due on "
                "30 Sep 2021 and nothing was reported after 12 Jul 2021."
            ),
        ),
        (
            spell(Status.OFF_TRACK, passed=Passed.CLOSED, closing=Closing(activity_name="Mission", ended=DUE)),
            (
                "Off track since 1 Oct 2021: the result was 2, and 4 was expected by 30 Sep 2021; “Mission” "
                "ended on 30 Sep 2021 and nothing was reported after 12 Jul 2021."
            ),
        ),
        (
            spell(Status.AT_RISK, passed=Passed.PERIOD),
            (
                "At risk since 1 Oct 2021: the result was 2, and 4 was expected by 30 Sep 2021; the period that "
                "is reported ended on 30 Sep 2021 and nothing was reported after 12 Jul 2021."
            ),
        ),
        (
            spell(Status.ON_TRACK, passed=Passed.TARGET),
            (
                "On track since 1 Oct 2021: the result was 2, and 4 was expected by 30 Sep 2021; from that day "
                "the target is 4."
            ),
        ),
        (
            spell(Status.STALE, passed=Passed.SILENCE),
            "Stale since 1 Oct 2021: nothing was reported for 92 days after 12 Jul 2021.",
        ),
        (
            spell(Status.ON_TRACK, GAIA, SCS),
            (
                "On track since 1 Oct 2021, after 2 reports by GAIA and SCS for 2021 Q3: the result was 2, and 4"
                " was expected by 30 Sep 2021."
            ),
        ),
        (
            spell(Status.ACHIEVED, GAIA, target=Target(target_min=1, target_max=3)),
            (
                "Achieved since 1 Oct 2021, after a report by GAIA for 2021 Q3: the result was 2 and the target "
                "range was 1–3."
            ),
        ),
        (
            spell(Status.NOT_DUE, change(period="2021-Q3")),
            (
                "Not due since 1 Oct 2021, after a report recorded by Ana for 2021 Q3: nothing was expected by "
                "30 Sep 2021; it is due on 30 Sep 2021."
            ),
        ),
        (
            spell(Status.ACHIEVED, change(Subject.TARGET), change(Subject.PLAN)),
            (
                "Achieved since 1 Oct 2021, after Ana changed the target and Ana changed the plan: the result "
                "was 2 and the target was 4."
            ),
        ),
        (
            spell(Status.ACHIEVED, change(Subject.DATES, activity_id="sme_call", is_withdrawn=True)),
            (
                "Achieved since 1 Oct 2021, after Ana took back a change of the dates of “SME call”: the result "
                "was 2 and the target was 4."
            ),
        ),
        (
            spell(Status.NOT_REPORTED, change(partner="SCS", period="2021-05", is_withdrawn=True), result=None),
            "Not reported since 1 Oct 2021, after Ana withdrew a report by SCS for May 2021.",
        ),
        (spell(Status.NOT_REPORTED, result=None), "Nothing has been reported yet."),
    ],
)
def test_a_sentence_says_since_when_and_why(found: Spell, sentence: str):
    assert since.describe_since(found, "webinars", ACTIVITIES) == sentence


def test_a_percentage_keeps_its_sign():
    assert "the result was 2 %, and 4 % was expected" in since.describe_since(spell(Status.AT_RISK, GAIA), "%", {})


FIRST = Spell(
    scope_key="consortium", since=date(2020, 1, 1), until=date(2021, 9, 30), judged=judged(Status.NOT_REPORTED)
)


def test_every_change_is_listed_the_newest_first():
    assert since.list_changes([FIRST, spell(Status.ON_TRACK, GAIA)], "", {}) == [
        (
            "On track from 1 Oct 2021, after a report by GAIA for 2021 Q3: the result was 2, and 4 was "
            "expected by 30 Sep 2021."
        ),
        "Nothing was reported until 30 Sep 2021.",
    ]


def test_the_strip_has_a_cell_for_the_end_of_each_quarter_that_is_over():
    strip = since.build_strip([FIRST, spell(Status.ON_TRACK, GAIA)], today=date(2021, 12, 31))
    assert strip
    assert strip.frame.iloc[0].tolist() == [["not reported"]] * 6 + [["on track"]]
    quarters = ("2020 Q2", "2020 Q3", "2020 Q4", "2021 Q1", "2021 Q2", "2021 Q3", "2021 Q4")
    assert list(strip.frame) == [f"End {quarter}" for quarter in quarters]
    assert strip.alt.endswith("2021 Q3: not reported; 2021 Q4: on track")


def test_where_it_was_not_judged_at_the_end_of_a_quarter_there_is_no_strip():
    assert since.build_strip([spell(Status.ON_TRACK)], today=date(2021, 9, 30)) is None


def test_nothing_yet_is_only_what_was_never_reported():
    assert since.is_nothing_yet([FIRST])
    assert not since.is_nothing_yet([FIRST, spell(Status.ON_TRACK, GAIA)])
