"""Figure 5 as published against what figures 3 and 4 give: the counts, and the pairs on which they differ."""

from collections.abc import Sequence

import streamlit as st

from dia_data import paths
from pages.ui import cards
from pages.ui.markdown import escape_markdown
from pages.ui.trends import text as table
from pages.ui.trends.text import Row


def draw(pairs: Sequence[Row], stated: Sequence[Row]) -> None:
    """Draw the comparison over all pairs; `stated` has what the prose counts."""
    counts, differences = paths.tally_figures(pairs), paths.find_differences(pairs)
    rows = table.build_frame([{**row, "directions": paths.find_support(row)} for row in pairs if row["basis"]])
    with cards.draw_card("Strong interdependencies: published against recomputed", rows=rows, key="figure_5"):
        st.markdown(escape_markdown(table.describe_counts(counts, stated)))
        st.table(
            table.tabulate_figure_5(differences), hide_index=True, alt="Pairs on which figures 3 to 6 do not agree"
        )
        st.caption(escape_markdown(table.describe_paper_rule(counts)))
