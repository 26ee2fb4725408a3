"""The map of the partners over our own outlines. Nothing here knows the server: rows in, pydeck deck out."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pydeck as pdk

from dia_data.frames import make_rows
from dia_data.queries.partners import Site
from dia_data.wording.codes import PRECISIONS
from pages.ui import maps
from pages.ui.charts.look import FONT_SIZE

VIEW = {"longitude": 6, "latitude": 50.4, "zoom": 2.65}

Colour = list[int]

HOME: Colour = [139, 79, 191, 90]
ELSEWHERE: Colour = [138, 133, 148, 45]
COAST: Colour = [255, 255, 255, 160]
PURPLE: Colour = [139, 79, 191]
AREA: Colour = [139, 79, 191, 110]
DARK: Colour = [38, 33, 48]
WHITE: Colour = [255, 255, 255]

DOT_PIXELS = 6
NAME_PIXELS = 18
CLOSE = 3.0
"""Degrees to a site further north, below which a name goes under its own site instead of above it."""

AREA_METRES: Mapping[str, int] = {"town": 0, "region": 90_000, "country": 260_000}
"""How far around a point the partner may be, roughly: the less exact, the wider the circle. For the eye, by us."""


def build_map(sites: pd.DataFrame) -> maps.CompactDeck:
    """The partners at their points, each with a circle as wide as its place is uncertain, their countries tinted."""
    rows = make_rows(sites, Site)
    spots = [_build_spot(row, rows) for row in rows]
    return maps.build_deck(
        [_build_land_layer(sites), _build_area_layer(spots), _build_dot_layer(spots), _build_name_layer(spots)],
        view=VIEW,
    )


def _build_spot(row: Site, rows: Sequence[Site]) -> dict[str, Any]:
    is_crowded = any(
        0 < other.latitude - row.latitude < CLOSE and abs(other.longitude - row.longitude) < CLOSE for other in rows
    )
    return {
        "at": [row.longitude, row.latitude],
        "offset": [0, NAME_PIXELS if is_crowded else -NAME_PIXELS],
        "label": row.short_name.partition("/")[0] + ("?" if row.precision == "country" else ""),
        "metres": AREA_METRES[row.precision],
        "name": row.short_name,
        "detail": f"{row.site_name}: {PRECISIONS[row.precision]}",
    }


def _build_land_layer(sites: pd.DataFrame) -> pdk.Layer:
    is_home = "||".join(f"id=='{code}'" for code in dict.fromkeys(sites["country_code"]))
    colours = f"{is_home}?{HOME}:{ELSEWHERE}" if is_home else str(ELSEWHERE)
    return pdk.Layer(
        "GeoJsonLayer",
        maps.OUTLINES,
        id="land",
        get_fill_color=colours.replace(" ", ""),
        get_line_color=COAST,
        line_width_min_pixels=0.6,
        update_triggers={"getFillColor": colours},
    )


def _build_area_layer(spots: list[dict[str, Any]]) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        [spot for spot in spots if spot["metres"]],
        id="areas",
        get_position="at",
        get_radius="metres",
        get_fill_color=AREA,
        get_line_color=PURPLE,
        stroked=True,
        line_width_min_pixels=1,
        pickable=True,
        parameters=maps.ON_TOP,
    )


def _build_dot_layer(spots: list[dict[str, Any]]) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        spots,
        id="dots",
        get_position="at",
        get_fill_color=DARK,
        get_line_color=WHITE,
        stroked=True,
        line_width_min_pixels=1.5,
        radius_min_pixels=DOT_PIXELS,
        radius_max_pixels=DOT_PIXELS,
        pickable=True,
        parameters=maps.ON_TOP,
    )


def _build_name_layer(spots: list[dict[str, Any]]) -> pdk.Layer:
    """The names on a light ground, legible on land, sea and circles, in the light and in the dark theme."""
    return pdk.Layer(
        "TextLayer",
        spots,
        id="names",
        get_position="at",
        get_text="label",
        get_size=FONT_SIZE,
        get_color=DARK,
        get_pixel_offset="offset",
        background=True,
        get_background_color=[*WHITE, 210],
        background_padding=[3, 1],
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String('"Source Sans", sans-serif'),
        font_weight=600,
        parameters=maps.ON_TOP,
    )
