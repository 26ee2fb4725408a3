"""The trends page: the matrix, a chosen pair, a partner's path, and what an empty place says."""

import pytest

from tests.pages.conftest import Opened

PARTNERS = ["SCS", "GAIA/BasqueGames", "TICE.PT", "MESAP", "MITC", "BNPT"]


def headings(app) -> list[str]:
    return [heading.value.replace("\\", "") for heading in app.subheader]


def notes(app) -> str:
    return " ".join(info.value for info in app.info)


def value_chain(app):
    """The strongest entry points."""
    return next(one.value for one in app.table if "Marks" in one.value.columns)


def of_pair(app):
    """The sub-trends in the drawer."""
    return next(one.value for one in app.table if "Sub-trend" in one.value.columns)


def test_the_page_opens_with_the_strongest_entry_points_and_the_path_of_the_first_partner(opened: Opened):
    app = opened("trends")
    assert "Strongest entry points: all squares above" in headings(app)
    assert "From SCS to the entry points and services that fit" in headings(app)
    assert value_chain(app).index[0] == "**Internet Everywhere**, Logistical Services"
    assert not app.warning


def test_the_page_opens_with_a_sentence_and_the_picture_of_the_industries_tied_to_most_trends(opened: Opened):
    app = opened("trends")
    assert app.header[0].value.replace("\\", "") == (
        "Logistical Services is strongly tied to 4 of 12 trends (ECO figure 5), "
        "more than any other of the 10 industries"
    )
    said = " ".join(text.value for text in app.markdown).replace("\\", "")
    assert (
        "By our links (ƒ), SCS reaches it through “Mobility & Logistics” and GAIA/BasqueGames reaches it through "
        "its field “Smart Logistic”." in said
    )
    assert (
        "Information sharing shifts most in Logistical Services and Mobility Technologies: 10 very strong shifts"
        in headings(app)
    )


def test_a_partner_filter_has_the_picture_of_the_industries_it_leads_to(opened: Opened):
    app = opened("trends", partner="MITC")
    assert app.header[0].value.replace("\\", "").startswith("Mobility Technologies is strongly tied to 2 of 12 trends")
    said = " ".join(caption.value for caption in app.caption).replace("\\", "")
    assert "No strong interdependency in figure 5: Biopharmaceuticals." in said


def test_a_link_reopens_the_subtrends_of_a_pair_the_strongest_first(opened: Opened):
    app = opened("trends", trend="Personalisation of products and services", industry="Medical Devices")
    found = of_pair(app)
    assert list(found["Sub-trend"])[:2] == ["**Digitalisation**", "**Personalised Healthcare**"]
    assert found["Very strong shift of"][0] == "Sustainable competitive advantage orientation, Information sharing"


def test_subtrends_without_a_line_in_figure_7_are_not_in_the_source(opened: Opened):
    app = opened("trends", trend="Carbon foot-print reduction", industry="Mobility Technologies")
    assert "Figure 7 has no line for 8 of the 8 sub-trends: not in the source." in notes(app)
    assert set(of_pair(app)["Strong shift of"]) == {"not in the source"}


def test_a_strong_pair_that_figure_6_leaves_out_says_so(opened: Opened):
    assert "figure 6 leaves it out" in notes(opened("trends", trend="Big Data", industry="Digital Industries"))


def test_a_pair_that_is_not_strong_says_why_it_has_no_subtrends(opened: Opened):
    assert "figure 5 does not mark this pair" in notes(opened("trends", trend="Big Data", industry="Medical Devices"))


def test_a_trend_alone_shows_its_strongest_entry_points(opened: Opened):
    app = opened("trends", trend="Convergence of products, devices and services")
    assert "Strongest entry points: Convergence of products, devices and services" in headings(app)
    assert len(value_chain(app)) == 5


def test_a_trend_without_subtrends_says_that_they_are_not_in_the_source(opened: Opened):
    assert "not in the source" in notes(opened("trends", trend="Innovation dynamics"))


def test_each_view_says_what_it_shows(opened: Opened):
    captions = {
        "Influenced by trends": "43 pairs are marked; Digital Industries: 11.",
        "Influencing trends": "19 pairs are marked",
        "Strong interdependencies": "13 pairs are marked; Logistical Services: 4.",
    }
    for view, said in captions.items():
        assert any(said in caption.value for caption in opened("trends", view=view).caption)


def test_the_comparison_of_figure_5_stands_on_the_page_of_the_sources_and_names_the_three_pairs(opened: Opened):
    app = opened("sources")
    found = next(one.value for one in app.table if "Figures 3 and 4" in one.value.columns)
    assert list(found["Figures 3 and 4"]) == ["both directions", "neither direction", "trend to industry only"]
    said = " ".join(text.value for text in app.markdown).replace("\\", "")
    assert "Figure 5 as transcribed marks 13 pairs; ECO’s text counts 12 (in 5 places)." in said


@pytest.mark.parametrize("partner", PARTNERS)
def test_every_partner_has_a_path_of_six_steps(opened: Opened, partner: str):
    app = opened("trends", path=partner)
    assert f"From {partner} to the entry points and services that fit" in headings(app)
    assert len(app.metric) == 6


