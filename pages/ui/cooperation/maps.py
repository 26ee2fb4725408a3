"""The map of regions, arcs and sites over our own outlines. Nothing here knows the server: rows in, pydeck deck out."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd
import pydeck as pdk

from dia_data.frames import make_rows
from dia_data.queries.cooperation import RegionPair, Site
from dia_data.wording.strengths import DIFFERENCE, describe_strength
from pages.ui import maps
from pages.ui.charts.look import FONT_SIZE
from pages.ui.cooperation.matrix import mark_outstanding
from pages.ui.cooperation.text import find_value

Point = tuple[float, float]
Colour = list[int]

VIEW: Mapping[str, float] = {"longitude": 11, "latitude": 52.4, "zoom": 2.5}

CENTRES: Mapping[str, Point] = {
    "northern_europe": (15.0, 62.5),
    "northwest_europe": (-4.5, 53.5),
    "central_western_europe": (8.5, 48.6),
    "southwest_europe": (-4.5, 38.4),
    "southeast_europe": (23.0, 41.3),
    "central_eastern_europe": (24.5, 52.3),
}
"""Where the arcs of a region meet and its name stands (longitude, latitude); chosen by us for legibility."""

LAND: Mapping[str, Colour] = {
    "northern_europe": [68, 187, 153],
    "northwest_europe": [187, 204, 51],
    "central_western_europe": [238, 221, 136],
    "southwest_europe": [255, 170, 187],
    "southeast_europe": [238, 136, 102],
    "central_eastern_europe": [119, 170, 221],
}
"""Paul Tol's light scheme, told apart by colour-blind readers; neighbours differ in lightness too."""

NO_REGION: Colour = [138, 133, 148, 40]
LAND_ALPHA, LAND_FADED = 150, 45
COAST: Colour = [255, 255, 255, 160]
HUES: Mapping[bool, Mapping[str, Colour]] = {
    False: {"stronger": [109, 46, 158], "R&D stronger": [200, 92, 0], "same": [110, 105, 120]},
    True: {"stronger": [201, 163, 234], "R&D stronger": [253, 174, 97], "same": [190, 186, 200]},
}
"""The arcs on the light and on the dark theme; in the difference, business and R&D differ in lightness too."""

CLEAR: Colour = [139, 79, 191, 1]
POINTED_AT: Colour = [139, 79, 191, 70]
DARK: Colour = [38, 33, 48]
WHITE: Colour = [255, 255, 255]

WIDTHS = {1: 1.5, 2: 3.5, 3: 6, 4: 9}
SHADES = {1: 110, 2: 160, 3: 205, 4: 255}
ARC_FADED = 35
TOUCHABLE_WIDTH = 16
"""Pixels around an arc within which it is clicked: a line of one pixel can hardly be hit."""

BEND = -0.18
"""How far an arc swings out, in parts of its length: to the left of the way from its first region to its second."""

POINTS_PER_ARC = 16
CLOSE_EAST, CLOSE_BY = 3.0, 2.0
"""Degrees of longitude and latitude to a site in the east, below which a name goes to the left of its own site."""


def build_map(
    pairs: pd.DataFrame,
    members: pd.DataFrame,
    sites: pd.DataFrame,
    *,
    view: str,
    selected: str | None = None,
    highlighted: Collection[str] = (),
    generation: int = 0,
    is_dark: bool = False,
) -> maps.CompactDeck:
    """The map of one view. A selected pair stands out; of highlighted regions, their land and arcs do.

    `generation` is to change with every click on the map: it names the layers that can be clicked, and a browser
    forgets its own selection, which greys everything else, as soon as the layer it was made in is gone.
    """
    is_lit = mark_outstanding(pairs, selected=selected, highlighted=highlighted)
    arcs = [_build_arc(row, view, HUES[is_dark], is_lit=lit) for row, lit in _select_pairs(pairs, view, is_lit)]
    layers = [
        _build_land_layer(members, highlighted),
        *_build_arc_layers(arcs, generation),
        _build_name_layer(members),
        *_build_site_layers(sites, generation),
    ]
    return maps.build_deck(layers, view=VIEW)


def read_click(selection: Mapping[str, Any]) -> str | None:
    """The pair whose arc a selection of the map holds; None: a click on something else."""
    arcs = [one for layer, found in selection["objects"].items() if layer.startswith("arcs") for one in found]
    return str(arcs[0]["properties"]["pair"]) if arcs else None


def _build_land_layer(members: pd.DataFrame, highlighted: Collection[str]) -> pdk.Layer:
    colours = colour_countries(members, highlighted)
    return pdk.Layer(
        "GeoJsonLayer",
        maps.OUTLINES,
        id="land",
        get_fill_color=colours,
        get_line_color=COAST,
        line_width_min_pixels=0.6,
        update_triggers={"getFillColor": colours},
    )


def colour_countries(members: pd.DataFrame, highlighted: Collection[str]) -> str:
    """The colour of a country as the expression that the browser works out for each shape, by its code."""
    parts = []
    codes = list(zip(members["region_id"], members["country_code"], strict=True))
    for region_id in dict(codes):
        faded = bool(highlighted) and region_id not in highlighted
        colour = [*LAND.get(region_id, NO_REGION[:3]), LAND_FADED if faded else LAND_ALPHA]
        is_here = "||".join(f"id=='{code}'" for region, code in codes if region == region_id)
        parts.append(f"{is_here}?{_format_colour(colour)}:")
    return "".join(parts) + _format_colour(NO_REGION)


def _format_colour(colour: Colour) -> str:
    return json.dumps(colour, separators=(",", ":"))


