"""Strong interdependencies: ECO figure 5 as published against figures 3, 4 and 6, and what its text counts."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dia_data import paths
from dia_data.frames import make_frame
from dia_data.paths import Pair
from dia_data.queries import trends
from dia_data.queries.trends import StatedCount
from dia_data.wording.figures import NOT_IN_SOURCE, format_count
from dia_data.wording.lists import join_names
from dia_data.wording.trends import shorten_trend
from pages.ui import cards
from pages.ui.data import ask
from pages.ui.markdown import escape_markdown


def draw() -> None:
    """Draw the comparison over all pairs of trend and industry; nothing where none is known."""
    pairs = ask(trends.pairs)
    marked = [row for row in pairs if row.basis]
    if not marked:
        return
    counts, differences = paths.tally_figures(pairs), paths.find_differences(pairs)
    rows = make_frame(marked, Pair).assign(directions=[paths.find_support(row) for row in marked])
    with cards.draw_card("Strong interdependencies: published against recomputed", rows=rows, key="figure_5"):
        st.markdown(escape_markdown(describe_counts(counts, ask(trends.stated_counts))))
        st.table(tabulate_differences(differences), hide_index=True, alt="Pairs on which figures 3 to 6 do not agree")
        st.caption(escape_markdown(describe_paper_rule(counts)))


def tabulate_differences(differences: Sequence[Pair]) -> pd.DataFrame:
    """The pairs on which the figures do not agree, each with what is marked and what follows."""
    return pd.DataFrame(
        {
            "Trend and industry": [
                f"**{escape_markdown(shorten_trend(row.trend_name))}** × {escape_markdown(row.industry_name)}"
                for row in differences
            ],
            "Figure 5": ["marked" if row.published else "not marked" for row in differences],
            "Figures 3 and 4": [paths.find_support(row) for row in differences],
            "Figure 6": [f"{row.subtrends} sub-trends" if row.subtrends else "no sub-trend" for row in differences],
            "What follows": [_explain_finding(row) for row in differences],
        }
    )


def _explain_finding(row: Pair) -> str:
    directions = paths.find_support(row)
    if not row.published:
        return "Marked in both directions, but not in figure 5." if directions == paths.BOTH else "Sub-trends alone."
    if directions == paths.NEITHER:
        return "Rests on no direction at all: no rule of the paper covers it."
    if directions in paths.ONE_SIDED:
        return "Rests on one direction: allowed only as an intensive one-sided effect; no figure states intensity."
    return "Figure 6 leaves it out."


def describe_counts(tally: paths.Tally, stated: Sequence[StatedCount]) -> str:
    """Figure 5 as published, as counted in prose and as recomputed, in a sentence."""
    numbers = list(dict.fromkeys(f"{row.value:g}" for row in stated))
    places = format_count(len(stated), "place")
    prose = f"ECO’s text counts {join_names(numbers)} (in {places})" if numbers else "ECO’s text counts none"
    return (
        f"Figure 5 as transcribed marks {format_count(tally.published, 'pair')}; {prose}. "
        f"Figures 3 and 4 both mark {tally.recomputed} of all pairs, and figure 6 lists sub-trends for "
        f"{tally.with_subtrends}."
    )


def describe_paper_rule(tally: paths.Tally) -> str:
    """What the paper's own rule can and cannot explain."""
    return (
        "The paper also allows an intensive effect in one direction only (§2.3), but prints no intensity: of the "
        f"{tally.one_sided} pairs marked in one direction, figure 5 takes {tally.published_one_sided}. With it, "
        f"{tally.recomputed + tally.published_one_sided} published marks rest on figure 3 or 4; "
        f"{format_count(tally.published_unsupported, 'rests', 'rest')} on neither. "
        f"Where text and figure count differently, which pair makes the difference is {NOT_IN_SOURCE}."
    )
