"""The map of the partners: what it sends, what it tints, and how it shows that a place is not exact."""

import json
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pandas as pd
import pytest

from dia_data.queries import partners
from dia_data.storage.store import Store
from pages.ui.maps import COLOURS
from pages.ui.partners import maps

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def sites(loaded: Store) -> pd.DataFrame:
    return partners.sites(loaded)


def layers(sites: pd.DataFrame, **how: Any) -> dict[str, dict[str, Any]]:
    return {layer["id"]: layer for layer in json.loads(maps.build_map(sites, **how).to_json())["layers"]}


def picture(sites: pd.DataFrame, **how: Any) -> ElementTree.Element:
    address = layers(sites, **how)["picture"]["image"]
    return ElementTree.fromstring(unquote(address.partition(",")[2]))  # noqa: S314  # made by us


def names(sites: pd.DataFrame) -> dict[str, dict[str, str]]:
    return {str(text.text): dict(text.attrib) for text in picture(sites).iter(f"{SVG}text")}


def circles(sites: pd.DataFrame) -> list[dict[str, str]]:
    return [dict(one.attrib) for one in picture(sites).iter(f"{SVG}circle")]


def test_the_message_is_small_and_asks_no_other_host(sites: pd.DataFrame):
    message = maps.build_map(sites).to_json()
    assert len(message.encode()) < 30_000
    assert "http" not in message.replace("https://deck.gl", "").replace("http://www.w3.org/2000/svg", "")


def test_the_less_exact_a_place_the_wider_its_ring(sites: pd.DataFrame):
    rings = {name: circles(sites[sites["short_name"] == name])[:-1] for name in ("TICE.PT", "SCS", "BNPT")}
    assert rings["TICE.PT"] == []
    assert float(rings["BNPT"][0]["r"]) > float(rings["SCS"][0]["r"]) > maps.DOT
    assert all("stroke-dasharray" in ring[0] for ring in rings.values() if ring)


def test_a_place_that_is_not_stated_is_marked_in_its_name_and_told_when_pointed_at(sites: pd.DataFrame):
    (bnpt,) = (mark for mark in layers(sites)["marks 0"]["data"] if mark["name"] == "BNPT")
    assert "BNPT?" in names(sites)
    assert bnpt["detail"] == "Germany (no place stated): country only: its centre"


def test_a_dot_is_hollow_where_no_place_is_stated(sites: pd.DataFrame):
    dots = {name: circles(sites[sites["short_name"] == name])[-1]["fill"] for name in ("TICE.PT", "SCS", "BNPT")}
    assert dots["BNPT"] == COLOURS[False].ground != dots["SCS"] == dots["TICE.PT"]


def test_countries_of_the_partners_shown_are_tinted_and_no_others(sites: pd.DataFrame):
    fills = {path.attrib["fill"]: path.attrib["d"] for path in picture(sites).iter(f"{SVG}path")}
    alone = {path.attrib["fill"]: path.attrib["d"] for path in picture(sites.iloc[:1]).iter(f"{SVG}path")}
    assert set(fills) == {COLOURS[False].land, COLOURS[False].tint}
    assert len(alone[COLOURS[False].tint]) < len(fills[COLOURS[False].tint])


def test_names_of_sites_close_together_stand_apart(sites: pd.DataFrame):
    found = names(sites)
    assert len(found) == len(sites)
    assert found["SCS"]["text-anchor"] != found["MESAP"]["text-anchor"]


def test_a_click_on_a_dot_is_its_partner(sites: pd.DataFrame):
    mark = layers(sites, generation=2)["marks 2"]["data"][0]
    assert maps.read_click({"objects": {"marks 2": [mark]}}) == "scs"
    assert maps.read_click({"objects": {}}) is None


def test_in_the_dark_theme_text_is_light(sites: pd.DataFrame):
    fills = {text.attrib["fill"] for text in picture(sites, is_dark=True).iter(f"{SVG}text")}
    assert fills == {COLOURS[True].ink}


def test_without_a_partner_the_land_alone_is_drawn(sites: pd.DataFrame):
    assert layers(sites.iloc[:0])["marks 0"]["data"] == []
    assert circles(sites.iloc[:0]) == []
