"""The list of pairs, which of them stand out, and what is said about them."""

import pytest

from dia_data.queries import cooperation
from dia_data.storage.store import Store
from dia_data.wording.strengths import BOTH, BUSINESS, DIFFERENCE, RD, describe_strength, show_strength
from pages.ui.cooperation import gaps
from pages.ui.cooperation import matrix as table
from pages.ui.cooperation import text as wording

CENTRAL_SOUTHWEST = "Central Western Europe – Southwest Europe"


def test_a_selected_pair_goes_before_highlighted_regions(pairs):
    lit = table.mark_outstanding(pairs, selected=CENTRAL_SOUTHWEST, highlighted=["northern_europe"])
    assert pairs.loc[lit, "pair"].tolist() == [CENTRAL_SOUTHWEST]
    assert table.mark_outstanding(pairs, selected=None, highlighted=["northern_europe"]).count(True) == 5
    assert all(table.mark_outstanding(pairs, selected=None, highlighted=[]))


def test_chosen_countries_light_their_regions_once_and_those_outside_europe_none(members):
    assert table.find_highlighted(members, countries=["FRA", "ESP", "USA"]) == ["southwest_europe"]
    assert table.find_highlighted(members, countries=["USA"]) == []


def test_the_list_says_strengths_in_words_and_who_of_us_is_there(pairs, members):
    line = table.list_pairs(pairs, members).set_index("Pair of regions").loc["Northern Europe – Northwest Europe"]
    assert line.tolist() == ["weak", "medium strong", "business stronger by one step", "MITC – none"]


def test_a_value_that_is_not_known_is_called_so():
    assert describe_strength(RD, float("nan")) == show_strength(BUSINESS, float("nan")) == "not in the source"


@pytest.mark.parametrize(
    ("difference", "said"),
    [(2, "business stronger by two steps"), (-1, "R&D stronger by one step"), (0, "the same")],
)
def test_a_difference_is_said_in_steps(difference: int, said: str):
    assert describe_strength(DIFFERENCE, difference) == said


def test_findings_are_computed_from_the_pairs(pairs):
    assert wording.write_finding(pairs, RD) == "R&D: very strong between Central Western and Southwest Europe"
    assert (
        wording.write_finding(pairs, DIFFERENCE)
        == "Business is stronger than R&D in 6 of 15 pairs of regions, weaker in 2"
    )


def test_side_by_side_shows_both_purposes():
    assert wording.list_pictures(BOTH) == [RD, BUSINESS]
    assert wording.list_pictures(DIFFERENCE) == [DIFFERENCE]


def test_the_legend_says_that_weak_is_not_none():
    assert "●●●● very strong" in wording.explain_view(RD)
    assert "does not say that there is no cooperation" in wording.WEAKEST_IS_NOT_NONE


def test_sites_that_a_filter_takes_away_are_named_with_the_filter():
    assert "hidden by sector" in wording.explain_sites([], filtered_by=["sector"])


def test_the_gap_list_shows_three_reasons_per_row(loaded: Store):
    first, second = gaps.build_table(cooperation.next_partners(loaded)).iloc[:2].to_numpy().tolist()
    assert first == [
        1,
        "UK",
        "in all Northwest Europe",
        "12\u00a0% of interest, 13\u00a0% of existing business",
        "business medium strong with Northern and Central Western; R&D medium strong with Southwest",
    ]
    assert second[2:4] == ["there, but elsewhere in Central Western Europe", "6\u00a0% of existing business"]


def test_countries_chosen_keep_the_place_they_have_in_the_whole_list(loaded: Store):
    found = gaps.select_countries(cooperation.next_partners(loaded), ["Greece", "Ireland", "Germany"])
    assert found[["rank", "countries"]].to_numpy().tolist() == [[5, "Greece"], [11, "Ireland"]]


def test_the_headline_says_where_a_partner_is_missing_first_and_with_whom_that_region_works(loaded: Store, pairs):
    found = cooperation.next_partners(loaded)
    finding, more = gaps.write_answer(found, pairs)
    assert finding == (
        "No partner in Northwest Europe, where 12\u00a0% of the interest in Europe lies (UK); in ECO’s sample "
        "its strongest business links are with Northern and Central Western Europe"
    )
    assert more == ""
    assert gaps.write_answer(found, pairs.iloc[:0])[0].endswith("lies (UK)")


def test_a_country_of_a_region_with_a_partner_is_named_itself_and_so_is_business_where_no_wish_is_stated(
    loaded: Store, pairs
):
    found = cooperation.next_partners(loaded)
    assert gaps.write_answer(found.iloc[1:], pairs)[0].startswith(
        "No partner in Switzerland, where 6\u00a0% of existing business in Europe is; in ECO’s sample its"
    )


def test_the_headline_is_about_the_chosen_countries_whether_they_are_in_the_list_or_not(loaded: Store, pairs):
    found = cooperation.next_partners(loaded)
    assert gaps.write_answer(found, pairs, chosen=["Switzerland"])[0].startswith("Switzerland: place 2 in our list")
    finding, more = gaps.write_answer(found, pairs, chosen=["Germany"])
    assert finding == "Germany: not in our list of where a partner is missing"
    assert more == "First in that list: UK, then Switzerland, then Poland and Slovakia."
    assert gaps.write_answer(found.iloc[:0], pairs) == ("Every country in the list has a partner", "")


def test_countries_that_share_the_first_place_are_all_named(loaded: Store, pairs):
    level = cooperation.next_partners(loaded).iloc[[2, 3]].assign(rank=1)
    assert gaps.write_answer(level, pairs)[0] == (
        "Poland and Slovakia share the first place in our list of where a partner is missing"
    )


def test_the_bars_are_of_the_countries_that_shares_name_and_their_title_says_who_leads(loaded: Store):
    found = cooperation.next_partners(loaded)
    assert (
        gaps.title_bars(found)
        == "UK is the only country without a partner whose share of interest is stated: 12\u00a0%"
    )
    assert gaps.title_bars(found.iloc[1:]) == (
        "Switzerland, Poland, Slovakia and Greece: most existing business of the 7 countries without a partner whose "
        "share is stated"
    )
    assert gaps.title_bars(found.iloc[:0]) == "Where is a partner missing?"
    assert len(gaps.select_named(found)) == 8


def test_the_rings_are_told_in_words(loaded: Store):
    told = wording.describe_rings(cooperation.next_partners(loaded))
    assert told.startswith(
        "No partner in: a ring, sized by its share of interest: UK; a dashed ring, as no interest is stated:"
    )
