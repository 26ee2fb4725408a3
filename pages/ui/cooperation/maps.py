"""The map of links, partners and missing partners over our own outlines. No server: rows in, pydeck deck out."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from dia_data.frames import make_rows
from dia_data.gaps import Gap
from dia_data.queries.cooperation import RegionPair, Site
from dia_data.wording.figures import format_share, is_known
from dia_data.wording.shares import describe_mentions
from dia_data.wording.strengths import DIFFERENCE, describe_strength
from pages.ui import maps
from pages.ui.charts import look
from pages.ui.cooperation.matrix import mark_outstanding
from pages.ui.cooperation.text import find_value
from pages.ui.maps import Colours, Point

FRAME = maps.Frame(west=-30, east=58, south=34.6, north=66.2, scale=6.7, middle=11)
"""Europe as high as the first screen has room, and wider than any column."""

CENTRES: Mapping[str, Point] = {
    "northern_europe": (15.0, 62.5),
    "northwest_europe": (-3.0, 57.2),
    "central_western_europe": (8.5, 49.2),
    "southwest_europe": (-3.0, 37.9),
    "southeast_europe": (23.0, 42.6),
    "central_eastern_europe": (24.5, 53.3),
}
"""Where the links of a region meet and its name stands (longitude, latitude); chosen by us for legibility."""

WIDTHS = {1: 1.5, 2: 3.5, 3: 6, 4: 9}
SHADES = {1: 0.4, 2: 0.6, 3: 0.8, 4: 1.0}
"""The pixels and the opacity of a link by its strength."""

FADED = 0.12
DOT = 5.5
RING, LEAST_RING = 5.2, 5.0
"""Pixels of the radius of a ring for the root of one per cent of interest, and of one whose interest is not stated."""

BEND = -0.18
"""How far a link swings out, in parts of its length: to the left of the way from its first region to its second."""

POINTS_PER_ARC = 16

PAIR = "pair"


def build_map(
    pairs: pd.DataFrame,
    members: pd.DataFrame,
    sites: pd.DataFrame,
    missing: pd.DataFrame,
    *,
    view: str,
    selected: str | None = None,
    highlighted: Collection[str] = (),
    generation: int = 0,
    is_dark: bool = False,
) -> maps.CompactDeck:
    """The map of one view. A selected pair stands out; of highlighted regions, their links do.

    `missing` has the countries without a partner; `generation` is as for `maps.build_deck`.
    """
    colours = maps.COLOURS[is_dark]
    is_lit = mark_outstanding(pairs, selected=selected, highlighted=highlighted)
    links = [_build_link(row, view, colours, is_lit=lit) for row, lit in _select_pairs(pairs, view, is_lit)]
    spots = [_build_site(row) for row in make_rows(sites, Site)]
    rings = build_rings(missing)
    parts = [
        maps.draw_land(FRAME, colours),
        *(_draw_link(link) for link in links),
        *(_draw_ring(ring, colours) for ring in rings),
        *(maps.draw_dot(_place(spot), radius=DOT, fill=look.PURPLE, edge=colours.ground) for spot in spots),
        *_draw_names(members, links, spots, rings, colours),
    ]
    return maps.build_deck(parts, _list_touched(links, rings, spots), frame=FRAME, generation=generation)


def read_click(selection: Mapping[str, Any]) -> str | None:
    """The pair whose link a selection of the map holds; None: a click on something else."""
    return maps.read_click(selection, PAIR)


def _select_pairs(pairs: pd.DataFrame, view: str, is_lit: Sequence[bool]) -> list[tuple[RegionPair, bool]]:
    """The pairs to draw, those that stand out last and of these the strongest, so that they lie on top."""
    drawn = [
        (row, lit)
        for row, lit in zip(make_rows(pairs, RegionPair), is_lit, strict=True)
        if find_value(row, view) is not None and {row.first_id, row.second_id} <= CENTRES.keys()
    ]
    return sorted(drawn, key=lambda one: (one[1], abs(find_value(one[0], view) or 0)))


def _build_link(row: RegionPair, view: str, colours: Colours, *, is_lit: bool) -> dict[str, Any]:
    """A link: its line, colour, width and opacity, and what pointing at it tells."""
    value = int(find_value(row, view) or 0)
    step = abs(value) + 1 if view == DIFFERENCE else value
    return {
        "path": bend_line(CENTRES[row.first_id], CENTRES[row.second_id]),
        "width": WIDTHS[step],
        "colour": _choose_colour(view, value, colours),
        "opacity": SHADES[step] if is_lit else FADED,
        "pair": row.pair,
        "detail": f"{view}: {describe_strength(view, value)}",
    }


def _choose_colour(view: str, value: int, colours: Colours) -> str:
    if value < 0:
        return colours.orange
    return colours.grey if view == DIFFERENCE and not value else colours.purple


def bend_line(start: Point, end: Point) -> list[list[float]]:
    """A bent line from start to end: a quadratic Bézier curve, always bent to the same side of the pair."""
    across, up = end[0] - start[0], end[1] - start[1]
    bend = ((start[0] + end[0]) / 2 - up * BEND, (start[1] + end[1]) / 2 + across * BEND)
    shares = [number / (POINTS_PER_ARC - 1) for number in range(POINTS_PER_ARC)]
    return [
        [round((1 - t) ** 2 * start[axis] + 2 * t * (1 - t) * bend[axis] + t**2 * end[axis], 2) for axis in (0, 1)]
        for t in shares
    ]


def build_rings(missing: pd.DataFrame) -> list[dict[str, Any]]:
    """A ring for each country without a partner that a share names, as large as the interest there; smallest last."""
    rows = [row for row in make_rows(missing, Gap) if row.country_name and _is_named(row)]
    codes = dict(zip(missing["name"], missing["country_code"], strict=True))
    rings = [_build_ring(row, middle) for row in rows if (middle := maps.find_middle(codes[row.name]))]
    return sorted(rings, key=lambda ring: -ring["radius"])


def _is_named(row: Gap) -> bool:
    return is_known(row.want_pct) or is_known(row.have_pct)


def _build_ring(row: Gap, middle: Point) -> dict[str, Any]:
    interest = row.want_pct if is_known(row.want_pct) else None
    return {
        "at": middle,
        "radius": LEAST_RING if interest is None else max(LEAST_RING, RING * math.sqrt(interest)),
        "is_stated": interest is not None,
        "label": f"{row.name} {format_share(interest)}" if interest is not None else "",
        "name": f"{row.name}: no partner",
        "detail": describe_mentions(row.want_pct, row.have_pct)
        + ("" if interest is not None else "; interest not stated"),
    }


def _build_site(row: Site) -> dict[str, Any]:
    return {
        "at": (row.longitude, row.latitude),
        "label": row.short_name.partition("/")[0],
        "name": row.short_name,
        "detail": f"{row.site_name}: {row.sector_printed}",
    }


def _place(spot: Mapping[str, Any]) -> Point:
    return FRAME.place(spot["at"])


def _draw_link(link: Mapping[str, Any]) -> str:
    points = [FRAME.place(point) for point in link["path"]]
    return maps.draw_line(points, colour=link["colour"], width=link["width"], opacity=link["opacity"])


def _draw_ring(ring: Mapping[str, Any], colours: Colours) -> str:
    return maps.draw_dot(
        _place(ring), radius=ring["radius"], fill="none", edge=colours.ink, dashed=not ring["is_stated"], width=1.8
    )


def _draw_names(
    members: pd.DataFrame,
    links: Sequence[Mapping[str, Any]],
    spots: Sequence[Mapping[str, Any]],
    rings: Sequence[Mapping[str, Any]],
    colours: Colours,
) -> Iterable[str]:
    """The names of the regions where their links meet; beside them those of partners and sized rings, where room is."""
    regions = {
        name.removesuffix(" Europe"): FRAME.place(CENTRES[region])
        for region, name in dict(zip(members["region_id"], members["region_name"], strict=True)).items()
        if region in CENTRES
    }
    taken = [*FRAME.margins, *(maps.box_name(name, at) for name, at in regions.items())]
    taken += [maps.box_around(FRAME.place(point), one["width"] / 2) for one in links for point in one["path"]]
    taken += [maps.box_around(_place(one), one.get("radius", DOT)) for one in (*spots, *rings)]
    for one in (*spots, *(ring for ring in rings if ring["label"])):
        at, anchor, box = maps.name_beside(one["label"], _place(one), radius=one.get("radius", DOT), taken=taken)
        taken.append(box)
        yield maps.draw_name(one["label"], at, colours, anchor=anchor)
    yield from (maps.draw_name(name, at, colours, bold=True) for name, at in regions.items())


def _list_touched(
    links: Sequence[Mapping[str, Any]], rings: Sequence[Mapping[str, Any]], spots: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """What can be pointed at: the links, and over them rings and dots; only a link opens something."""
    lines = [
        maps.touch(one["path"], width=one["width"], pair=one["pair"], name=one["pair"], detail=one["detail"])
        for one in links
    ]
    points = [
        maps.touch([one["at"]], width=2 * one.get("radius", DOT), name=one["name"], detail=one["detail"])
        for one in (*rings, *spots)
    ]
    return lines + points
