"""Figure 5 against figures 3, 4 and 6, and against what the text counts, in words."""

from dia_data import paths
from dia_data.queries.trends import StatedCount
from pages.ui.sources import figure_5
from tests.dia_data.test_paths import pair
from tests.examples import example


def test_each_difference_of_figure_5_has_its_finding():
    differing = [
        pair("A", "X", marks="5", subtrends=7),
        pair("B", "X", marks="35", subtrends=6),
        pair("C", "X", marks="345"),
        pair("D", "X", marks="34"),
    ]
    found = list(figure_5.tabulate_differences(differing)["What follows"])
    assert [finding.split(":")[0] for finding in found] == [
        "Rests on no direction at all",
        "Rests on one direction",
        "Figure 6 leaves it out.",
        "Marked in both directions, but not in figure 5.",
    ]


def test_the_counts_of_figure_5_are_said_beside_what_the_text_counts():
    tally = paths.tally_figures([pair("A", "X", marks="345", subtrends=1), pair("B", "X", marks="5")])
    assert figure_5.describe_counts(tally, [example(StatedCount, value=12)] * 2) == (
        "Figure 5 as transcribed marks 2 pairs; ECO’s text counts 12 (in 2 places). "
        "Figures 3 and 4 both mark 1 of all pairs, and figure 6 lists sub-trends for 1."
    )
    assert "ECO’s text counts none" in figure_5.describe_counts(tally, [])
