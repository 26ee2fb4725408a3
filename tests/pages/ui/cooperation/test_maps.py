"""The map of cooperation: what it sends, what stands out, and which pair a click means."""

import json
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pandas as pd
import pytest

from dia_data.queries import cooperation
from dia_data.settings import BOUNDARIES
from dia_data.storage.store import Store
from dia_data.wording.strengths import BUSINESS, DIFFERENCE, RD
from pages.ui.cooperation import maps
from pages.ui.maps import COLOURS

LARGEST_MESSAGE = 60_000
SVG = "{http://www.w3.org/2000/svg}"
NORTH_SOUTHWEST = "Northern Europe – Southwest Europe"


@pytest.fixture(scope="module")
def rows(loaded: Store) -> tuple[pd.DataFrame, ...]:
    sites = cooperation.sites(loaded, partners=[], sectors=[])
    return cooperation.pairs(loaded), cooperation.members(loaded), sites, cooperation.next_partners(loaded)


def layers(rows, **chosen: Any) -> dict[str, dict[str, Any]]:
    """The layers of a deck as the browser gets them, by id."""
    deck = maps.build_map(*rows, **{"view": BUSINESS, **chosen})
    return {layer["id"]: layer for layer in json.loads(deck.to_json())["layers"]}


def marks(rows, **chosen: Any) -> dict[str, dict[str, Any]]:
    """What can be pointed at, by name."""
    (found,) = (layer for name, layer in layers(rows, **chosen).items() if name.startswith("marks"))
    return {mark["name"]: mark for mark in found["data"]}


def picture(rows, **chosen: Any) -> ElementTree.Element:
    """The picture as the browser gets it."""
    address = layers(rows, **chosen)["picture"]["image"]
    return ElementTree.fromstring(unquote(address.partition(",")[2]))  # noqa: S314  # made by us


def lines(rows, **chosen: Any) -> list[dict[str, str]]:
    """The looks of the links in the order in which they are drawn."""
    return [dict(line.attrib) for line in picture(rows, **chosen).iter(f"{SVG}polyline")]


def texts(rows, **chosen: Any) -> list[ElementTree.Element]:
    return list(picture(rows, **chosen).iter(f"{SVG}text"))


@pytest.mark.parametrize("view", [RD, BUSINESS, DIFFERENCE])
def test_the_message_to_the_browser_is_small_and_in_one_line(rows, view: str):
    message = maps.build_map(*rows, view=view).to_json()
    assert len(message.encode()) < LARGEST_MESSAGE / 2
    assert "\n" not in message


def test_no_base_map_of_another_host_is_asked_for(rows):
    deck = maps.build_map(*rows, view=BUSINESS).to_json()
    assert "http" not in deck.replace("https://deck.gl", "").replace("http://www.w3.org/2000/svg", "")
    assert json.loads(deck).get("mapProvider") is None


def test_the_outlines_have_fewer_vertices_than_a_layer_may_have():
    outlines = json.loads((BOUNDARIES / "europe.geojson").read_text(encoding="utf-8"))
    rings = [ring for one in outlines["features"] for part in one["geometry"]["coordinates"] for ring in part]
    assert sum(len(ring) for ring in rings) <= 20_000


def test_few_layers_make_a_map_and_none_of_them_sets_text(rows):
    assert [layer["@@type"] for layer in layers(rows).values()] == ["BitmapLayer", "PathLayer"]


def test_each_european_region_has_a_place_and_its_name_stands_there(rows):
    assert set(maps.CENTRES) == set(rows[1]["region_id"])
    names = {name.removesuffix(" Europe") for name in rows[1]["region_name"]}
    assert names <= {text.text for text in texts(rows)}


def test_all_land_is_grey(rows):
    fills = {path.attrib["fill"] for path in picture(rows).iter(f"{SVG}path")}
    assert fills == {COLOURS[False].land}


def test_each_strength_has_a_width_and_a_shade_of_its_own_and_the_weakest_is_drawn(rows):
    looks = [(float(line["stroke-width"]), float(line["opacity"])) for line in lines(rows)]
    assert len(looks) == 15
    assert looks == sorted(looks)
    assert len(set(looks)) == 4
    assert looks[0][0] > 0


def test_what_a_link_says_is_in_words(rows):
    assert marks(rows)[NORTH_SOUTHWEST]["detail"] == "Business: strong"
    assert marks(rows, view=DIFFERENCE)[NORTH_SOUTHWEST]["detail"] == "Difference: business stronger by two steps"


def test_the_difference_diverges_in_colour(rows):
    assert len({line["stroke"] for line in lines(rows, view=DIFFERENCE)}) == 3
    assert len({line["stroke"] for line in lines(rows)}) == 1


def test_a_selected_pair_stands_out_and_lies_on_top(rows):
    drawn = lines(rows, selected="Southwest Europe – Southeast Europe")
    assert [line["opacity"] == str(maps.FADED) for line in drawn] == [True] * 14 + [False]


def test_a_highlighted_region_keeps_its_five_links(rows):
    drawn = lines(rows, highlighted=["northwest_europe"])
    assert sum(line["opacity"] != str(maps.FADED) for line in drawn) == 5


def test_the_one_layer_that_can_be_clicked_is_renamed_by_a_click(rows):
    first, second = layers(rows, generation=1), layers(rows, generation=2)
    assert {name for name, layer in first.items() if layer.get("pickable")} == {"marks 1"}
    assert set(first) & set(second) == {"picture"}


def test_a_click_on_a_link_is_its_pair_and_one_on_a_site_is_none(rows):
    link, site = marks(rows)[NORTH_SOUTHWEST], marks(rows)["SCS"]
    assert maps.read_click({"objects": {"marks 3": [link]}}) == NORTH_SOUTHWEST
    assert maps.read_click({"objects": {"marks 3": [site]}}) is None
    assert maps.read_click({"objects": {}}) is None


def test_a_country_without_a_partner_has_a_ring_as_large_as_its_wish_dashed_where_none_is_stated(rows):
    rings = {ring["name"]: ring for ring in maps.build_rings(rows[3])}
    assert rings["UK: no partner"]["radius"] > rings["Poland: no partner"]["radius"] == maps.LEAST_RING
    assert rings["Poland: no partner"]["detail"] == "6 % of existing business; interest not stated"
    dashed = [one for one in picture(rows).iter(f"{SVG}circle") if "stroke-dasharray" in one.attrib]
    assert len(dashed) == len(rings) - 1
    assert not any("Ireland" in name for name in rings)


def test_rings_are_hollow_and_dots_are_not(rows):
    fills = [one.attrib["fill"] for one in picture(rows).iter(f"{SVG}circle")]
    assert (fills.count("none"), len(fills) - fills.count("none")) == (8, 6)


def test_names_of_sites_close_to_each_other_do_not_cover_each_other(rows):
    found = {text.text: text.attrib for text in texts(rows)}
    assert {"SCS", "MESAP", "GAIA", "TICE.PT", "MITC", "BNPT"} <= set(found)
    places = {(found[name]["x"], found[name]["y"]) for name in ("SCS", "MESAP")}
    assert len({y for _, y in places}) == 2


def test_a_link_begins_and_ends_in_the_centres_of_its_regions():
    line = maps.bend_line((0.0, 0.0), (10.0, 0.0))
    assert (line[0], line[-1]) == ([0.0, 0.0], [10.0, 0.0])
    assert max(abs(up) for _, up in line) > 0.5
