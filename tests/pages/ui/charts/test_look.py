"""What all charts share."""

import pytest

from pages.ui.charts import look


@pytest.mark.parametrize(
    ("values", "ends"),
    [([3, 20], [0, 36]), ([], [0, 36]), ([None, 100], [0, 110]), ([-10, 5], [-11, 36]), ([float("nan")], [0, 36])],
)
def test_an_axis_begins_at_zero_and_shows_what_is_beyond_its_usual_ends(values: list, ends: list[float]):
    assert look.scale_axis(values, usual=36) == pytest.approx(ends)
