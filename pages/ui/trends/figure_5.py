"""Figure 5 as published against what figures 3 and 4 give: the counts, and the pairs on which they differ."""

from collections.abc import Sequence

import streamlit as st

from dia_data import paths
from dia_data.paths import Pair
from dia_data.queries.trends import StatedCount
from pages.ui import cards
from pages.ui.markdown import escape_markdown
from pages.ui.trends import text as table


def draw(pairs: Sequence[Pair], stated: Sequence[StatedCount]) -> None:
    """Draw the comparison over all pairs; `stated` has what the prose counts."""
    counts, differences = paths.tally_figures(pairs), paths.find_differences(pairs)
    marked = [row for row in pairs if row.basis]
    rows = table.build_frame(marked).assign(directions=[paths.find_support(row) for row in marked])
    with cards.draw_card("Strong interdependencies: published against recomputed", rows=rows, key="figure_5"):
        st.markdown(escape_markdown(table.describe_counts(counts, stated)))
        st.table(
            table.tabulate_figure_5(differences), hide_index=True, alt="Pairs on which figures 3 to 6 do not agree"
        )
        st.caption(escape_markdown(table.describe_paper_rule(counts)))