def test_the_path_of_mitc_ends_at_biopharmaceuticals_for_want_of_an_interdependency(opened: Opened):
    text = " ".join(element.value for element in opened("trends", path="MITC").markdown)
    assert "ends: Biopharmaceuticals, no strong interdependency in figure 5" in text
    assert "ends: 8 in Mobility Technologies, no line in figure 7" in text


def test_a_sector_of_d31_shows_the_industry_it_leads_to(opened: Opened):
    app = opened("trends", sector="Automotive")
    assert all("Mobility Technologies" in name for name in value_chain(app).index)


def test_a_partner_filter_leaves_its_industries_and_its_path(opened: Opened):
    app = opened("trends", partner="MITC")
    assert "From MITC to the entry points and services that fit" in headings(app)
    industries = {name.rsplit(", ", 1)[1] for name in value_chain(app).index}
    assert industries == {"Mobility Technologies", "Advanced Packaging"}


def test_a_path_that_the_sector_filter_takes_away_says_so_and_comes_back_when_it_is_lifted(opened: Opened):
    app = opened("trends", sector="Medical Devices", path="BNPT")
    assert "Path of BNPT: none. It leads to Mobility Technologies" in notes(app)
    assert "all hidden by the sector filter" in notes(app)
    app = lift(app, "sector").click().run()
    assert "Path of BNPT: none" not in notes(app)
    assert "From BNPT to the entry points and services that fit" in headings(app)
    assert len(app.metric) == 6


def test_a_path_of_which_a_filter_leaves_a_part_names_the_rest(opened: Opened):
    app = opened("trends", sector="Automotive", path="MITC")
    said = " ".join(caption.value for caption in app.caption).replace("\\", "")
    assert "Hidden by the sector filter: Advanced Packaging and Biopharmaceuticals." in said
    assert "Hidden" not in " ".join(caption.value for caption in opened("trends", path="MITC").caption)


def test_a_path_that_a_link_asks_for_and_the_partner_filter_hides_is_not_called_unknown(opened: Opened):
    app = opened("trends", partner="MITC", path="BNPT")
    assert "Path of BNPT: hidden by the partner filter" in notes(app)
    assert not app.warning
    app = lift(app, "partner").click().run()
    assert "hidden" not in notes(app)


def test_a_sector_without_a_link_says_so_and_shows_the_mapping(opened: Opened):
    app = opened("trends", sector="Aerospace & Defence")
    assert "hidden" in notes(app)
    assert headings(app) == ["Which emerging industry did we link each sector to?"]


def test_filters_that_exclude_each_other_say_so_and_either_can_be_lifted(opened: Opened):
    app = opened("trends", sector="Blue Growth Industries", partner="MITC")
    assert "chosen partners lead to" in notes(app)
    assert lifts(app) == ["Clear sector", "Clear partner"]


def test_where_one_of_two_filters_alone_leaves_nothing_that_one_is_offered_to_lift(opened: Opened):
    app = opened("trends", sector="Aerospace & Defence", partner="MITC")
    assert "We linked none of the chosen sectors" in notes(app)
    assert lifts(app) == ["Clear sector"]


@pytest.mark.parametrize(
    ("address", "filters"),
    [
        ({"sector": "ICT"}, ["sector"]),
        ({"partner": "MITC"}, ["partner"]),
        ({"sector": "ICT", "partner": "SCS"}, ["sector", "partner"]),
    ],
)
def test_a_linked_industry_that_filters_hide_is_shown_with_a_word_on_which_and_a_way_to_lift_them(
    opened: Opened, address: dict[str, str], filters: list[str]
):
    app = opened("trends", **address, trend="Carbon foot-print reduction", industry="Blue Growth Industries")
    removing = " and the ".join(f"{name} filter" for name in filters)
    assert f"Blue Growth Industries is hidden in the matrix by the {removing}." in notes(app)
    assert len(of_pair(app)) == 8
    for name in filters:
        app = lift(app, name).click().run()
    assert "hidden" not in notes(app)


def lifts(app) -> list[str]:
    return [button.label for button in app.button if button.label.startswith("Clear ")]


def lift(app, name: str):
    return next(button for button in app.button if button.label == f"Clear {name}")


def test_unknown_names_in_a_link_are_named(opened: Opened):
    app = opened("trends", trend="Flying cars", industry="Mining", path="ACME")
    said = " ".join(warning.value for warning in app.warning)
    assert all(name in said for name in ("Flying cars", "Mining", "ACME"))


def test_a_sign_is_explained_below_the_lines_that_have_it(opened: Opened):
    ranked = next(text.value for text in opened("trends").caption if "very strong shift · ✓" in text.value)
    assert "deduced by us" not in ranked
    app = opened("trends", trend="Carbon foot-print reduction", industry="Environmental Industries")
    assert any("Decoupling" in line for line in of_pair(app)["Sub-trend"])
    assert "deduced by us" in " ".join(text.value for text in app.caption)
