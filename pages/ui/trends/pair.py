"""One trend and one industry in a drawer: what the figures mark, its sub-trends and how they shift the value chain."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dia_data import paths
from dia_data.paths import Pair, Shift
from dia_data.wording.figures import FILTERED_AWAY, NOT_IN_SOURCE
from dia_data.wording.trends import shorten_trend
from pages.ui import cards, drawer
from pages.ui.markdown import escape_markdown
from pages.ui.trends import text as table
from pages.ui.trends.matrix import INDUSTRY, TREND, Choice

CARD = "pair_of_trends"


def draw(chosen: Choice, *, pairs: Sequence[Pair], shifts: Sequence[Shift]) -> None:
    """The drawer of the chosen pair; nothing where a trend or an industry alone is chosen, or neither.

    `pairs` and `shifts` hold all there are, since a link may choose what a filter leaves out.
    """
    if None in chosen:
        return
    pair = next(row for row in pairs if (row.trend_id, row.industry_id) == chosen)
    rows = [row for row in shifts if (row.trend_id, row.industry_id) == chosen]
    title = f"{shorten_trend(pair.trend_name)} × {pair.industry_name}"
    drawer.draw(TREND, title, partial(_draw_content, pair, rows), also=[INDUSTRY])


def _draw_content(pair: Pair, rows: Sequence[Shift]) -> None:
    title = "Sub-trends, and which parameters of the value chain they shift"
    with drawer.draw_part(title, rows=table.build_frame(rows or [pair]), key=CARD):
        st.markdown(table.list_marks(pair))
        if not rows:
            cards.show_empty(table.explain_no_subtrend(pair))
            return
        points = paths.find_entry_points(rows)
        lost = sum(not point.has_line for point in points)
        if lost:
            cards.show_empty(f"Figure 7 has no line for {lost} of the {len(points)} sub-trends: {NOT_IN_SOURCE}.")
        st.table(table.tabulate_shifts(points), hide_index=True, alt=title)
        st.caption(table.explain_shifts(rows))


def explain_hidden(chosen: Choice, pairs: Sequence[Pair], shown: table.Shown) -> None:
    """That the filters leave the chosen industry out of the matrix, where they do, and the way to clear them."""
    _, industry = chosen
    if industry and industry not in shown.industries:
        name, by = table.name_industries(pairs)[industry], shown.taken_by([industry])
        cards.show_empty(
            f"{escape_markdown(name)} is {FILTERED_AWAY} in the matrix by the {table.name_filters(by)}.", lift=by
        )
