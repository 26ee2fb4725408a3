"""The path from a partner to services, and figure 5 counted again: over a few made-up rows."""

import pytest

from dia_data import paths
from dia_data.paths import Fit, Offer, Pair, Shift
from tests.examples import example


def pair(trend: str, industry: str, *, marks: str = "", subtrends: int = 0) -> Pair:
    """A pair with marks such as `345`: in figures 3, 4 and 5."""
    named = {"trend_name": trend, "industry_id": industry.lower(), "industry_name": industry}
    marked = {"downstream": "3" in marks, "upstream": "4" in marks, "published": "5" in marks}
    return example(Pair, **named, **marked, subtrends=subtrends, basis="stated")


def shift(
    trend: str, industry: str, subtrend: str, parameter: str | None, strength: int | None, *, line: bool = True
) -> Shift:
    return example(
        Shift,
        trend_name=trend,
        industry_id=industry.lower(),
        industry_name=industry,
        subtrend_id=f"{trend} {subtrend}",
        subtrend_key=subtrend.lower(),
        subtrend_name=subtrend,
        has_line=line,
        parameter_id=parameter and parameter.lower(),
        parameter_name=parameter,
        strength=strength,
        printed=strength and "✓" * strength,
        basis="stated",
    )


def start(offer: str, industry: str | None, *, partner: str = "") -> Offer:
    if industry is None:
        return example(Offer, partner_id=partner, offer=offer, basis="stated")
    linked = {"industry_id": industry.lower(), "industry_name": industry}
    return example(Offer, partner_id=partner, offer=offer, **linked, reason="for a reason", basis="derived")


def fit(parameter: str, service: str) -> Fit:
    named = {"parameter_id": parameter.lower(), "parameter_name": parameter, "service_name": service}
    return example(Fit, **named, reason="it helps", basis="derived")


def names(step: paths.Step) -> list[str]:
    return [reached.name for reached in step.reached]


def stops(step: paths.Step) -> list[tuple[str, str]]:
    return [(stop.name, stop.reason) for stop in step.stops]


# Figure 5


@pytest.mark.parametrize(
    ("marks", "support"),
    [
        ("34", paths.BOTH),
        ("3", paths.DOWNSTREAM),
        ("4", paths.UPSTREAM),
        ("5", paths.NEITHER),
    ],
)
def test_the_support_of_a_pair_is_what_figures_3_and_4_mark(marks: str, support: str) -> None:
    assert paths.find_support(pair("Big Data", "Logistics", marks=marks)) == support


def test_the_tally_counts_what_is_published_what_both_directions_give_and_what_rests_on_less() -> None:
    pairs = [
        pair("A", "X", marks="345", subtrends=2),
        pair("B", "X", marks="35", subtrends=1),
        pair("C", "X", marks="5"),
        pair("D", "X", marks="4"),
        pair("E", "X"),
    ]
    assert paths.tally_figures(pairs) == paths.Tally(
        published=3, recomputed=1, with_subtrends=2, one_sided=2, published_one_sided=1, published_unsupported=1
    )


def test_pairs_differ_where_figures_3_and_4_or_6_do_not_say_what_5_says() -> None:
    agreed = [pair("A", "X", marks="345", subtrends=2), pair("B", "X", marks="3"), pair("C", "X")]
    differing = [
        pair("D", "X", marks="345"),
        pair("E", "X", marks="35", subtrends=1),
        pair("F", "X", marks="34"),
        pair("G", "X", subtrends=1),
    ]
    assert paths.find_differences([*agreed, *differing]) == differing


# Entry points


def test_entry_points_come_by_very_strong_marks_then_strong_ones_and_unrated_ones_last() -> None:
    shifts = [
        shift("A", "X", "No line", None, None, line=False),
        shift("A", "X", "Blank line", None, None),
        shift("A", "X", "Two strong", "P", 1),
        shift("A", "X", "Two strong", "Q", 1),
        shift("A", "X", "Very strong", "P", 2),
        shift("A", "X", "Very strong and strong", "P", 2),
        shift("A", "X", "Very strong and strong", "Q", 1),
    ]
    order = [point.subtrend for point in paths.find_entry_points(shifts)]
    assert order == ["Very strong and strong", "Very strong", "Two strong", "Blank line", "No line"]


