"""What all maps share: a picture of land, links and names, and over it what can be clicked. No server is known here.

The picture is one image that the browser draws, and what is clicked one layer: each further kind of layer, and text
most of all, costs a machine without a graphics card a second. Nothing is asked of another host.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import pairwise
from typing import Any

import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from dia_data.settings import BOUNDARIES
from pages.ui.charts import look

Point = tuple[float, float]
"""Longitude and latitude, or pixels across and down."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""

LETTER = 7.6
"""Pixels that a letter of a name takes, roughly."""

HARMLESS = 12
"""Pixels of other marks that a name may cover as well as none: a thin line or two."""

NARROWEST = 326
"""Pixels of a map on a telephone."""

LABEL = 13
"""Pixels of the names on a map."""

SHARPNESS = 2
"""Pixels of the picture for one of the map, so that it stays sharp on a fine screen."""

SMALLEST = 2.5
"""An island of fewer pixels across is left out."""

TOLERANCE = 0.6
"""Pixels by which an outline may be wrong: a tenth of the text that it would otherwise take."""

HIDDEN = [139, 79, 191, 1]
POINTED_AT = [139, 79, 191, 70]
"""What can be clicked lies nearly clear over the picture, and is tinted while somebody points at it."""

TOUCHABLE = 16
"""Pixels within which a mark is clicked: a line of one pixel can hardly be hit."""

TOOLTIP = {"text": "{name}\n{detail}"}


@dataclass(frozen=True, kw_only=True)
class Colours:
    """The colours of a map in one theme: the ground, land, the land of partners, text, data and what opposes it."""

    ground: str
    land: str
    tint: str
    ink: str
    purple: str
    orange: str
    grey: str


COLOURS: Mapping[bool, Colours] = {
    False: Colours(
        ground="#FFFFFF",
        land="#E3E0E8",
        tint="#D5BFE8",
        ink=look.INK,
        purple="#6D2E9E",
        orange="#C85C00",
        grey="#6E6978",
    ),
    True: Colours(
        ground="#17141C",
        land="#3A3544",
        tint="#5A4473",
        ink=look.INK_ON_DARK,
        purple="#C9A3EA",
        orange="#FDAE61",
        grey="#BEBAC8",
    ),
}
"""By whether the theme is dark."""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The part of the earth that a picture shows, in degrees, and its scale in pixels per degree of longitude."""

    west: float
    east: float
    south: float
    north: float
    scale: float
    middle: float

    @property
    def size(self) -> tuple[int, int]:
        """The width and the height of the picture in pixels."""
        return round((self.east - self.west) * self.scale), round(self._rise(self.north) - self._rise(self.south))

    @property
    def margins(self) -> list[Box]:
        """What lies beyond a telephone's screen at the left and at the right, and is better left without names."""
        width, height = self.size
        middle = (self.middle - self.west) * self.scale
        return [(0, 0, middle - NARROWEST / 2, height), (middle + NARROWEST / 2, 0, width, height)]

    def place(self, point: Sequence[float]) -> Point:
        """Where a longitude and latitude lie in the picture."""
        return (point[0] - self.west) * self.scale, self._rise(self.north) - self._rise(point[1])

    def _rise(self, latitude: float) -> float:
        return math.degrees(math.asinh(math.tan(math.radians(latitude)))) * self.scale

    @property
    def view(self) -> Mapping[str, float]:
        """Longitude, latitude and zoom at which a map shows the picture pixel by pixel."""
        risen = (self._rise(self.north) + self._rise(self.south)) / 2 / self.scale
        latitude = math.degrees(math.atan(math.sinh(math.radians(risen))))
        return {"longitude": self.middle, "latitude": latitude, "zoom": math.log2(self.scale * 360 / 512)}


class CompactDeck(pdk.Deck):  # type: ignore[misc]  # pydeck declares no types
    """A deck whose message to the browser is in one line: most of pydeck's own is indentation."""

    def to_json(self) -> str:
        """The deck as JSON in one line."""
        return json.dumps(self, default=default_serialize, sort_keys=True, separators=(",", ":"))