def _select_pairs(pairs: pd.DataFrame, view: str, is_lit: Sequence[bool]) -> list[tuple[RegionPair, bool]]:
    """The pairs to draw, those that stand out last and of these the strongest, so that they lie on top."""
    drawn = [
        (row, lit)
        for row, lit in zip(make_rows(pairs, RegionPair), is_lit, strict=True)
        if find_value(row, view) is not None and {row.first_id, row.second_id} <= CENTRES.keys()
    ]
    return sorted(drawn, key=lambda one: (one[1], abs(find_value(one[0], view) or 0)))


def _build_arc(row: RegionPair, view: str, hues: Mapping[str, Colour], *, is_lit: bool) -> dict[str, Any]:
    """An arc as a GeoJSON feature: its line, colour, width, and what the tooltip says."""
    value = int(find_value(row, view) or 0)
    step = abs(value) + 1 if view == DIFFERENCE else value
    hue = hues["same" if view == DIFFERENCE and not value else "R&D stronger" if value < 0 else "stronger"]
    return {
        "type": "Feature",
        "geometry": {
            "type": "LineString",
            "coordinates": bend_line(CENTRES[row.first_id], CENTRES[row.second_id]),
        },
        "properties": {
            "pair": row.pair,
            "name": row.pair,
            "detail": f"{view}: {describe_strength(view, value)}",
            "colour": [*hue, SHADES[step] if is_lit else ARC_FADED],
            "width": WIDTHS[step],
        },
    }


def bend_line(start: Point, end: Point) -> list[list[float]]:
    """A bent line from start to end: a quadratic Bézier curve, always bent to the same side of the pair."""
    across, up = end[0] - start[0], end[1] - start[1]
    bend = ((start[0] + end[0]) / 2 - up * BEND, (start[1] + end[1]) / 2 + across * BEND)
    shares = [number / (POINTS_PER_ARC - 1) for number in range(POINTS_PER_ARC)]
    return [
        [round((1 - t) ** 2 * start[axis] + 2 * t * (1 - t) * bend[axis] + t**2 * end[axis], 2) for axis in (0, 1)]
        for t in shares
    ]


def _build_arc_layers(features: Sequence[Mapping[str, Any]], generation: int) -> list[pdk.Layer]:
    """The arcs, and over them a broad, nearly clear line each, to be pointed at and clicked."""
    data = {"type": "FeatureCollection", "features": list(features)}
    drawn = _build_line_layer("drawn arcs", data, get_line_color="properties.colour", get_line_width="properties.width")
    touched = _build_line_layer(
        f"arcs {generation}",
        data,
        get_line_color=CLEAR,
        get_line_width=TOUCHABLE_WIDTH,
        pickable=True,
        auto_highlight=True,
        highlight_color=POINTED_AT,
    )
    return [drawn, touched]


def _build_line_layer(layer_id: str, data: Mapping[str, Any], **look: Any) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        data,
        id=layer_id,
        line_width_units=pdk.types.String("pixels"),
        line_cap_rounded=True,
        line_joint_rounded=True,
        parameters=maps.ON_TOP,
        **look,
    )


def _build_site_layers(sites: pd.DataFrame, generation: int) -> list[pdk.Layer]:
    """A dot for each partner, and its name beside it."""
    rows = make_rows(sites, Site)
    spots = [_build_site(row, rows) for row in rows]
    dots = pdk.Layer(
        "ScatterplotLayer",
        spots,
        id=f"sites {generation}",
        get_position="at",
        get_fill_color=DARK,
        get_line_color=WHITE,
        stroked=True,
        line_width_min_pixels=1.5,
        radius_min_pixels=5,
        radius_max_pixels=5,
        pickable=True,
        parameters=maps.ON_TOP,
    )
    names = _build_text_layer(
        "names of sites", spots, get_text="label", get_text_anchor="anchor", get_pixel_offset="offset", size=FONT_SIZE
    )
    return [dots, names]


def _build_site(row: Site, rows: Sequence[Site]) -> dict[str, Any]:
    crowded = any(
        0 < other.longitude - row.longitude < CLOSE_EAST and abs(other.latitude - row.latitude) < CLOSE_BY
        for other in rows
    )
    return {
        "at": [row.longitude, row.latitude],
        "label": row.short_name.partition("/")[0],
        "anchor": "end" if crowded else "start",
        "offset": [-9 if crowded else 9, 0],
        "name": row.short_name,
        "detail": f"{row.site_name}: {row.sector_printed}",
    }


def _build_name_layer(members: pd.DataFrame) -> pdk.Layer:
    """The name of each region where its arcs meet."""
    names = dict(zip(members["region_id"], members["region_name"], strict=True))
    spots = [
        {"at": list(CENTRES[region]), "label": name.replace(" Europe", "\nEurope")}
        for region, name in names.items()
        if region in CENTRES
    ]
    return _build_text_layer("names of regions", spots, get_text="label", size=FONT_SIZE, bold=True)


def _build_text_layer(
    layer_id: str, spots: Sequence[Mapping[str, Any]], *, size: int, bold: bool = False, **how: Any
) -> pdk.Layer:
    """Text on a light ground, legible over land and sea, in the light and in the dark theme."""
    return pdk.Layer(
        "TextLayer",
        list(spots),
        id=layer_id,
        get_position="at",
        get_size=size,
        get_color=DARK,
        background=True,
        get_background_color=[*WHITE, 200],
        background_padding=[3, 1],
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String('"Source Sans", sans-serif'),
        font_weight=600 if bold else 400,
        parameters=maps.ON_TOP,
        **how,
    )
