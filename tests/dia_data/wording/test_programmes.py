"""The dates of a programme say whose reading they are."""

from dataclasses import replace
from datetime import date

from dia_data.roadmap import Programme
from dia_data.wording.programmes import describe_programme, explain_reading
from tests.examples import example

OURS = example(
    Programme,
    starts=date(2020, 1, 1),
    ends=date(2021, 9, 30),
    basis="derived",
    locator="§10",
    note="Months 01/20 to 09/21; the text says 2020-2021",
)
LEADERS = example(Programme, starts=date(2026, 1, 1), ends=date(2027, 9, 30), basis="entered", locator=None, note=None)
TODAY = date(2026, 12, 1)


def test_an_end_that_we_read_has_its_sign_and_says_from_what_it_is_read():
    assert describe_programme(OURS, today=TODAY) == (
        "The programme ended on 30 Sep 2021 ƒ (months 01/20 to 09/21; the text says 2020-2021)."
    )
    assert explain_reading(OURS) == (
        "These dates are our reading of the source, §10. Months 01/20 to 09/21; the text says 2020-2021."
    )


def test_what_was_noted_of_dates_that_are_not_our_reading_is_not_taken_for_another_reading():
    noted = replace(LEADERS, note="agreed in the meeting", ends=date(2026, 11, 30))
    assert describe_programme(noted, today=TODAY) == "The programme ended on 30 Nov 2026 ✎."


def test_a_programme_that_goes_on_has_both_its_dates():
    assert describe_programme(LEADERS, today=TODAY) == "The programme goes on from Jan 2026 to Sep 2027 ✎."
    assert explain_reading(LEADERS) == ""