def build_deck(
    parts: Iterable[str], touched: Sequence[Mapping[str, Any]], *, frame: Frame, generation: int = 0
) -> CompactDeck:
    """A map of a picture, given as parts of an SVG, and of what can be clicked over it, made by `touch`.

    `generation` is to change with every click on the map: it names the layer that can be clicked, and a browser
    forgets its own selection, which greys everything else, as soon as the layer it was made in is gone.
    """
    picture = pdk.Layer(
        "BitmapLayer",
        None,
        id="picture",
        image=pdk.types.String(_wrap(write_svg(parts, frame))),
        bounds=[frame.west, frame.south, frame.east, frame.north],
    )
    marks = pdk.Layer(
        "PathLayer",
        list(touched),
        id=f"marks {generation}",
        get_path="path",
        get_width="width",
        get_color=HIDDEN,
        width_units=pdk.types.String("pixels"),
        cap_rounded=True,
        joint_rounded=True,
        pickable=True,
        auto_highlight=True,
        highlight_color=POINTED_AT,
        parameters={"depthCompare": "always"},
    )
    return CompactDeck(
        layers=[picture, marks],
        # A picture that could be moved would take each finger that scrolls the page.
        views=[pdk.View(type="MapView", controller=False)],
        initial_view_state=pdk.ViewState(**frame.view),
        map_provider=None,
        tooltip=TOOLTIP,
    )


def touch(path: Sequence[Sequence[float]], *, width: float, **about: Any) -> dict[str, Any]:
    """Something that can be clicked: a line, or a point as a line of nearly no length, and what a click tells."""
    first, *others = [list(point) for point in path]
    return {"path": [first, *(others or [[first[0] + 0.001, first[1]]])], "width": max(width, TOUCHABLE), **about}


def read_click(selection: Mapping[str, Any], name: str) -> str | None:
    """What the clicked mark of a selection says under a name; None: nothing was clicked, or it says nothing there."""
    objects = [one for found in selection["objects"].values() for one in found]
    return str(objects[0][name]) if objects and objects[0].get(name) is not None else None


def write_svg(parts: Iterable[str], frame: Frame) -> str:
    """The picture as an SVG."""
    width, height = frame.size
    size = f"width='{width * SHARPNESS}' height='{height * SHARPNESS}' viewBox='0 0 {width} {height}'"
    font = f"font-family='Segoe UI,Helvetica,Arial,sans-serif' font-size='{LABEL}'"
    return f"<svg xmlns='http://www.w3.org/2000/svg' {size} {font}>{''.join(parts)}</svg>"


def _wrap(svg: str) -> str:
    """An SVG as an address of its own; of its characters only these two mean something else there."""
    return "data:image/svg+xml;utf8," + svg.replace("%", "%25").replace("#", "%23")


def draw_land(frame: Frame, colours: Colours, *, tinted: Iterable[str] = ()) -> str:
    """The ground, and on it the land in grey; tinted, the countries with these codes."""
    tint = set(tinted)
    outlines = _outline(frame)
    grey = "".join(path for code, path in outlines.items() if code not in tint)
    ours = "".join(path for code, path in outlines.items() if code in tint)
    edge = f"stroke='{colours.ground}' stroke-width='1.2' transform='scale(.5)'"
    # Behind what is half clear the picture itself has to be full: a map mixes its colours with black else.
    ground = f"<rect width='100%' height='100%' fill='{colours.ground}'/>"
    own = f"<path d='{ours}' fill='{colours.tint}' {edge}/>" if ours else ""
    return f"{ground}<path d='{grey}' fill='{colours.land}' {edge}/>{own}"


def draw_dot(at: Point, *, radius: float, fill: str, edge: str, dashed: bool = False, width: float = 1.5) -> str:
    """A dot or, with `none` as its fill, a ring."""
    dash = " stroke-dasharray='3 2.5'" if dashed else ""
    return (
        f"<circle cx='{at[0]:.1f}' cy='{at[1]:.1f}' r='{radius:.1f}' fill='{fill}' stroke='{edge}' "
        f"stroke-width='{width}'{dash}/>"
    )


def draw_line(points: Iterable[Point], *, colour: str, width: float, opacity: float) -> str:
    """A line through points of the picture."""
    path = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
    return (
        f"<polyline points='{path}' fill='none' stroke='{colour}' stroke-width='{width}' opacity='{opacity}' "
        "stroke-linecap='round' stroke-linejoin='round'/>"
    )


def draw_name(text: str, at: Point, colours: Colours, *, anchor: str = "middle", bold: bool = False) -> str:
    """A name on a light edge of its own, legible over land, sea and lines; `at` is the middle of its height."""
    weight = " font-weight='600'" if bold else ""
    return (
        f"<text x='{at[0]:.0f}' y='{at[1] + LABEL * 0.35:.0f}' text-anchor='{anchor}' fill='{colours.ink}'{weight} "
        f"stroke='{colours.ground}' stroke-width='3.5' stroke-linejoin='round' paint-order='stroke'>"
        f"{escape(text)}</text>"
    )


