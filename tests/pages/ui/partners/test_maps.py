"""The map of the partners: what it sends, what it tints, and how it shows that a place is not exact."""

import json
from typing import Any

import pandas as pd
import pytest

from dia_data.queries import partners
from dia_data.storage.store import Store
from pages.ui.partners import maps


@pytest.fixture(scope="module")
def sites(loaded: Store) -> pd.DataFrame:
    return partners.sites(loaded)


def layers(sites: pd.DataFrame) -> dict[str, dict[str, Any]]:
    return {layer["id"]: layer for layer in json.loads(maps.build_map(sites).to_json())["layers"]}


def test_the_message_is_small_asks_no_other_host_and_names_the_outlines_by_address(sites: pd.DataFrame):
    message = maps.build_map(sites).to_json()
    assert len(message.encode()) < 10_000
    assert "http" not in message.replace("https://deck.gl", "")
    assert layers(sites)["land"]["data"] == "boundaries/europe.geojson"


def test_the_less_exact_a_place_the_wider_its_circle(sites: pd.DataFrame):
    metres = {spot["name"]: spot["metres"] for spot in layers(sites)["areas"]["data"]}
    assert "TICE.PT" not in metres
    assert metres["BNPT"] > metres["SCS"] > 0


def test_a_place_that_is_not_stated_is_marked_in_its_name_and_told_when_pointed_at(sites: pd.DataFrame):
    (bnpt,) = (spot for spot in layers(sites)["names"]["data"] if spot["name"] == "BNPT")
    assert bnpt["label"] == "BNPT?"
    assert bnpt["detail"] == "Germany (no place stated): country only: its centre"


def test_countries_of_the_partners_shown_are_tinted_and_no_others(sites: pd.DataFrame):
    tint = layers(sites[sites["partner_id"] == "mitc"])["land"]["getFillColor"]
    assert "SWE" in tint
    assert "DEU" not in tint


def test_of_two_sites_close_together_the_southern_one_has_its_name_below(sites: pd.DataFrame):
    offsets = {spot["name"]: spot["offset"][1] for spot in layers(sites)["names"]["data"]}
    assert offsets["SCS"] > 0 > offsets["MESAP"]


def test_without_a_partner_the_land_alone_is_drawn(sites: pd.DataFrame):
    assert layers(sites.iloc[:0])["dots"]["data"] == []
