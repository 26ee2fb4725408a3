"""Partners in words: who a filter leaves, which industry has nobody, and what two sections say of one pair."""

import pandas as pd
import pytest

from dia_data.frames import make_frame
from dia_data.queries.partners import Coverage, Profile
from pages.ui import partner_words
from pages.ui.partners import detail
from pages.ui.partners import text as table
from tests.examples import example

PROFILES = pd.DataFrame(
    {
        "partner_id": ["scs", "mitc", "bnpt"],
        "short_name": ["SCS", "MITC", "BNPT"],
        "country_code": ["FRA", "SWE", "DEU"],
        "country_name": ["France", "Sweden", "Germany"],
        "market_role": ["target_europe", None, "target_europe"],
        "contacts": [None, None, "Brazil"],
        "contact_codes": [[], [], ["BRA"]],
        "region_name": ["Southwest Europe", "Northern Europe", None],
    }
)
REACH = pd.DataFrame(
    {
        "partner_id": ["scs", "mitc", "scs"],
        "sector_id": ["logistic", "automotive", "logistical_services"],
        "through": ["target industry", "target industry", "our link"],
    }
)
NOTHING: dict[str, list[str]] = {"countries": [], "sectors": [], "partners": []}


def pair(
    partner: str,
    *,
    listed: bool = False,
    described: bool = False,
    asked: bool = True,
    industry: str = "Logistics",
    field: str | None = None,
) -> Coverage:
    return Coverage(
        industry=industry, share_pct=35.2, base=71.0, partner_id=partner.lower(), partner=partner, listed=listed,
        described=described, is_asked=asked, described_as="Mobility & Logistics" if described else None,
        specialised_in=field,
    )  # fmt: skip


def coverage(*pairs: Coverage) -> pd.DataFrame:
    return make_frame(pairs, Coverage)


@pytest.mark.parametrize(
    ("chosen", "left"),
    [
        ({}, ["scs", "mitc", "bnpt"]),
        ({"countries": ["DEU"]}, ["bnpt"]),
        ({"sectors": ["logistic", "automotive"]}, ["scs", "mitc"]),
        ({"partners": ["mitc"]}, ["mitc"]),
        ({"countries": ["FRA", "SWE"], "sectors": ["automotive"]}, ["mitc"]),
        ({"countries": ["DEU"], "sectors": ["automotive"]}, []),
        ({"sectors": ["textile"]}, []),
    ],
    ids=str,
)
def test_every_filter_must_leave_a_partner_for_it_to_be_shown(chosen, left):
    assert table.select_partners(PROFILES, REACH, **chosen) == left


def test_filters_that_leave_nobody_are_named_with_what_each_leaves_alone():
    said = table.explain_nothing_shown(PROFILES, REACH, **NOTHING | {"countries": ["DEU"], "sectors": ["automotive"]})
    assert "the country filter alone leaves BNPT; the sector filter alone leaves MITC." in said
    assert "Clear a filter" in said


def test_a_country_without_a_partner_names_who_has_contacts_there():
    said = table.explain_nothing_shown(PROFILES, REACH, **NOTHING | {"countries": ["BRA"]})
    assert "the country filter alone leaves nobody" in said
    assert "Not at home there, but with contacts: BNPT." in said


def test_a_record_without_partners_is_not_called_filtered():
    assert table.explain_nothing_shown(PROFILES.iloc[:0], REACH, **NOTHING).startswith("No partner is in the record")


def test_a_partner_found_through_a_link_of_ours_is_told_apart():
    assert table.is_linked_only(REACH, ["scs"], ["logistical_services"])
    assert not table.is_linked_only(REACH, ["scs"], ["logistic"])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (pair("MITC", listed=True, described=True), table.BOTH),
        (pair("MITC", listed=True), table.LISTED_ONLY),
        (pair("BNPT", listed=True, asked=False), table.LISTED_UNDESCRIBED),
        (pair("MITC", described=True), table.DESCRIBED_ONLY),
        (pair("SCS", described=True, asked=False), table.DESCRIBED_UNASKED),
        (pair("MITC"), table.NEITHER),
        (pair("SCS", asked=False), table.NEITHER),
    ],
)
def test_each_pair_has_its_sign_and_words(row, said: str):
    assert table.write_verdict(row) == said


def test_a_contradiction_carries_an_icon_and_words():
    assert all(":material/warning:" in sign and "only" in sign for sign in (table.LISTED_ONLY, table.DESCRIBED_ONLY))


def test_an_industry_without_a_listed_partner_is_the_finding_with_its_demand_and_who_names_it():
    said = table.write_finding(coverage(pair("MITC"), pair("SCS", described=True, asked=False)))
    assert said == (
        "Logistics, which 35.2 % of those who answered (n ≈ 71, inferred) target, has no partner in D3.1’s list "
        "(§5.2.3); in §6, the description of SCS names “Mobility & Logistics” (ƒ our reading)."
    )


def test_a_field_of_a_partner_that_our_links_lead_to_an_open_industry_is_named_and_told_from_a_sector():
    said = table.write_finding(coverage(pair("MITC"), pair("GAIA", field="Smart Logistic")))
    assert said.endswith(
        "no description (§6) names it. By our links (ƒ), GAIA reaches it through its field “Smart Logistic”, "
        "which is not a sector."
    )


