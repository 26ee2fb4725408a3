"""A list sends the browser so many rows and no more, and says what it leaves out."""

import pandas as pd
from streamlit.testing.v1 import AppTest

from pages.ui import cards


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
