"""The menu of a card: what it is called, what is in it, and that it stays open while its card gets another title."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import more


def menus(title: str, *, about: bool) -> None:
    import streamlit as st  # noqa: PLC0415  the text of this function is the script of a page

    from pages.ui import more  # noqa: PLC0415

    more.draw(
        title, key="sizes", about=("chart", "markets/sizes") if about else None, table=lambda: st.write("the table")
    )


def drawn(title: str, *, about: bool = True) -> AppTest:
    app = AppTest.from_function(menus, kwargs={"title": title, "about": about}).run()
    assert not app.exception
    return app


def labels(app: AppTest) -> list[str]:
    return [block.proto.popover.label for block in app.get("popover")]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("China: what to know", "More about China: what to know"),
        ("*Sizes* ![x](http://elsewhere) :red[2019]", "More about Sizes ! x (http //elsewhere) red 2019"),
        ("19 % (n ≈ 65), 47–60", "More about 19 % (n ≈ 65), 47–60"),
    ],
)
def test_its_name_tells_of_what_it_is_and_nothing_in_it_is_markdown(title: str, name: str):
    assert labels(drawn(title)) == [name]


def test_nothing_in_it_is_drawn_before_it_is_opened():
    app = drawn("Sizes")
    assert [one.value for one in app.markdown] == []
    app.session_state["more_chart_markets/sizes"] = True
    assert [one.value for one in app.run().markdown] == ["the table"]


def test_comments_are_one_click_further():
    app = drawn("Sizes")
    app.session_state["more_chart_markets/sizes"] = True
    app.session_state["part_of_more_chart_markets/sizes"] = more.COMMENTS
    assert app.run().markdown[0].value.startswith("**Comments**")


def test_while_it_is_open_it_keeps_its_name_so_that_it_stays_open():
    again = AppTest.from_function(menus, kwargs={"title": "8 of 23 KPIs need action", "about": True})
    again.session_state["more_labels"] = {"more_chart_markets/sizes": "More about 9 of 23 KPIs need action"}
    again.session_state["more_chart_markets/sizes"] = True
    assert labels(again.run()) == ["More about 9 of 23 KPIs need action"]
    again.session_state["more_chart_markets/sizes"] = False
    assert labels(again.run()) == ["More about 8 of 23 KPIs need action"]
