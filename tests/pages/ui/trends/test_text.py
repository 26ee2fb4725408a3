"""The trends in words and tables."""

from dataclasses import replace

from dia_data import paths
from dia_data.paths import Shift
from dia_data.queries.trends import OurLink
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


def value_chain(*shifts: Shift) -> dict[str, list[str]]:
    lines = table.build_value_chain(paths.find_entry_points(shifts), ["P", "Q"])
    return {name: list(line) for name, line in zip(lines.index, lines.to_numpy(), strict=True)}


def test_the_value_chain_shows_strengths_as_signs_and_an_inferred_one_as_such():
    found = value_chain(
        shift("A", "X", "Telematics", "P", 2), replace(shift("A", "X", "Telematics", "Q", 1), basis="inferred")
    )
    assert found == {"**Telematics**, X": ["1\u00a0✓✓, 1\u00a0✓", "✓✓", "✓ ?"]}


def test_a_subtrend_without_a_line_is_not_in_the_source_and_an_empty_field_is_empty():
    found = value_chain(shift("A", "X", "Cocooning", None, None, line=False), shift("A", "X", "Cloud", "P", 1))
    assert found["**Cloud**, X"] == ["1\u00a0✓", "✓", ""]
    assert found["**Cocooning**, X"] == ["not in the\u00a0source", "–", "–"]


def test_an_unreadable_mark_is_shown_as_printed():
    assert value_chain(replace(shift("A", "X", "Cloud", "P", None), printed="✓v"))["**Cloud**, X"][1] == "✓v"


def test_a_pair_without_subtrends_says_whether_figure_5_marks_it():
    assert "figure 6 leaves it out" in table.explain_no_subtrend(pair("Big Data", "Digital", marks="345"))
    assert "figure 5 does not mark" in table.explain_no_subtrend(pair("Big Data", "Digital", marks="3"))


def test_the_list_has_the_marks_of_the_matrix_industry_by_industry():
    assert table.list_by_industry(PAIRS, table.STRONG) == (
        "- **Mobility** (1)\n    - Big Data\n- Not marked: Packaging"
    )
    assert "- **Mobility** (1)\n    - Big Data (strong in figure 5)" in table.list_by_industry(PAIRS, table.INFLUENCED)


def test_a_pair_lists_the_parameters_that_each_subtrend_shifts_by_strength():
    points = paths.find_entry_points(
        [
            shift("A", "X", "Telematics", "P", 2),
            replace(shift("A", "X", "Telematics", "Q", 1), basis="inferred"),
            replace(shift("A", "X", "Cloud", "P", None), printed="✓v"),
            shift("A", "X", "Cocooning", None, None, line=False),
        ]
    )
    lines = table.tabulate_shifts(points).set_index("Sub-trend")
    assert list(lines.loc["**Telematics**"]) == ["P", "Q ?"]
    assert list(lines.loc["**Cloud**"]) == ["–", "P (✓v)"]
    assert set(lines.loc["**Cocooning**"]) == {"not in the source"}


def test_the_ranking_says_how_many_more_are_level_with_the_last_one_listed():
    def points(number: int) -> list[paths.EntryPoint]:
        return paths.find_entry_points(shift("A", "X", f"S{place}", "P", 2) for place in range(number))

    assert table.explain_ranking(points(10)).startswith("All 10 sub-trends: most very strong shifts first")
    assert "10 of 12 sub-trends" in table.explain_ranking(points(12))
    assert "2 more are tied with the last one listed." in table.explain_ranking(points(12))


def test_subtrends_that_figure_7_does_not_rate_are_not_level_with_any():
    rated = [shift("A", "X", f"S{place}", "P", 2) for place in range(4)]
    unrated = [shift("A", "X", f"T{place}", None, None, line=False) for place in range(8)]
    said = table.explain_ranking(paths.find_entry_points([*rated, *unrated]))
    assert "tied with the last" not in said
    assert "8 have no line in figure 7, are not rated and come last." in said
