"""Days as members type them."""

from datetime import date

import pytest

from dia_data.documents.days import DayUnreadable, read_day

LAST = date(2020, 12, 31)


@pytest.mark.parametrize(
    "typed", ["2020-12-31", " 2020-12-31T00:00:00", "31.12.2020", "31/12/2020", "31 Dec 2020", "31 december 2020", LAST]
)
def test_one_day_is_read_however_it_is_written(typed: object):
    assert read_day(typed) == LAST


def test_nothing_is_no_day_and_one_that_reads_alike_both_ways_is_read():
    assert [read_day(""), read_day(None), read_day(" ")] == [None] * 3
    assert read_day("04/04/2020") == date(2020, 4, 4)
    assert read_day("03.04.2020") == date(2020, 4, 3)
    assert read_day("3 Sept 2020") == date(2020, 9, 3)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("03/04/2020", "can be read as two days. Enter it as 2020-12-31."),
        ("31.11.2020", "is not in the calendar"),
        ("3 Foo 2020", "is not in the calendar"),
        ("spring", "“spring” is not a day"),
        ("31.12.20", "is not a day"),
        (20201231, "is not a day"),
    ],
)
def test_what_is_no_day_or_two_is_refused_with_the_way_out(typed: object, sentence: str):
    with pytest.raises(DayUnreadable, match=sentence):
        read_day(typed)