def name_beside(text: str, at: Point, *, radius: float, taken: list[Box]) -> tuple[Point, str, Box]:
    """Where the name of a mark stands that reaches `radius` pixels around `at`: there, its anchor, and its box.

    Of right, left, below and above it is the one at which it covers least of the boxes that are `taken`.
    """
    width, half = LETTER * len(text), LABEL * 0.55
    x, y = at
    places = [
        ((x + radius + 3, y), "start", (x + radius + 3, y - half, x + radius + 3 + width, y + half)),
        ((x - radius - 3, y), "end", (x - radius - 3 - width, y - half, x - radius - 3, y + half)),
        *(
            ((x, y + down), "middle", (x - width / 2, y + down - half, x + width / 2, y + down + half))
            for down in (radius + half + 1, -radius - half - 1)
        ),
    ]
    return min(places, key=lambda place: sum(_measure_overlap(place[2], box) for box in taken) // HARMLESS)


def box_around(at: Point, radius: float) -> Box:
    """The box of a mark."""
    return at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius


def box_name(text: str, at: Point) -> Box:
    """The box of a name whose middle is at a point."""
    return at[0] - LETTER * len(text) / 2, at[1] - LABEL / 2, at[0] + LETTER * len(text) / 2, at[1] + LABEL / 2


def _measure_overlap(one: Box, other: Box) -> float:
    across, down = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return max(across, 0) * max(down, 0)


@cache
def find_middle(code: str) -> Point | None:
    """The middle of the largest part of a country, as longitude and latitude; None: it has no outline."""
    rings = _read_rings().get(code)
    if not rings:
        return None
    return max((_measure(ring) for ring in rings), key=lambda found: found[0])[1]


def _measure(ring: Sequence[Sequence[float]]) -> tuple[float, Point]:
    """The area within a ring, and its centre of gravity."""
    turns = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)]
    area = sum(turn for _, _, turn in turns) / 2 or 1e-9
    x, y = (sum((a[axis] + b[axis]) * turn for a, b, turn in turns) / (6 * area) for axis in (0, 1))
    return abs(area), (round(x, 2), round(y, 2))


@cache
def _read_rings() -> Mapping[str, list[list[list[float]]]]:
    """The outer rings of each country by its code, longitude and latitude."""
    found = json.loads((BOUNDARIES / "europe.geojson").read_text(encoding="utf-8"))
    return {one["id"]: [part[0] for part in one["geometry"]["coordinates"]] for one in found["features"]}


@cache
def _outline(frame: Frame) -> Mapping[str, str]:
    """The outline of each country that the frame shows, as a path in halves of pixels."""
    drawn = {code: "".join(_write_ring(ring, frame) for ring in rings) for code, rings in _read_rings().items()}
    return {code: path for code, path in drawn.items() if path}


def _write_ring(ring: Sequence[Sequence[float]], frame: Frame) -> str:
    """A ring as steps from point to point; empty where it lies outside or is too small to be seen."""
    width, height = frame.size
    spots = [frame.place(point) for point in ring]
    across, down = [x for x, _ in spots], [y for _, y in spots]
    if max(across) < 0 or min(across) > width or max(down) < 0 or min(down) > height:
        return ""
    if max(max(across) - min(across), max(down) - min(down)) < SMALLEST:
        return ""
    # Far outside is as good as further outside, and shorter.
    kept = _simplify([(_limit(x, width), _limit(y, height)) for x, y in spots])
    ends = list(dict.fromkeys((round(2 * x), round(2 * y)) for x, y in kept))
    steps = "".join(f"{b[0] - a[0]:+d}{b[1] - a[1]:+d}" for a, b in pairwise(ends))
    return f"M{ends[0][0]} {ends[0][1]}l{steps.removeprefix('+')}z" if steps else ""


def _simplify(line: Sequence[Point]) -> list[Point]:
    """The points of a line without those that it would hardly be told from (Douglas and Peucker)."""
    if not line[1:-1]:
        return list(line)
    (x, y), (far_x, far_y) = line[0], line[-1]
    across, up = far_x - x, far_y - y
    length = math.hypot(across, up)
    off = [abs(across * (b - y) - up * (a - x)) / length if length else math.hypot(a - x, b - y) for a, b in line[1:-1]]
    widest = max(range(len(off)), key=off.__getitem__) + 1
    if off[widest - 1] < TOLERANCE:
        return [line[0], line[-1]]
    return [*_simplify(line[: widest + 1])[:-1], *_simplify(line[widest:])]


def _limit(value: float, most: float) -> float:
    return min(max(value, -20), most + 20)
