"""The cooperation page: what a link opens, what the filters do, and that the written rule is the one that ranks."""

import pytest

from dia_data import gaps
from dia_data.storage.store import Store
from tests.pages.conftest import Opened, show

NORTH_SOUTHWEST = "Northern Europe – Southwest Europe"


def said(app) -> str:
    return "\n".join(text.value for text in [*app.header, *app.markdown, *app.caption]).replace("\\", "")


def headings(app) -> list[str]:
    return [heading.value.replace("\\", "") for heading in app.subheader]


def pair_list(app):
    return next(frame.value for frame in app.dataframe if "Pair of regions" in frame.value)


def test_the_page_opens_with_the_finding_and_with_where_a_partner_is_missing(opened: Opened):
    app = opened("cooperation")
    assert headings(app)[0].startswith("Business: very strong between Central Western and Southwest Europe")
    finding = app.header[0].value.replace("\\", "")
    assert finding.startswith(
        "No partner in Northwest Europe, where 12\u00a0% of the interest in Europe lies (UK); in ECO’s sample its"
    )
    assert "its size is the share of interest, of the European countries SMEs named." in said(app)


def test_a_link_with_a_pair_says_both_strengths_and_who_of_us_is_there(opened: Opened):
    app = opened("cooperation", pair=NORTH_SOUTHWEST)
    assert app.selectbox(key="pair").value == NORTH_SOUTHWEST
    assert "R&D weak, business strong: business stronger by two steps." in said(app)
    assert "Our partners: MITC – SCS" in said(app)
    assert app.session_state["pairs"]["selection"]["rows"] == [2]


def test_an_unknown_pair_in_a_link_is_named(opened: Opened):
    assert any("“Atlantis”" in warning.value for warning in opened("cooperation", pair="Atlantis").warning)


@pytest.mark.parametrize(
    ("view", "pictures"),
    [
        ("R&D", ["R&D: "]),
        ("Side by side", ["R&D: ", "Business: "]),
        ("Difference", ["Business is stronger than R&D in 6"]),
    ],
)
def test_the_switch_draws_one_picture_or_two(opened: Opened, view: str, pictures: list[str]):
    found = headings(opened("cooperation", purpose=view))
    assert [heading[: len(start)] for heading, start in zip(found, pictures, strict=False)] == pictures
    assert len(found) == len(pictures) + 4


def test_the_rule_above_the_list_is_the_rule_in_code(opened: Opened):
    text = said(opened("cooperation"))
    sentences = [gaps.ONLY, *(step.sentence for step in gaps.RULE), gaps.EQUAL]
    numbered = "\n".join(f"{number}. {sentence}" for number, sentence in enumerate(sentences, start=1))
    assert numbered in text


def test_a_country_filter_leaves_the_pairs_of_its_region_and_its_line_in_the_list_of_gaps(opened: Opened):
    app = opened("cooperation", country="UK")
    shares = "12 % of interest, 13 % of existing business".replace(" %", "\u00a0%")
    assert f"UK: no partner in all Northwest Europe; of the European countries named it has {shares}; in ECO’s" in said(
        app
    )
    assert len(pair_list(app)) == 5
    assert "5 of 15 pairs: with the regions of the chosen countries" in headings(app)
    assert app.table[0].value["Next partner"].tolist() == ["UK"]
    assert app.header[0].value.replace("\\", "") == "UK: place 1 in our list of where a partner is missing"


def test_a_country_with_a_partner_takes_the_list_of_gaps_away_and_says_so(opened: Opened):
    app = opened("cooperation", country="Germany")
    assert any("hidden by the country filter" in info.value for info in app.info)
    assert app.header[0].value == "Germany\\: not in our list of where a partner is missing"
    assert any("hidden by the country filter: Germany has a partner." in info.value for info in app.info)
    (lift,) = (button for button in app.button if button.label == "Clear country")
    assert len(lift.click().run().table[0].value) > 1


def test_several_countries_are_each_said_to_have_a_partner_a_place_in_the_list_or_none(opened: Opened):
    app = opened("cooperation", country=["Italy", "China"])
    why = "Italy has a partner; China lies outside the European regions of the source."
    assert any(why in info.value for info in app.info)
    app = opened("cooperation", country=["Italy", "Poland", "UK"])
    assert app.header[0].value.replace("\\", "") == (
        "UK: place 1, and Poland: place 3 in our list of where a partner is missing"
    )
    assert "Italy has a partner." in said(app)


def test_a_country_outside_europe_highlights_nothing_and_says_so(opened: Opened):
    app = opened("cooperation", country="Brazil")
    assert any("None of the chosen countries is in a European region" in info.value for info in app.info)
    assert len(pair_list(app)) == 15


def test_a_sector_and_a_partner_leave_their_sites_alone(opened: Opened):
    assert "Dots: SCS, MESAP, MITC and BNPT;" in said(opened("cooperation", sector="Automotive"))
    of_scs = said(opened("cooperation", partner="SCS"))
    assert "Dots: SCS;" in of_scs
    assert "The partner filter changes the dots alone." in of_scs
    assert "changes the dots alone" not in said(opened("cooperation"))
    none = said(opened("cooperation", partner="TICE.PT", sector="Automotive"))
    assert "hidden by sector and partner" in none


def test_regions_outside_europe_have_no_figures(opened: Opened):
    outside = opened("cooperation").table[1].value
    assert len(outside) == 6
    assert set(outside["Strength of cooperation"]) == {"no figures in the source"}


def test_without_a_record_the_page_says_that_nothing_is_known(
    opened: Opened, blank: Store, monkeypatch: pytest.MonkeyPatch
):
    show(monkeypatch, consortium=blank)
    (reason,) = opened("cooperation").info
    assert "Nothing was known about cooperation" in reason.value


def test_the_map_says_whom_it_is_about_and_of_which_years(opened: Opened):
    sample = (
        "Benchmarking data of 154 cluster organisations, assessed July 2012 to June 2014 (ECO §4.2). Only clusters "
        "with values inside the standard deviation were selected, per emerging industry (ECO §4.4)."
    )
    assert f"{sample} Our partners may not be among them. The report prints no date." in said(opened("cooperation"))


def test_the_list_of_gaps_has_the_warning_against_regions_and_the_advice_on_the_uk_beside_it(opened: Opened):
    text = said(opened("cooperation"))
    assert "The rule and the list are ours." in text
    assert "consider a cluster partner in the UK (D3.1 §5.2.5 prose)." in text
    assert "“the regional approach would not be appropriate” (ECO §4.5)." in text


def test_the_low_importance_of_internationalisation_in_digital_industries_is_on_the_page(opened: Opened):
    text = said(opened("cooperation"))
    assert "Digital Industries and Advanced Packaging: comparably low importance of internationalisation" in text
