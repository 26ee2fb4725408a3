"""Making a country a target market or a reserve: one batch with a reason, and what is wrong is named."""

from typing import Any

import pytest

from dia_data.errors import EntryChanged, EntryInvalid
from dia_data.queries import markets as questions
from dia_data.record import batches, choices, markets
from dia_data.storage.store import Store
from tests.conftest import Record


@pytest.fixture
def regional(reporting: Store, record: Record) -> Store:
    """The programme, with the regions of two countries: Poland is no market."""
    countries = [
        {"country_code": code, "country_name": name, "region_id": region}
        for code, name, region in (("MEX", "Mexico", "america"), ("POL", "Poland", "east"))
    ]
    regions = [
        {"region_id": region, "region_name": name, "is_european": european}
        for region, name, european in (("america", "North America", False), ("east", "Eastern Europe", True))
    ]
    record({"regions": regions, "countries": countries}, kind="document", source_id="eco")
    return reporting


def assign(store: Store, **changed: Any) -> str:
    country = changed.get("country_code", "MEX")
    now = markets.find_current(store).get(country)
    usual = {
        "country_code": country, "role": "target_world", "reason": "Brazil falls away", "author": "Ana",
        "seen": now.batch_id if now else None,
    }  # fmt: skip
    return markets.assign(store, **usual | changed)


def test_a_reserve_becomes_a_target_market_in_its_place_with_the_reason(regional: Store):
    batch = assign(regional)
    mexico = markets.find_current(regional)["MEX"]
    assert (mexico.role, mexico.position, mexico.basis) == ("target_world", 3, "entered")
    assert (mexico.note, mexico.recorded_by, mexico.batch_id) == ("Brazil falls away", "Ana", batch)
    assert list(choices.list_markets(regional)) == ["DEU", "USA", "MEX"]


def test_undoing_gives_a_market_its_role_back(regional: Store):
    batch = assign(regional)
    batches.withdraw(regional, batch_id=batch, reason="too early", author="Ben")
    assert markets.find_current(regional)["MEX"].role == "reserve"


def test_a_country_that_was_no_market_becomes_the_last_of_them(regional: Store):
    assign(regional, country_code="POL", role="reserve")
    assert list(questions.targets(regional)["country_name"]) == ["Germany", "USA", "Mexico", "Poland"]


def test_countries_are_offered_with_the_markets_first(regional: Store):
    assert list(markets.list_countries(regional).values()) == ["Germany", "USA", "Mexico", "France", "Poland"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"country_code": None}, "Market: nothing is chosen"),
        ({"country_code": "XXX"}, "Market: nothing is chosen that is in the record"),
        ({"role": None}, "Role: nothing is chosen; choose one of target market in Europe"),
        ({"role": "reserve"}, "Mexico is a reserve market already"),
        ({"role": "target_europe"}, "Mexico is in the region North America; choose target market outside Europe"),
        ({"country_code": "POL"}, "Poland is in the region Eastern Europe; choose target market in Europe"),
        ({"reason": " "}, "a short reason for another role"),
        ({"author": ""}, "Your name"),
    ],
)
def test_a_role_that_cannot_be_is_refused(regional: Store, changed: dict, sentence: str):
    before = regional.revision
    with pytest.raises(EntryInvalid, match=sentence):
        assign(regional, **changed)
    assert regional.revision == before


def test_where_the_region_is_not_known_the_member_says_whether_it_is_in_europe(regional: Store):
    assign(regional, country_code="FRA", role="target_europe")
    assert markets.find_current(regional)["FRA"].role == "target_europe"


def test_a_role_given_meanwhile_is_shown_to_who_is_second(regional: Store):
    first = markets.find_current(regional)["MEX"].batch_id
    assign(regional)
    with pytest.raises(EntryChanged, match="made Mexico a target market outside Europe"):
        assign(regional, author="Ben", seen=first, role="reserve")
