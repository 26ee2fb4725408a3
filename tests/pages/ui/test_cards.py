"""A list sends the browser so many rows and no more, and says what it leaves out."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import cards


@pytest.mark.parametrize(("number", "rows"), [(1, [1]), (2, [2]), (3, [3]), (4, [2, 2]), (5, [3, 2]), (6, [3, 3])])
def test_no_more_than_one_place_in_the_rows_of_cards_is_free(number: int, rows: list[int]):
    in_row = cards.count_in_row(number)
    full, rest = divmod(number, in_row)
    assert [in_row] * full + [rest] * bool(rest) == rows
    assert (in_row - rest) % in_row <= 1


def grid(rows: int) -> None:
    import pandas as pd  # noqa: PLC0415  the text of this function is the script of a page

    from pages.ui import cards  # noqa: PLC0415

    cards.show_grid(pd.DataFrame({"Number": range(rows)}), alt="Numbers")


def drawn(rows: int) -> tuple[pd.DataFrame, list[str]]:
    app = AppTest.from_function(grid, kwargs={"rows": rows}).run()
    assert not app.exception
    return app.dataframe[0].value, [one.value for one in app.caption]


def test_of_many_rows_the_first_are_shown_and_the_others_counted():
    shown, told = drawn(1_234)
    assert (len(shown), told) == (cards.MOST_LISTED, ["The first 500 of 1,234 are shown."])


def test_a_list_that_is_shown_in_full_says_nothing():
    shown, told = drawn(cards.MOST_LISTED)
    assert (len(shown), told) == (cards.MOST_LISTED, [])
