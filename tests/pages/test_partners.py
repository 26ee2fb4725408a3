"""The partners page: who is shown, what is open on it, and what an empty place says."""

import pandas as pd

from tests.pages.conftest import Opened

ALL = ["SCS", "GAIA/BasqueGames", "TICE.PT", "MESAP", "MITC", "BNPT"]


def presence(app) -> list[str]:
    """The partners of the table that stands for the map."""
    return next(table.value for table in app.table if "Own country" in table.value)["Partner"].tolist()


def matrix(app) -> pd.DataFrame:
    found = next(table.value for table in app.table if "Target industry" in table.value)
    return found.set_index("Target industry")


def headings(app) -> list[str]:
    return [heading.value.replace("\\", "") for heading in app.subheader]


def texts(app) -> str:
    """What stands on the page, without the signs that keep markdown from acting on it."""
    return "\n".join(element.value for element in [*app.markdown, *app.caption]).replace("\\", "")


def test_the_six_are_shown_and_what_is_not_stated_says_so(opened: Opened):
    app = opened("partners")
    assert (
        app.header[0].value.replace("\\", "")
        == "6 clusters in 6 countries; Logistics is the target industry with the thinnest coverage"
    )
    assert [name.replace("\\", "") for name in presence(app)] == ALL
    assert "Place: not in the source" in texts(app)


def test_the_first_sentence_names_the_industry_without_a_partner(opened: Opened):
    first = opened("partners").markdown[0].value.replace("\\", "")
    assert first.startswith("Logistics, which 35.2 % of those who answered (n ≈ 71, inferred) target, has no")


def test_the_matrix_tells_agreement_contradiction_and_silence_apart(opened: Opened):
    cells = matrix(opened("partners"))
    assert cells.loc["**Automotive**", "MITC"] == ":material/check_circle: both"
    assert cells.loc["**Aerospace & Defence**", "MITC"] == ":material/warning: §5.2.3 only"
    assert cells.loc["**Energy/utilities**", "MESAP"] == ":material/warning: §6 only"
    assert cells.loc["**Logistics**", "SCS"] == ":material/check: §6 only"
    assert cells.loc["**Logistics**", "§5.2.3 names"].endswith("No partner")
    assert set(cells["GAIA"]) == {"–"}


def test_contradictions_are_counted_apart_from_what_the_list_is_not_about(opened: Opened):
    assert "differ in 15 of 36 pairs. Contradictions among these: 5, about MESAP and MITC" in texts(opened("partners"))


def test_a_country_leaves_the_partners_at_home_there(opened: Opened):
    assert presence(opened("partners", country="Sweden")) == ["MITC"]


def test_a_sector_leaves_the_partners_at_work_in_it(opened: Opened):
    assert presence(opened("partners", sector="Plasma Technology")) == ["BNPT"]
    assert presence(opened("partners", sector="Railways & transport")) == ["MESAP", "MITC", "BNPT"]


def test_an_emerging_industry_leaves_partners_through_our_links_and_says_so(opened: Opened):
    app = opened("partners", sector="Creative Industries")
    assert [name.replace("\\", "") for name in presence(app)] == ["TICE.PT"]
    assert "through our own links" in texts(app)


def test_filters_that_leave_nobody_say_which_did_what(opened: Opened):
    (reason,) = opened("partners", country="Sweden", sector="Logistics").info
    assert "the country filter alone leaves MITC; the sector filter alone leaves SCS" in reason.value


def test_a_chosen_profile_shows_what_the_partner_has_and_where_it_is_printed(opened: Opened):
    app = opened("partners", profile="GAIA/BasqueGames")
    assert {f"**{part}**" for part in ("Technologies (49)", "Capacities (26)", "Earlier partnerships (1)")} <= set(
        texts(app).splitlines()
    )
    assert "**Consulting** (§6.2 list)" in texts(app)
    assert "Services and contacts in markets: not in the source." in texts(app)


def test_a_single_partner_in_the_filter_opens_its_profile(opened: Opened):
    app = opened("partners", partner="MITC")
    assert "Earlier partnerships: not known, see the note above." in texts(app)
    assert "???" in texts(app)


def test_two_partners_in_the_filter_stay_cards(opened: Opened):
    app = opened("partners", partner=["MITC", "BNPT"])
    assert app.header[0].value.replace("\\", "") == "2 of 6 clusters, in 2 countries: MITC and BNPT"
    assert "Who they are" in headings(app)
    assert [button.key for button in app.button if "open_partner" in str(button.key)] == [
        "open_partner_mitc",
        "open_partner_bnpt",
    ]


def test_every_partner_has_a_profile(opened: Opened):
    for name in ALL:
        assert f"**{name}: " in texts(opened("partners", profile=name))


def test_an_unknown_profile_in_a_link_is_named(opened: Opened):
    assert any("“Atlantis”" in warning.value for warning in opened("partners", profile="Atlantis").warning)


def test_the_name_on_a_card_opens_the_profile_and_the_list_holds_it(opened: Opened):
    app = opened("partners")
    app.button(key="open_partner_mesap").click().run()
    assert app.selectbox(key="profile").value == "mesap"
    assert "**MESAP: " in texts(app)
    assert app.query_params["profile"] == "MESAP"
