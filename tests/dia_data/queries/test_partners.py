"""The cluster organisations: what D3.1 says of each, what it does not say, and where two sections differ."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from dia_data.queries import partners
from dia_data.storage.store import Change, Store
from tests.conftest import enter

QUESTIONS: list[tuple[Callable[..., pd.DataFrame], dict[str, Any]]] = [
    (partners.profiles, {}),
    (partners.sites, {}),
    (partners.coverage, {}),
    (partners.reach, {}),
    (partners.capabilities, {"partner": "scs"}),
]
SCS = {"partner_id": "scs", "short_name": "SCS", "country_code": "FRA", "sector_id": "ict"}
FRANCE = {"country_code": "FRA", "country_name": "France"}
LOGISTIC = {"sector_id": "logistic", "sector_name": "Logistics", "kind": "target_industry"}


@pytest.mark.parametrize(("query", "arguments"), QUESTIONS, ids=[query.__name__ for query, _ in QUESTIONS])
def test_an_empty_record_gives_no_row_and_the_same_columns(
    loaded: Store, draft: Change, query: Callable[..., pd.DataFrame], arguments: dict[str, Any]
) -> None:
    empty = query(draft, **arguments)
    assert empty.empty
    assert list(empty.columns) == list(query(loaded, **arguments).columns)


def test_the_six_come_in_the_order_of_the_strategy_and_what_is_not_stated_stays_empty(loaded: Store) -> None:
    rows = partners.profiles(loaded).set_index("partner_id")
    assert list(rows.index) == ["scs", "gaia", "tice", "mesap", "mitc", "bnpt"]
    assert pd.isna(rows.loc["bnpt", "place"])
    assert rows["members_stated"].dropna().to_dict() == {"scs": "more than 300 members", "mesap": "260 companies"}


def test_a_profile_names_the_market_the_contacts_and_the_region_of_a_partner(loaded: Store) -> None:
    rows = partners.profiles(loaded).set_index("partner_id")
    assert rows.loc["bnpt", ["market_role", "contacts", "region_name"]].tolist() == [
        "target_europe", "Brazil", "Central Western Europe",
    ]  # fmt: skip
    assert pd.isna(rows.loc["mitc", "market_role"])
    assert list(rows.loc["mitc", "contact_codes"]) == []


def test_a_partner_of_a_country_without_a_region_is_kept(draft: Change) -> None:
    enter(draft, {"partners": [SCS], "countries": [FRANCE]})
    (row,) = partners.profiles(draft).to_dict("records")
    assert (row["country_name"], pd.isna(row["region_name"])) == ("France", True)


def test_each_site_says_how_exact_it_is_and_that_it_is_ours(loaded: Store) -> None:
    rows = partners.sites(loaded)
    assert dict(zip(rows["partner_id"], rows["precision"], strict=True)) == {
        "scs": "region", "gaia": "region", "tice": "town", "mesap": "region", "mitc": "region", "bnpt": "country",
    }  # fmt: skip
    assert set(rows["basis"]) == {"derived"}
    assert rows["reason"].notna().all()


def test_coverage_has_a_row_for_each_industry_and_partner(loaded: Store) -> None:
    rows = partners.coverage(loaded)
    assert len(rows) == 36
    assert rows.groupby("industry", sort=False)["listed"].sum().to_dict() == {
        "Automotive": 3,
        "Energy/utilities": 1,
        "Logistics": 0,
        "Food/packaging": 1,
        "Aerospace & Defence": 3,
        "Railways & transport": 3,
    }


def test_both_sections_name_industries_of_two_partners_alone(loaded: Store) -> None:
    rows = partners.coverage(loaded)
    assert set(rows.loc[rows["is_asked"], "partner_id"]) == {"mesap", "mitc"}


def test_what_neither_section_names_has_no_basis_and_our_reading_of_a_description_is_derived(loaded: Store) -> None:
    rows = partners.coverage(loaded)
    assert rows.loc[~rows["listed"] & ~rows["described"], "basis"].isna().all()
    assert set(rows.loc[rows["described"], "basis"]) == {"derived"}
    assert set(rows.loc[rows["listed"] & ~rows["described"], "basis"]) == {"stated"}


def test_two_words_of_a_description_for_one_industry_are_one_row(draft: Change) -> None:
    words = [{"partner_id": "scs", "kind": "sector", "capability": word, "heading": "h", "sector_id": "logistic"}
             for word in ("Logistics", "Freight")]  # fmt: skip
    enter(draft, {"partners": [SCS], "sectors": [LOGISTIC], "partner_capabilities": words})
    (row,) = partners.coverage(draft).to_dict("records")
    assert (row["listed"], row["described"], row["is_asked"]) == (False, True, False)
    assert set(row["described_as"].split(", ")) == {"Logistics", "Freight"}


@pytest.mark.parametrize(
    ("partner", "sector", "through"),
    [
        ("bnpt", "plasma_technology", "own sector"),
        ("mitc", "automotive", "target industry"),
        ("scs", "logistic", "target industry"),
        ("scs", "logistical_services", "our link"),
        ("tice", "creative_industries", "our link"),
    ],
)
def test_a_partner_reaches_a_sector_in_one_of_three_ways(
    loaded: Store, partner: str, sector: str, through: str
) -> None:
    rows = partners.reach(loaded)
    found = rows[(rows["partner_id"] == partner) & (rows["sector_id"] == sector)]
    assert found["through"].tolist() == [through]


def test_offers_keep_heading_order_and_place_of_the_text(loaded: Store) -> None:
    rows = partners.capabilities(loaded, partner="scs")
    services = rows[rows["kind"] == "service"]
    assert services["heading"].iloc[0] == "Our main business support services for SMEs"
    assert rows[["locator", "basis"]].notna().all(axis=None)
    assert len(rows) == loaded.value("select count(*) from partner_capabilities_as_of(null) where partner_id = 'scs'")


def test_of_mitc_no_earlier_partnership_is_known(loaded: Store) -> None:
    assert "partnership" not in set(partners.capabilities(loaded, partner="mitc")["kind"])
