"""Below the matrix: the strongest entry points, of all squares or of the trend or industry that is chosen."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dia_data import paths
from dia_data.paths import Pair, Shift
from dia_data.wording.bases import explain_bases
from dia_data.wording.figures import NOT_IN_SOURCE
from dia_data.wording.trends import shorten_trend
from pages.ui import cards
from pages.ui.trends import text as table
from pages.ui.trends.matrix import Choice

CARD = "entry_points"


def draw(
    chosen: Choice, *, pairs: Sequence[Pair], shifts: Sequence[Shift], parameters: Sequence[str], shown: table.Shown
) -> None:
    """Draw the strongest entry points of the chosen trend or industry; of all where none or a pair is chosen.

    `pairs` and `shifts` hold all there are, since a link may choose what a filter leaves out; `shown` has the
    industries that the filters leave, and which filter took which away.
    """
    trend, industry = (None, None) if None not in chosen else chosen
    wanted = [industry] if industry else shown.industries
    rows = [row for row in shifts if row.industry_id in wanted and trend in (None, row.trend_id)]
    _draw_strongest(rows, parameters, where=_name_place((trend, industry), pairs))


def _name_place(chosen: Choice, pairs: Sequence[Pair]) -> str:
    trend, industry = chosen
    if trend:
        return shorten_trend(table.name_trends(pairs)[trend])
    return table.name_industries(pairs)[industry] if industry else "all squares above"


def _draw_strongest(rows: Sequence[Shift], parameters: Sequence[str], *, where: str) -> None:
    with cards.draw_card(f"Strongest entry points: {where}", rows=table.build_frame(rows), key=CARD):
        if not rows:
            cards.show_empty(
                f"Sub-trends for this choice are {NOT_IN_SOURCE}: figure 6 lists them for strong "
                "interdependencies only. Choose another trend or industry."
            )
            return
        points = paths.find_entry_points(rows)
        st.caption(table.explain_ranking(points))
        listed = points[: table.STRONGEST]
        lines = table.build_value_chain(listed, parameters)
        _draw_value_chain(lines, listed, alt=f"Strongest entry points: {where}")


def _draw_value_chain(lines: pd.DataFrame, listed: Sequence[paths.EntryPoint], *, alt: str) -> None:
    st.table(lines, alt=alt)
    signs = explain_bases({mark.basis for point in listed for mark in point.marks.values()})
    st.caption(f"{table.LEGEND}{f' · {signs}' if signs else ''}")