def test_where_nothing_is_open_or_known_the_finding_says_so():
    assert table.write_finding(coverage(pair("MITC", listed=True))) == (
        "Each target industry has a partner in D3.1’s list (§5.2.3)."
    )
    assert "not known" in table.write_finding(coverage(pair("MITC")).iloc[:0])


def test_differences_about_partners_the_list_is_not_about_are_no_contradictions():
    said = table.count_differences(
        coverage(pair("MITC", listed=True), pair("SCS", described=True, asked=False), pair("BNPT"))
    )
    assert "differ in 2 of 3 pairs. Contradictions among these: 1, about MITC and BNPT" in said
    assert "agree" in table.count_differences(coverage(pair("MITC", listed=True, described=True)))


def test_the_matrix_has_a_column_for_each_partner_shown_and_says_no_partner():
    rows = coverage(pair("MITC"), pair("SCS", described=True, asked=False))
    (line,) = table.build_matrix(rows, ["scs"]).to_dict("records")
    assert line == {
        "Target industry": "**Logistics**",
        "Targeted by, of those who answered": "35.2 %",
        "§5.2.3 names": table.NO_PARTNER,
        "SCS": table.DESCRIBED_UNASKED,
    }


def test_the_help_names_whose_description_is_silent():
    said = table.explain_signs(coverage(pair("BNPT", listed=True, asked=False)))
    assert "The description of BNPT names no industry at all." in said
    assert "at all" not in table.explain_signs(coverage(pair("MITC", listed=True)))


def test_market_and_region_are_said_or_said_to_be_missing():
    germany = example(Profile, country_name="Germany", market_role="target_europe", contacts="Brazil")
    sweden = example(Profile, country_name="Sweden", region_name="Northern Europe")
    assert (
        table.describe_market(germany)
        == "Germany (target market in Europe), contacts in Brazil, ECO region: not in the source"
    )
    assert table.describe_market(sweden) == "Sweden (no target market), Northern Europe"


def test_target_markets_without_anybody_are_named_and_reserves_are_not():
    targets = pd.DataFrame(
        {
            "country_code": ["DEU", "BRA", "CHN", "MEX"],
            "country_name": ["Germany", "Brazil", "China", "Mexico"],
            "role": ["target_europe", "target_world", "target_world", "reserve"],
        }
    )
    assert partner_words.list_uncovered(targets, PROFILES) == ["China"]


@pytest.mark.parametrize(
    ("kinds", "note", "said"),
    [
        (["technology", "capacity", "service", "partnership", "sector", "market_contact"], None, ""),
        (["technology", "partnership", "sector", "market_contact"], None,
         "Capacities and services: not in the source."),
        (["technology", "capacity", "service", "sector", "market_contact"], "Membership of an ESCP is unknown: “???”",
         "Earlier partnerships: not known, see the note above."),
    ],
)  # fmt: skip
def test_missing_parts_are_not_in_the_source_or_not_known(kinds: list[str], note: str | None, said: str):
    assert detail.list_missing(pd.DataFrame({"kind": kinds}), note=note) == said


def test_offers_stand_under_their_headings_with_where_they_are_printed():
    rows = pd.DataFrame(
        {
            "heading": ["Consulting", "Consulting", None],
            "capability": ["Strategy", "Logistics", "food"],
            "sector_name": [None, "Logistics", "Food/packaging"],
            "country_name": [None, None, None],
            "locator": ["§6.5 list", "§6.5 list", "§6.5 prose"],
        }
    )
    first, second = detail.group_offers(rows).split("\n\n")
    assert first == f"**Consulting** (§6.5 list){table.LINE}Strategy · Logistics"
    assert second.endswith(r"food \(ƒ Food/packaging\)")


def test_the_industry_with_the_thinnest_cover_is_computed_and_says_by_which_reading():
    def answer(*pairs: Coverage) -> str:
        return table.write_answer(PROFILES, PROFILES, coverage(*pairs))

    covered = pair("MITC", listed=True, industry="Automotive")
    said = answer(covered, pair("SCS"))
    assert said == "3 clusters in 3 countries; Logistics is the target industry with the thinnest coverage"
    described = (pair("SCS", described=True), pair("MITC", described=True), pair("MITC", listed=True, industry="Food"))
    assert answer(*described).endswith("Logistics is the target industry with the thinnest coverage by D3.1’s list")
    assert answer(covered) == "3 clusters in 3 countries"
    assert table.write_answer(PROFILES.iloc[:1], PROFILES, coverage(covered)) == "1 of 3 clusters, in 1 country: SCS"


def test_chips_tell_what_is_listed_from_what_we_read():
    rows = coverage(pair("MITC", listed=True, industry="Food"), pair("MITC", described=True), pair("SCS"))
    assert table.list_chips(rows, "mitc") == ":violet-badge[Food] :gray-badge[Logistics ƒ]"
    assert table.list_chips(rows, "scs") == ":small[No target industry named]"


def test_a_place_or_members_that_are_not_stated_say_so():
    row = example(Profile, place=None, members_stated="260 companies")
    assert "Place: not in the source" in table.describe_place(row).replace("\\", "")
    assert "260 companies" in table.describe_place(row)
