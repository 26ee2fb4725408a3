"""What can be chosen in the filter bar: every name once, the most wanted first."""

from collections.abc import Callable

import pandas as pd
import pytest

from dia_data.queries import choices
from dia_data.storage.store import Store
from tests.conftest import Record

Query = Callable[..., pd.DataFrame]
EACH = pytest.mark.parametrize("query", [choices.countries, choices.sectors, choices.partners])


def test_countries_begin_with_the_markets_then_the_partners_then_the_alphabet(loaded: Store) -> None:
    names = choices.countries(loaded)["name"].to_list()
    assert names[:8] == ["Germany", "France", "Italy", "Brazil", "China", "USA", "Mexico", "Morocco"]
    assert names[8:11] == ["Portugal", "Spain", "Sweden"]
    assert names[11:] == sorted(names[11:])
    assert "Hong Kong, China" in names[11:]


def test_the_markets_and_the_partners_own_countries_lead(loaded: Store) -> None:
    assert choices.countries(loaded)["leads"].to_list()[:12] == [True] * 11 + [False]
    assert not choices.countries(loaded)["leads"][11:].any()


@pytest.mark.parametrize("query", [choices.sectors, choices.partners])
def test_all_sectors_and_all_partners_lead(loaded: Store, query: Query) -> None:
    assert query(loaded)["leads"].all()


def test_sectors_are_the_clusters_own_then_the_target_industries_then_the_emerging_ones(loaded: Store) -> None:
    rows = choices.sectors(loaded)
    assert rows["name"].to_list()[:5] == [
        "ICT",
        "Smart Products and Manufacturing",
        "Machining and Manufacturing",
        "Plasma Technology",
        "Automotive",
    ]
    assert len(rows) == 4 + 6 + 10


def test_partners_come_in_the_order_of_the_strategy(loaded: Store) -> None:
    names = choices.partners(loaded)["name"].to_list()
    assert names == ["SCS", "GAIA/BasqueGames", "TICE.PT", "MESAP", "MITC", "BNPT"]


@EACH
def test_each_code_and_each_name_stands_once(loaded: Store, query: Query) -> None:
    rows = query(loaded)
    assert rows["code"].is_unique
    assert rows["name"].is_unique
    assert rows.notna().all(axis=None)


@EACH
def test_nothing_to_choose_from_keeps_the_columns(blank: Store, query: Query) -> None:
    nothing = query(blank)
    assert nothing.empty
    assert list(nothing.columns) == ["code", "name", "leads"]


def test_what_was_withdrawn_cannot_be_chosen_now_but_could_before(store: Store, record: Record) -> None:
    batch = record({"sectors": [{"sector_id": "space", "sector_name": "Space", "kind": "cluster"}]})
    with store.change() as change:
        change.withdraw(batch, withdrawn_by="a member", reason="It was wrong.")
    recorded_at = store.value("select recorded_at from batches")
    assert choices.sectors(store).empty
    assert choices.sectors(store, as_of=recorded_at)["name"].to_list() == ["Space"]
