"""The map of cooperation: what it sends, what stands out, and which pair a click means."""

import json
from typing import Any

import pandas as pd
import pytest

from dia_data.queries import cooperation
from dia_data.settings import BOUNDARIES
from dia_data.storage.store import Store
from dia_data.wording.strengths import BUSINESS, DIFFERENCE, RD
from pages.ui.cooperation import maps

LARGEST_MESSAGE = 60_000
NORTH_SOUTHWEST = "Northern Europe – Southwest Europe"


@pytest.fixture(scope="module")
def rows(loaded: Store) -> tuple[pd.DataFrame, ...]:
    sites = cooperation.sites(loaded, partners=[], sectors=[])
    return cooperation.pairs(loaded), cooperation.members(loaded), sites


def layers(rows, **chosen: Any) -> dict[str, dict[str, Any]]:
    """The layers of a deck as the browser gets them, by id."""
    deck = maps.build_map(*rows, **{"view": BUSINESS, **chosen})
    return {layer["id"]: layer for layer in json.loads(deck.to_json())["layers"]}


def arcs(rows, **chosen: Any) -> dict[str, dict[str, Any]]:
    features = layers(rows, **chosen)["drawn arcs"]["data"]["features"]
    return {feature["properties"]["pair"]: feature["properties"] for feature in features}


@pytest.mark.parametrize("view", [RD, BUSINESS, DIFFERENCE])
def test_the_message_to_the_browser_is_small_and_names_the_outlines_by_address(rows, view: str):
    message = maps.build_map(*rows, view=view).to_json()
    assert len(message.encode()) < LARGEST_MESSAGE / 2
    assert json.loads(message)["layers"][0]["data"] == "boundaries/europe.geojson"
    assert "\n" not in message


def test_no_base_map_of_another_host_is_asked_for(rows):
    deck = maps.build_map(*rows, view=BUSINESS).to_json()
    assert "http" not in deck.replace("https://deck.gl", "")
    assert json.loads(deck).get("mapProvider") is None


def test_the_outlines_have_fewer_vertices_than_a_layer_may_have():
    outlines = json.loads((BOUNDARIES / "europe.geojson").read_text(encoding="utf-8"))
    rings = [ring for one in outlines["features"] for part in one["geometry"]["coordinates"] for ring in part]
    assert sum(len(ring) for ring in rings) <= 20_000


def test_each_european_region_has_a_place_and_a_colour_of_its_own(rows):
    regions = set(rows[1]["region_id"])
    assert set(maps.CENTRES) == set(maps.LAND) == regions
    assert len({tuple(colour) for colour in maps.LAND.values()}) == len(regions)


def test_a_country_is_coloured_by_its_code_and_one_of_no_region_is_grey(rows):
    expression = maps.colour_countries(rows[1], [])
    germany = expression[expression.index("id=='DEU'") :]
    assert germany[germany.index("?") + 1 :].startswith("[238,221,136,150]")
    assert expression.endswith(":[138,133,148,40]")
    assert "SRB" not in expression


def test_each_strength_has_a_width_and_a_shade_of_its_own_and_the_weakest_is_drawn(rows):
    drawn = arcs(rows)
    names = (
        "Northern Europe – Southeast Europe",
        "Northern Europe – Northwest Europe",
        NORTH_SOUTHWEST,
        "Central Western Europe – Southwest Europe",
    )
    looks = [(drawn[name]["width"], drawn[name]["colour"][3]) for name in names]
    assert looks == sorted(set(looks))
    assert looks[0][0] > 0
    assert len(drawn) == 15


def test_what_an_arc_says_is_in_words(rows):
    assert arcs(rows)[NORTH_SOUTHWEST]["detail"] == "Business: strong"
    assert arcs(rows, view=DIFFERENCE)[NORTH_SOUTHWEST]["detail"] == "Difference: business stronger by two steps"


def test_the_difference_diverges_in_colour(rows):
    drawn = arcs(rows, view=DIFFERENCE)
    more, less = drawn[NORTH_SOUTHWEST], drawn["Northwest Europe – Southwest Europe"]
    same = drawn["Central Western Europe – Southwest Europe"]
    assert len({tuple(one["colour"][:3]) for one in (more, less, same)}) == 3


def test_a_selected_pair_stands_out_and_lies_on_top(rows):
    drawn = arcs(rows, selected="Southwest Europe – Southeast Europe")
    assert list(drawn)[-1] == "Southwest Europe – Southeast Europe"
    faded = [name for name, arc in drawn.items() if arc["colour"][3] == maps.ARC_FADED]
    assert len(faded) == 14


def test_a_highlighted_region_keeps_its_land_and_its_five_arcs(rows):
    drawn = arcs(rows, highlighted=["northwest_europe"])
    assert sum(arc["colour"][3] != maps.ARC_FADED for arc in drawn.values()) == 5
    expression = maps.colour_countries(rows[1], ["northwest_europe"])
    assert "[187,204,51,150]" in expression
    assert "[68,187,153,45]" in expression


def test_only_layers_that_a_click_renames_can_be_clicked(rows):
    first, second = layers(rows, generation=1), layers(rows, generation=2)
    assert {name for name, layer in first.items() if layer.get("pickable")} == {"arcs 1", "sites 1"}
    assert set(first) & set(second) == {"land", "drawn arcs", "names of regions", "names of sites"}


def test_a_click_on_an_arc_is_its_pair_and_one_on_a_site_is_none():
    arc = {"properties": {"pair": NORTH_SOUTHWEST}}
    assert maps.read_click({"objects": {"arcs 3": [arc]}}) == NORTH_SOUTHWEST
    assert maps.read_click({"objects": {"sites 3": [{"name": "SCS"}]}}) is None
    assert maps.read_click({"objects": {}}) is None


def test_names_of_sites_close_to_each_other_go_to_different_sides(rows):
    spots = {spot["label"]: spot["anchor"] for spot in layers(rows)["names of sites"]["data"]}
    assert (spots["SCS"], spots["MESAP"]) == ("end", "start")
    assert len(spots) == 6


def test_an_arc_begins_and_ends_in_the_centres_of_its_regions():
    line = maps.bend_line((0.0, 0.0), (10.0, 0.0))
    assert (line[0], line[-1]) == ([0.0, 0.0], [10.0, 0.0])
    assert max(abs(up) for _, up in line) > 0.5
