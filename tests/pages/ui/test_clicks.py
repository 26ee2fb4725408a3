"""What was clicked follows from what is selected now and what was before."""

import pytest

from pages.ui.clicks import Mark, find_clicked, list_marks

A, B, ELSEWHERE = Mark(0, 3), Mark(0, 5), Mark(1, 3)


@pytest.mark.parametrize(
    ("before", "now", "clicked"),
    [
        ([], [A], A),
        ([A], [B], B),
        ([A], [], A),
        ([A], [A, ELSEWHERE], ELSEWHERE),
        ([A, ELSEWHERE], [A], ELSEWHERE),
        ([], [], None),
        ([A], [A], None),
    ],
    ids=["first", "another", "again", "in another series", "again there", "beside all", "nothing changed"],
)
def test_a_click_selects_a_mark_or_takes_it_out_of_the_selection(before, now, clicked):
    assert find_clicked(before, now) == clicked


def test_the_marks_of_all_series_are_found():
    groups = [{"series_index": 0, "data_indices": [3, 5]}, {"series_index": 1, "data_indices": [3]}]
    assert list_marks(groups) == [A, B, ELSEWHERE]
