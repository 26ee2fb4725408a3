"""Who works with whom: figures 13 and 16 of ECO as pairs, our sites, and what speaks for a next partner."""

import pytest

from dia_data.queries import cooperation
from dia_data.storage.store import Change, Store
from tests.conftest import enter

REGIONS = [
    {"region_id": "north", "region_name": "North", "is_european": True, "position": 1},
    {"region_id": "south", "region_name": "South", "is_european": True, "position": 2},
    {"region_id": "far", "region_name": "Far", "is_european": False, "position": 3},
]


def pair(store: Store, name: str) -> dict:
    found = cooperation.pairs(store).set_index("pair")
    return found.loc[name].to_dict()


@pytest.mark.parametrize(
    ("name", "rd", "business"),
    [
        ("Central Western Europe – Southwest Europe", 4, 4),
        ("Northern Europe – Central Western Europe", 3, 4),
        ("Northern Europe – Southwest Europe", 1, 3),
        ("Northwest Europe – Southwest Europe", 2, 1),
        ("Southwest Europe – Central Eastern Europe", 2, 1),
        ("Southeast Europe – Central Eastern Europe", 1, 1),
    ],
)
def test_a_pair_has_the_strengths_as_printed_and_their_difference(loaded: Store, name: str, rd: int, business: int):
    found = pair(loaded, name)
    assert (found["rd"], found["business"], found["difference"]) == (rd, business, business - rd)
    assert (found["source_id"], found["locator"], found["basis"]) == ("eco", "Figure 13; Figure 16", "stated")


def test_six_regions_make_fifteen_pairs_that_read_the_same_both_ways(loaded: Store):
    found = cooperation.pairs(loaded)
    assert len(found) == found["pair"].nunique() == 15
    assert found["note"].isna().all()


def test_business_is_stronger_than_rd_in_six_pairs_and_weaker_in_two(loaded: Store):
    difference = cooperation.pairs(loaded)["difference"]
    assert ((difference > 0).sum(), (difference < 0).sum()) == (6, 2)


def test_a_matrix_that_reads_differently_from_the_other_side_says_so(draft: Change):
    cells = [
        {"from_region_id": "north", "to_region_id": "south", "purpose": purpose, "strength": strength}
        for purpose, strength in (("rd", 1), ("business", 2))
    ]
    back = {"from_region_id": "south", "to_region_id": "north", "purpose": "rd", "strength": 3}
    enter(draft, {"regions": REGIONS, "cooperation": [*cells, back]})
    (row,) = cooperation.pairs(draft).to_dict("records")
    assert (row["pair"], row["rd"], row["business"]) == ("North – South", 3, 2)
    assert "differs" in row["note"]


def test_members_are_the_countries_of_the_european_regions_with_our_partners(loaded: Store):
    found = cooperation.members(loaded).set_index("country_code")
    assert found["region_id"].nunique() == 6
    assert found.loc["FRA", ["region_id", "partners"]].tolist() == ["southwest_europe", "SCS"]
    assert found.loc["GBR", "region_id"] == "northwest_europe"
    assert found["partners"].notna().sum() == 6
    assert "USA" not in found.index


@pytest.mark.parametrize(
    ("partners", "sectors", "names"),
    [
        ([], [], ["SCS", "GAIA/BasqueGames", "TICE.PT", "MESAP", "MITC", "BNPT"]),
        (["mitc"], [], ["MITC"]),
        ([], ["automotive"], ["SCS", "MESAP", "MITC", "BNPT"]),
        ([], ["ict"], ["SCS", "GAIA/BasqueGames", "TICE.PT"]),
        (["tice"], ["automotive"], []),
    ],
)
def test_sites_are_of_the_chosen_partners_at_work_in_the_chosen_sectors(
    loaded: Store, partners: list[str], sectors: list[str], names: list[str]
):
    assert cooperation.sites(loaded, partners=partners, sectors=sectors)["short_name"].tolist() == names


def test_a_candidate_has_the_strongest_links_of_its_region_with_ours_and_the_shares(loaded: Store):
    uk = cooperation.candidates(loaded).set_index("country_name").loc["UK"]
    assert (uk["business"], uk["business_with"]) == (2, "Northern Europe, Central Western Europe")
    assert (uk["rd"], uk["rd_with"]) == (2, "Southwest Europe")
    assert (uk["want_pct"], uk["have_pct"], uk["has_partner"]) == (12, 13, False)


def test_each_european_country_is_one_candidate(loaded: Store):
    found = cooperation.candidates(loaded)
    assert sorted(found["country_code"]) == sorted(cooperation.members(loaded)["country_code"])
    assert set(found.loc[found["has_partner"], "country_code"]) == {"FRA", "ESP", "PRT", "ITA", "SWE", "DEU"}


def test_regions_outside_europe_keep_their_areas_as_printed_and_name_what_smes_said(loaded: Store):
    found = cooperation.elsewhere(loaded).set_index("region_name")
    assert found.index.tolist() == [
        "North America", "South America", "Eastern Asia", "Africa", "Oceania", "Arabian Peninsula"
    ]  # fmt: skip
    assert found.loc["South America", "areas"].startswith("Argentina, Brazil, Cameron")
    assert found.loc["Africa", "named"] == "Morocco 3 % / 6 % · Africa 3 % / –"
    assert found["named"].isna().tolist() == [False] * 5 + [True]


def test_an_empty_record_gives_no_rows_and_keeps_the_columns(blank: Store):
    assert cooperation.pairs(blank).columns.tolist()[:2] == ["pair", "first_id"]
    for rows in (
        cooperation.members(blank),
        cooperation.sites(blank, partners=[], sectors=[]),
        cooperation.candidates(blank),
        cooperation.elsewhere(blank),
    ):
        assert rows.empty
        assert {"locator", "country_code"} & set(rows.columns)


def test_the_sample_says_how_many_clusters_there_are_and_that_some_of_them_were_selected(loaded: Store) -> None:
    assert cooperation.sample(loaded)["statement"].tolist() == [
        "Benchmarking data of 154 cluster organisations, assessed July 2012 to June 2014.",
        "Only clusters with values inside the standard deviation were selected, per emerging industry.",
    ]


def test_the_sample_of_the_study_is_from_2012_to_2014(loaded: Store, blank: Store) -> None:
    assert cooperation.sample_years(loaded) == "2012–2014"
    assert cooperation.sample_years(blank) is None
