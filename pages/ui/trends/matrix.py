"""The matrix on the page: a view to choose, squares to click, and two lists that choose the same by keyboard."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dia_data.paths import Pair
from pages.ui import cards, clicks, pick
from pages.ui.charts import papers, show
from pages.ui.trends import charts
from pages.ui.trends import text as table

VIEW, FORM, TREND, INDUSTRY = "view", "form", "trend", "industry"
"""The names of the four choices in the address."""

MATRIX = "matrix"
FORMS = ("Matrix", "List")
"""The list is for those who cannot see the matrix."""

Choice = tuple[str | None, str | None]
"""A trend and an industry; None: not chosen."""


def draw(pairs: Sequence[Pair], *, trends: Mapping[str, str], industries: Mapping[str, str]) -> Choice:
    """Draw the matrix of `pairs` and return which trend and industry are chosen; the mappings lead from id to name."""
    marked = [row for row in pairs if row.basis]
    with cards.draw_card(
        "Which trends and industries influence each other?",
        rows=table.build_frame(marked),
        key=MATRIX,
        charts=partial(papers.chart_marks, views=table.VIEWS),
    ):
        with st.container(horizontal=True):
            view, form = _choose_view(), _choose_form()
        sentence = f"{table.SAYS[view]}. {table.describe_leaders(pairs, view)}"
        place = st.container()  # filled when the choice is known, which the lists below it bring from the address
        click = " Click a square, or choose by keyboard, to see its sub-trends." if form == FORMS[0] else ""
        st.caption(f"{sentence}{click}{table.explain_doubts(pairs, view) if form == FORMS[0] else ''}")
        st.page_link("sources.py", label="Figure 5, published against recomputed", icon=":material/compare_arrows:")
        left, right = st.columns(2)
        with left:
            _list("Trend", TREND, trends)
        with right:
            _list("Industry", INDUSTRY, industries)
        chosen: Choice = (st.session_state[TREND], st.session_state[INDUSTRY])
        if form == FORMS[0]:
            _draw_squares(place, pairs, view=view, chosen=chosen, alt=sentence)
        else:
            place.markdown(table.list_by_industry(pairs, view))
    return chosen


def _draw_squares(place: DeltaGenerator, pairs: Sequence[Pair], *, view: str, chosen: Choice, alt: str) -> None:
    show.show(
        charts.chart_matrix(pairs, view=view, chosen=chosen, alt=alt),
        key=MATRIX,
        height=charts.HEIGHT,
        on_select=partial(_pick, [(row.trend_id, row.industry_id) for row in pairs]),
        place=place,
    )


def _choose_form() -> str:
    return pick.choose_one("Form", pick.name_as_is(FORMS), key=FORM, label_visibility="collapsed")


def _choose_view() -> str:
    return pick.choose_one("View", table.VIEWS, default=table.STRONG, key=VIEW, label_visibility="collapsed", wrap=True)


def _list(label: str, key: str, names: Mapping[str, str]) -> None:
    pick.choose_in_list_or_none(label, names, key=key, placeholder=f"Any {label.lower()}")


def _pick(pairs: Sequence[tuple[str, str]]) -> None:
    """Choose the pair whose square was clicked; a click on the chosen one lets it go."""
    square = clicks.read_click(MATRIX)
    if square is None:
        return
    trend, industry = pairs[square.place]
    again = (trend, industry) == (st.session_state.get(TREND), st.session_state.get(INDUSTRY))
    st.session_state[TREND], st.session_state[INDUSTRY] = (None, None) if again else (trend, industry)
