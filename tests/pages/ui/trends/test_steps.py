"""A partner's path in words: what each step says, and how an end of the path is told."""

from dataclasses import replace

from dia_data import paths
from dia_data.queries.trends import OurLink
from pages.ui.trends import steps
from tests.dia_data.test_paths import made, start
from tests.examples import example


def test_each_step_has_its_count_and_the_first_says_of_how_many():
    assert [step.count for step in steps.build_steps(made())] == ["2 of 3", "2", "2", "2", "2", "2"]


def test_steps_of_ours_carry_the_sign_of_derived_data():
    ours = [step.title for step in steps.build_steps(made()) if step.title.endswith("ƒ")]
    assert ours == ["→ Industries ƒ", "→ Services ƒ"]


def test_a_step_names_what_led_to_it_and_where_the_path_ends():
    industries, trends = steps.build_steps(made())[1:3]
    assert "**Mobility** automotive" in industries.text
    assert "ends: Big Data in Digital, no sub\\-trend in figure 6" in trends.text


def test_a_long_step_shows_the_first_names_and_how_many_more():
    many = [start(f"field {number}", "Mobility") for number in range(9)]
    offers, industries, *_ = steps.build_steps(made(many))
    assert "and 4 more" in offers.text
    assert "field 0, field 1 and 7 more" in industries.text


def test_the_summary_names_entry_points_that_are_rated_only():
    said = steps.summarise("MITC", made())
    assert "by our links 2 of 3 sectors and capabilities lead to the industries shown" in said
    assert "Entry points with the most very strong shifts, then the most strong ones, in figure 7: Telematics." in said
    assert "Services that help with the largest numbers of these shifts, by our reading: " in said
    assert "Seminars and Missions" in said


def test_entry_points_that_are_level_with_the_last_named_are_counted():
    ranked = [paths.Reached(name=name, very_strong=2, strong=1) for name in "ABCDE"]
    weaker = paths.Reached(name="F", very_strong=1)
    found = replace(made(), subtrends=paths.Step(reached=(*ranked, weaker)))
    assert "figure 7: A, B, C and 2 more that tie." in steps.summarise("MITC", found)


def test_a_path_that_ends_before_the_value_chain_says_so():
    assert "ends before the value chain" in steps.summarise("SCS", made([start("ICT", "Digital")]))


def test_no_path_says_whether_a_filter_or_a_missing_link_is_the_reason():
    taken = steps.explain_no_path("SCS", offered=3, hidden=["Mobility", "Digital"], by=["sector"])
    assert taken == "Path of SCS: none. It leads to Mobility and Digital: all hidden by the sector filter."
    assert "We linked none of its 3 sectors" in steps.explain_no_path("SCS", offered=3, hidden=[], by=[])


def test_what_a_filter_takes_from_a_path_is_named_and_nothing_is_said_where_it_takes_nothing():
    said = steps.describe_hidden(["Mobility"], ["sector", "partner"])
    assert said == "Hidden by the sector filter and the partner filter: Mobility."
    assert steps.describe_hidden([], []) == ""


def test_the_links_of_ours_are_listed_with_their_reason_once():
    listed = steps.tabulate_own_links(made())
    assert list(listed["from"]) == ["ICT", "automotive", "Sharing", "Sharing"]
    assert set(listed["reason"]) == {"for a reason", "it helps"}


def test_a_sector_that_leads_nowhere_says_so_in_the_mapping():
    assert list(steps.tabulate_mapping([example(OurLink, name="Plasma", kind="sector")]).iloc[0])[2:] == [
        "none",
        "no link that the texts support",
        "",
    ]
