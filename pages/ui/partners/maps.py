"""The map of the partners over our own outlines. Nothing here knows the server: rows in, pydeck deck out."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from dia_data.frames import make_rows
from dia_data.queries.partners import Site
from dia_data.wording.codes import PRECISIONS
from pages.ui import maps
from pages.ui.charts import look
from pages.ui.maps import Colours, Point

FRAME = maps.Frame(west=-24, east=36, south=35.2, north=63.5, scale=7.7, middle=5.5)
"""From Portugal to Stockholm, as high as the first screen has room."""

DOT = 6.0
METRES_PER_DEGREE = 111_320
"""Of longitude, at the equator."""

AREA_METRES: Mapping[str, int] = {"town": 0, "region": 90_000, "country": 260_000}
"""How far around a point the partner may be, roughly: the less exact, the wider the circle. For the eye, by us."""

PARTNER = "partner"


def build_map(sites: pd.DataFrame, *, generation: int = 0, is_dark: bool = False) -> maps.CompactDeck:
    """The partners at their points, each with a ring as wide as its place is uncertain, their countries tinted.

    `generation` is as for `maps.build_deck`.
    """
    colours = maps.COLOURS[is_dark]
    ids = sites["partner_id"].tolist()
    spots = [_build_spot(row, partner) for row, partner in zip(make_rows(sites, Site), ids, strict=True)]
    parts = [
        maps.draw_land(FRAME, colours, tinted=sites["country_code"]),
        *(_draw_ring(spot, colours) for spot in spots if spot["reach"]),
        *(_draw_dot(spot, colours) for spot in spots),
        *_draw_names(spots, colours),
    ]
    touched = [
        maps.touch([one["at"]], width=2 * DOT, **{name: one[name] for name in (PARTNER, "name", "detail")})
        for one in spots
    ]
    return maps.build_deck(parts, touched, frame=FRAME, generation=generation)


def read_click(selection: Mapping[str, Any]) -> str | None:
    """The partner whose dot a selection of the map holds; None: a click on something else."""
    return maps.read_click(selection, PARTNER)


def _build_spot(row: Site, partner: str) -> dict[str, Any]:
    is_stated = row.precision != "country"
    metres = METRES_PER_DEGREE * math.cos(math.radians(row.latitude))
    return {
        "partner": partner,
        "at": (row.longitude, row.latitude),
        "label": row.short_name.partition("/")[0] + ("" if is_stated else "?"),
        "reach": AREA_METRES[row.precision] / metres * FRAME.scale,
        "is_stated": is_stated,
        "name": row.short_name,
        "detail": f"{row.site_name}: {PRECISIONS[row.precision]}",
    }


def _place(spot: Mapping[str, Any]) -> Point:
    return FRAME.place(spot["at"])


def _draw_ring(spot: Mapping[str, Any], colours: Colours) -> str:
    return maps.draw_dot(_place(spot), radius=spot["reach"], fill="none", edge=colours.purple, dashed=True)


def _draw_dot(spot: Mapping[str, Any], colours: Colours) -> str:
    if spot["is_stated"]:
        return maps.draw_dot(_place(spot), radius=DOT, fill=look.PURPLE, edge=colours.ground)
    return maps.draw_dot(_place(spot), radius=DOT - 1, fill=colours.ground, edge=colours.purple, width=2)


def _draw_names(spots: Sequence[Mapping[str, Any]], colours: Colours) -> Iterable[str]:
    taken = [*FRAME.margins, *(maps.box_around(_place(one), DOT) for one in spots)]
    for one in spots:
        at, anchor, box = maps.name_beside(one["label"], _place(one), radius=DOT, taken=taken)
        taken.append(box)
        yield maps.draw_name(one["label"], at, colours, anchor=anchor, bold=True)
