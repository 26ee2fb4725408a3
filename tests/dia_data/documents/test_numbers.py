"""Numbers as members type them."""

import pytest

from dia_data.documents import numbers
from dia_data.documents.numbers import NumberUnreadable, format_for_input

READ = [
    ("12", 12),
    (" 12 ", 12),
    ("12,5", 12.5),
    ("12.5", 12.5),
    ("0,250", 0.25),
    ("1 250", 1250),
    ("1\u00a0250\u202f000", 1_250_000),
    ("1'250", 1250),
    ("1.250,5", 1250.5),
    ("1,250.5", 1250.5),
    ("1.250.000", 1_250_000),
    ("1234.567", 1234.567),
    ("-3", -3),
    ("−3", -3),
    ("+3", 3),
    (3, 3),
    (2.5, 2.5),
]

REFUSED = [
    ("", "It is empty"),
    (None, "It is empty"),
    ("   ", "It is empty"),
    ("N/A", "“N/A” is not a number"),
    ("High", "“High” is not a number"),
    ("ca. 5", "is not a number"),
    ("1e5", "is not a number"),
    ("2027-01-15", "names more than one number"),
    ("nan", "is not a number"),
    ("٣", "is not a number"),
    ("1.25.0", "is not a number"),
    (True, "is not a number"),
    ("1.250", "“1.250” can be read as 1250 or as 1.25. Type 1250, or 1.25."),
    ("12,500", "Type 12500, or 12.5."),
    ("-3 SMEs", "“-3 SMEs” is more than a number. Enter -3 alone."),
    ("12 %", "Enter 12 alone."),
    ("10-14", "names more than one number"),
    ("10 to 14", "names more than one number"),
    ("9" * 30, "too large to be right"),
    (float("inf"), "too large to be right"),
    (float("nan"), "nan is not a number"),
    ("x" * 10_000, "is not a number"),
]


@pytest.mark.parametrize(("typed", "meant"), READ)
def test_what_can_only_mean_one_number_is_read(typed: object, meant: float):
    assert numbers.read_number(typed) == meant


@pytest.mark.parametrize(("typed", "sentence"), REFUSED)
def test_anything_else_is_refused_with_a_sentence(typed: object, sentence: str):
    with pytest.raises(NumberUnreadable) as refusal:
        numbers.read_number(typed)
    assert sentence in str(refusal.value)
    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize("value", [0, 3, 12.5, 1250, 999_999_999])
def test_a_number_that_is_shown_can_be_typed_in_again(value: float):
    assert numbers.read_number(format_for_input(value)) == value
