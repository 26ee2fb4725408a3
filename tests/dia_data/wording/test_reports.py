"""What is reported for a quarter, in words."""

import pytest

from dia_data.wording.reports import describe_open_lines


@pytest.mark.parametrize(
    ("still_open", "of", "sentence"),
    [
        (2, 3, "2 of 3 lines due for 2020 Q2 are open."),
        (1, 2, "1 of 2 lines due for 2020 Q2 is open."),
        (0, 4, "all 4 lines due for 2020 Q2 are reported."),
        (0, 0, "nothing is due for 2020 Q2."),
    ],
)
def test_open_lines_are_told_of_those_that_are_due(still_open: int, of: int, sentence: str) -> None:
    assert describe_open_lines(still_open, of=of, period="2020-Q2") == sentence
