"""The trends in words and tables."""

from dataclasses import replace

from dia_data import paths
from dia_data.paths import Shift
from dia_data.queries.trends import OurLink, StatedCount
from pages.ui.trends import text as table
from tests.dia_data.test_paths import pair, shift, start
from tests.examples import example


def link(sector: str, industry: str | None = None) -> OurLink:
    """What we linked a sector to."""
    return example(OurLink, reference=sector, industry_id=industry)


MAPPING = [link("automotive", "mobility"), link("aerospace")]
STARTS = [start("packaging", "Packaging", partner="mitc"), start("music", None, partner="mitc")]
PAIRS = [pair("Big Data", "Mobility", marks="345"), pair("Big Data", "Packaging", marks="3")]


def shown(sectors: tuple[str, ...] = (), partners: tuple[str, ...] = ()) -> table.Shown:
    return table.select_industries(PAIRS, mapping=MAPPING, starts=STARTS, sectors=sectors, partners=partners)


def test_without_a_filter_every_industry_is_shown():
    assert shown().industries == ("mobility", "packaging")


def test_a_sector_filter_shows_the_industry_itself_or_the_one_it_leads_to():
    assert shown(sectors=("packaging",)).industries == ("packaging",)
    assert shown(sectors=("automotive",)).industries == ("mobility",)
    assert shown(sectors=("aerospace",)).industries == ()


def test_a_partner_filter_shows_what_the_partner_leads_to_and_both_filters_what_both_leave():
    assert shown(partners=("mitc",)).industries == ("packaging",)
    assert shown(sectors=("automotive",), partners=("mitc",)).industries == ()


def test_what_is_missing_was_taken_by_each_filter_that_leaves_none_of_it_or_by_both_together():
    both = shown(sectors=("automotive",), partners=("mitc",))
    assert both.taken_by(["packaging"]) == ["sector"]
    assert both.taken_by(["mobility"]) == ["partner"]
    assert both.taken_by(["mobility", "packaging"]) == ["sector", "partner"]
    assert shown(sectors=("aerospace",), partners=("mitc",)).taken_by(["mobility", "packaging"]) == ["sector"]
    assert shown().taken_by(["mobility"]) == []


def test_an_empty_page_names_the_filter_that_emptied_it():
    assert "sectors" in table.explain_nothing_shown(["sector"])
    assert "partners" in table.explain_nothing_shown(["partner"])
    assert "that the chosen partners lead to" in table.explain_nothing_shown(["sector", "partner"])
    assert "not in the source" in table.explain_nothing_shown([])


def test_the_sentence_names_the_industries_with_most_marks():
    assert table.describe_leaders(PAIRS, "published") == "1 pair is marked; Mobility: 1."
    assert table.describe_leaders(PAIRS, "downstream") == "2 pairs are marked; Mobility and Packaging: 1 each."
    assert table.describe_leaders([], "published") == "No pair of the industries shown is marked in the source."


def test_a_trend_is_named_as_in_the_figures_without_its_examples():
    assert table.shorten_trend("Changes in entrepreneurship culture (crowd funding, etc.)") == (
        "Changes in entrepreneurship culture"
    )


def value_chain(*shifts: Shift) -> dict[str, list[str]]:
    lines = table.build_value_chain(paths.find_entry_points(shifts), ["P", "Q"], with_industry=False)
    return {name: list(line) for name, line in zip(lines.index, lines.to_numpy(), strict=True)}


def test_the_value_chain_shows_strengths_as_signs_and_an_inferred_one_as_such():
    found = value_chain(
        shift("A", "X", "Telematics", "P", 2), replace(shift("A", "X", "Telematics", "Q", 1), basis="inferred")
    )
    assert found == {"**Telematics**": ["1\u00a0✓✓, 1\u00a0✓", "✓✓", "✓ ?"]}


def test_a_subtrend_without_a_line_is_not_in_the_source_and_an_empty_field_is_empty():
    found = value_chain(shift("A", "X", "Cocooning", None, None, line=False), shift("A", "X", "Cloud", "P", 1))
    assert found["**Cloud**"] == ["1\u00a0✓", "✓", ""]
    assert found["**Cocooning**"] == ["not in the\u00a0source", "–", "–"]


def test_an_unreadable_mark_is_shown_as_printed():
    assert value_chain(replace(shift("A", "X", "Cloud", "P", None), printed="✓v"))["**Cloud**"][1] == "✓v"


def test_a_pair_without_subtrends_says_whether_figure_5_marks_it():
    assert "figure 6 leaves it out" in table.explain_no_subtrend(pair("Big Data", "Digital", marks="345"))
    assert "figure 5 does not mark" in table.explain_no_subtrend(pair("Big Data", "Digital", marks="3"))


def test_each_difference_of_figure_5_has_its_finding():
    differing = [
        pair("A", "X", marks="5", subtrends=7),
        pair("B", "X", marks="35", subtrends=6),
        pair("C", "X", marks="345"),
        pair("D", "X", marks="34"),
    ]
    found = list(table.tabulate_figure_5(differing)["What follows"])
    assert [finding.split(":")[0] for finding in found] == [
        "Rests on no direction at all",
        "Rests on one direction",
        "Figure 6 leaves it out.",
        "Marked in both directions, but not in figure 5.",
    ]


def test_the_counts_of_figure_5_are_said_beside_what_the_text_counts():
    tally = paths.tally_figures([pair("A", "X", marks="345", subtrends=1), pair("B", "X", marks="5")])
    assert table.describe_counts(tally, [example(StatedCount, value=12)] * 2) == (
        "Figure 5 marks 2 pairs, the text counts 12 (in 2 places); 1 is marked in both figures 3 and 4, "
        "and figure 6 lists sub-trends for 1."
    )
    assert "the text counts none" in table.describe_counts(tally, [])


def test_the_answer_counts_strong_pairs_and_says_on_what_they_rest():
    assert table.write_answer(PAIRS, among=PAIRS) == (
        "ECO marks 1 pair of trend and industry as strongly interdependent; it is in Mobility",
        "Marked in ECO figure 5; also in figure 3, 4 or both: 1 of 1.",
    )
    twice = [PAIRS[0], PAIRS[0]]
    assert table.write_answer(twice, among=twice)[0].endswith("interdependent; all in Mobility")
    assert (
        table.write_answer(PAIRS[1:], among=PAIRS[1:])[0]
        == "ECO marks none of the industries shown as strongly interdependent with a trend"
    )


def test_where_industries_are_left_out_the_answer_says_of_how_many_pairs_and_by_whose_links():
    assert table.write_answer(PAIRS[:1], among=PAIRS) == (
        "1 of the 1 pairs that ECO marks as strongly interdependent are in the industries shown, in Mobility",
        "Marked in ECO figure 5; which industries are shown follows from our links.",
    )
    assert table.write_answer(PAIRS[1:], among=PAIRS)[0].startswith("0 of the 1 pairs")


def test_the_list_has_the_marks_of_the_matrix_industry_by_industry():
    assert table.list_by_industry(PAIRS, table.STRONG) == (
        "- **Mobility** (1)\n    - Big Data\n- Not marked: Packaging"
    )
    assert "- **Mobility** (1)\n    - Big Data (strong in figure 5)" in table.list_by_industry(PAIRS, table.INFLUENCED)