def test_a_subtrend_that_two_trends_list_is_one_entry_point_of_the_industry() -> None:
    shifts = [shift("A", "X", "e-Commerce", "P", 2), shift("B", "X", "e-Commerce", "P", 2)]
    (point,) = paths.find_entry_points(shifts)
    assert (list(point.trends), point.count(paths.VERY_STRONG)) == (["A", "B"], 1)


# The path


STARTS = [
    start("ICT", "Digital"),
    start("automotive", "Mobility"),
    start("Automotive", "Mobility"),
    start("Music", None),
]
PAIRS = [
    pair("Big Data", "Digital", marks="345"),
    pair("Carbon", "Mobility", marks="345", subtrends=2),
    pair("Media", "Mobility", marks="3"),
]
SHIFTS = [
    shift("Carbon", "Mobility", "Telematics", "Sharing", 2),
    shift("Carbon", "Mobility", "Telematics", "Process", 1),
    shift("Carbon", "Mobility", "Cocooning", None, None, line=False),
]
FITS = [fit("Sharing", "Seminars"), fit("Sharing", "Missions"), fit("Learning", "Mentoring")]


def made(starts: list[Offer] = STARTS, *, to: tuple[str, ...] = ("digital", "mobility")) -> paths.Path:
    return paths.find_path(starts=starts, pairs=PAIRS, shifts=SHIFTS, fits=FITS, to=to)


def test_a_path_leads_from_offers_to_services() -> None:
    found = made()
    assert names(found.offers) == ["ICT", "automotive"]
    assert names(found.industries) == ["Digital", "Mobility"]
    assert names(found.trends) == ["Big Data", "Carbon"]
    assert names(found.subtrends) == ["Telematics", "Cocooning"]
    assert names(found.parameters) == ["Sharing", "Process"]
    assert names(found.services) == ["Seminars", "Missions"]


def test_an_offer_printed_twice_in_other_capitals_counts_once() -> None:
    assert made().offered == 3
    assert made().industries.reached[1].because == ("automotive",)


def test_a_step_that_leads_no_further_says_where_and_why() -> None:
    found = made([*STARTS, start("pharmaceutical", "Biopharma")], to=("digital", "mobility", "biopharma"))
    assert stops(found.industries) == [("Biopharma", paths.NO_INTERDEPENDENCY)]
    assert stops(found.trends) == [("Big Data in Digital", paths.NO_SUBTREND)]
    assert stops(found.subtrends) == [("1 in Mobility", paths.NO_LINE)]
    assert stops(found.parameters) == [("Process", paths.NO_SERVICE)]


def test_a_line_without_a_mark_is_another_stop_than_no_line() -> None:
    blank = [shift("Carbon", "Mobility", "Single device", None, None)]
    found = paths.find_path(starts=STARTS, pairs=PAIRS, shifts=blank, fits=FITS, to=("mobility",))
    assert stops(found.subtrends) == [("Single device", paths.NO_MARK)]


def test_services_count_the_marks_of_the_parameters_they_help_with() -> None:
    seminars = made().services.reached[0]
    assert (seminars.very_strong, seminars.strong, seminars.because) == (1, 0, ("Sharing",))


def test_each_link_of_ours_has_a_reason_and_the_others_have_none() -> None:
    links = made().links
    assert {(link.step, link.reason) for link in links} == {
        ("1 → 2", "for a reason"),
        ("2 → 3", None),
        ("3 → 4", None),
        ("4 → 5", None),
        ("5 → 6", "it helps"),
    }


@pytest.mark.parametrize(("starts", "to"), [([start("Music", None)], ("digital",)), (STARTS, ())])
def test_without_a_link_to_a_wanted_industry_there_is_no_path(starts: list[Offer], to: tuple[str, ...]) -> None:
    found = made(starts, to=to)
    assert not found.exists
    assert (names(found.services), found.links) == ([], ())
