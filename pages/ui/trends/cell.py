"""Below the matrix: the sub-trends of the chosen pair and how they shift the value chain; else the strongest of all."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dia_data import paths
from dia_data.paths import Pair, Shift
from dia_data.wording.bases import explain_bases
from dia_data.wording.figures import FILTERED_AWAY, NOT_IN_SOURCE
from pages.ui import cards
from pages.ui.markdown import escape_markdown
from pages.ui.trends import text as table
from pages.ui.trends.matrix import Choice

CARD = "entry_points"


def draw(
    chosen: Choice, *, pairs: Sequence[Pair], shifts: Sequence[Shift], parameters: Sequence[str], shown: table.Shown
) -> None:
    """Draw the entry points of the chosen trend and industry.

    `pairs` and `shifts` hold all there are, since a link may choose what a filter leaves out; `shown` has the
    industries that the filters leave, and which filter took which away.
    """
    trend, industry = chosen
    if industry and industry not in shown.industries:
        name, by = table.name_industries(pairs)[industry], shown.taken_by([industry])
        cards.show_empty(f"{name} is {FILTERED_AWAY} from the matrix by the {table.name_filters(by)}.", lift=by)
    wanted = [industry] if industry else shown.industries
    rows = [row for row in shifts if row.industry_id in wanted and trend in (None, row.trend_id)]
    if trend and industry:
        pair = next(row for row in pairs if (row.trend_id, row.industry_id) == chosen)
        _draw_pair(pair, rows, parameters)
    else:
        _draw_strongest(rows, parameters, where=_name_place(chosen, pairs))


def _name_place(chosen: Choice, pairs: Sequence[Pair]) -> str:
    trend, industry = chosen
    if trend:
        return table.shorten_trend(table.name_trends(pairs)[trend])
    return table.name_industries(pairs)[industry] if industry else "all squares above"


def _draw_pair(pair: Pair, rows: Sequence[Shift], parameters: Sequence[str]) -> None:
    title = f"{table.shorten_trend(pair.trend_name)} × {pair.industry_name}: which entry points?"
    with cards.draw_card(title, rows=table.build_frame(rows or [pair]), key=CARD):
        st.markdown(escape_markdown(f"{table.describe_marks(pair)}."))
        if not rows:
            cards.show_empty(table.explain_no_subtrend(pair))
            return
        points = paths.find_entry_points(rows)
        lost = sum(not point.has_line for point in points)
        if lost:
            cards.show_empty(f"Figure 7 has no line for {lost} of the {len(points)} sub-trends: {NOT_IN_SOURCE}.")
        _draw_value_chain(table.build_value_chain(points, parameters, with_industry=False), rows, alt=title)


def _draw_strongest(rows: Sequence[Shift], parameters: Sequence[str], *, where: str) -> None:
    with cards.draw_card(f"Strongest entry points: {where}", rows=table.build_frame(rows), key=CARD):
        if not rows:
            cards.show_empty(
                f"Sub-trends for this choice are {NOT_IN_SOURCE}: figure 6 lists them for strong "
                "interdependencies only. Choose another trend or industry."
            )
            return
        points = paths.find_entry_points(rows)
        first = f"The first {table.STRONGEST} of" if len(points) > table.STRONGEST else "All"
        st.caption(f"{first} {len(points)} sub-trends, those with most very strong shifts first; “Table” has all.")
        lines = table.build_value_chain(points[: table.STRONGEST], parameters, with_industry=True)
        _draw_value_chain(lines, rows, alt=f"Strongest entry points: {where}")


def _draw_value_chain(lines: pd.DataFrame, rows: Sequence[Shift], *, alt: str) -> None:
    st.table(lines, alt=alt)
    signs = explain_bases({row.basis for row in rows})
    st.caption(f"{table.LEGEND}{f' · {signs}' if signs else ''}")
