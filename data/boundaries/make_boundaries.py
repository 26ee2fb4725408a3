"""Makes the country outlines of the maps, `europe.geojson` and `world.geojson`, from Natural Earth.

Run once by a developer, who then copies the printed checksums into `source.toml`:

    npm pack world-atlas@2.0.2
    tar xzf world-atlas-2.0.2.tgz
    python data/boundaries/make_boundaries.py package

- `europe`: the countries of the European regions of ECO figure 10 and the small ones between them, at 1:50m, with
  Russia and Turkey whole. Parts wholly south of the Canary Islands (French Guiana, Bonaire ...) are in `world`.
- `world`: everything else at 1:110m, and at 1:50m the countries that 1:110m is too coarse to draw (Singapore ...).
  Antarctica is left out: it reaches the pole, which a Mercator map cannot draw.

Each piece of land is in one layer only, so that both together draw the map once; a code can be in both (FRA, NLD).
A point within `TOLERANCE` of the line through its neighbours is left out, and with it what is smaller (the Vatican).
Crimea is in Ukraine, where ISO 3166-2 has it (UA-43): Natural Earth draws who holds a territory, these codes are ISO's.
"""

import argparse
import hashlib
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import pycountry

Point = tuple[float, float]
Line = list[Point]
Part = list[Line]  # the outline, then the holes

SMALLEST_RING = 4  # points: a triangle, whose first point is also its last
DECIMALS = 2
TOLERANCE = 0.01  # degrees: the step of two decimals; keeps Europe, with the whole of Russia, under 20 000 vertices
CANARY_ISLANDS_SOUTH = 27.0  # degrees north
CRIMEA_SOUTHWEST, CRIMEA_NORTHEAST = (32.0, 44.0), (37.0, 46.5)
EUROPE_CODES = (
    # Northern, Northwest, Central Western and Southwest Europe as printed
    "DNK FRO FIN GRL ISL NOR SWE GBR IRL AUT BEL DEU NLD CHE FRA PRT ESP ITA "
    # Southeast Europe as printed, and Serbia for "Balkan"
    "ALB BIH ROU TUR HRV GRC MKD MNE CYP SVN BGR SRB "
    # Central Eastern Europe as printed
    "CZE HUN POL SVK EST LVA LTU BLR MDA RUS UKR "
    # not printed, but holes in the map without them
    "ALA AND GGY IMN JEY LIE LUX MCO MLT SMR"
)
EUROPE = frozenset(EUROPE_CODES.split()) | {"Kosovo", "N. Cyprus"}  # these two have no ISO code


@dataclass(frozen=True, kw_only=True)
class Country:
    """A country of one layer; `code` is ISO 3166-1 alpha-3, or its name where ISO has none."""

    code: str
    name: str
    parts: list[Part]

    @property
    def has_iso_code(self) -> bool:
        """Whether ISO 3166-1 knows the country."""
        return self.code != self.name

    def feature(self) -> dict[str, Any]:
        """Return the country as a GeoJSON feature."""
        geometry = {"type": "MultiPolygon", "coordinates": self.parts}
        return {"type": "Feature", "id": self.code, "properties": {"name": self.name}, "geometry": geometry}


def read(file: Path) -> list[Country]:
    """Return the countries of a world-atlas file, simplified; those then too small to draw are left out.

    Raises FileNotFoundError where `file` is missing.
    """
    topology = json.loads(file.read_text(encoding="utf-8"))
    lines = [simplified(line) for line in decoded(topology)]
    found = (country(geometry, lines) for geometry in topology["objects"]["countries"]["geometries"])
    return [each for each in found if each.parts]


def decoded(topology: dict[str, Any]) -> Iterable[Line]:
    """Yield the lines that countries share, in degrees: TopoJSON stores the steps from one point to the next."""
    (scale_x, scale_y), (start_x, start_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        across, up = (accumulate(steps) for steps in zip(*arc, strict=True))
        yield [
            (round(x * scale_x + start_x, DECIMALS), round(y * scale_y + start_y, DECIMALS))
            for x, y in zip(across, up, strict=True)
        ]


def simplified(line: Line) -> Line:
    """Return `line` without the points that lie within `TOLERANCE` of the rest (Douglas and Peucker); its ends stay.

    Lines are simplified, not countries: neighbours share them, so no gap opens along a border.
    """
    first, *between, last = line
    distances = [distance(point, first, last) for point in between]
    if max(distances, default=0.0) <= TOLERANCE:
        return [first, last]
    farthest = distances.index(max(distances)) + 1
    return simplified(line[: farthest + 1]) + simplified(line[farthest:])[1:]


def distance(point: Point, start: Point, end: Point) -> float:
    """Return how far `point` is from the straight piece between `start` and `end`, in degrees."""
    across, up = end[0] - start[0], end[1] - start[1]
    length = across * across + up * up
    along = ((point[0] - start[0]) * across + (point[1] - start[1]) * up) / length if length else 0.0
    along = min(max(along, 0.0), 1.0)
    return math.dist(point, (start[0] + along * across, start[1] + along * up))


def country(geometry: dict[str, Any], lines: Sequence[Line]) -> Country:
    """Return the country that `geometry` of a topology describes, without the parts too small to draw."""
    name = geometry["properties"]["name"]
    known = pycountry.countries.get(numeric=geometry["id"]) if "id" in geometry else None
    arcs = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    parts = [part([ring(numbers, lines) for numbers in outlines]) for outlines in arcs]
    if known and "." in name:
        name = known.name  # Natural Earth shortens long names: "Bosnia and Herz."
    return Country(code=known.alpha_3 if known else name, name=name, parts=[each for each in parts if each])


def ring(numbers: Iterable[int], lines: Sequence[Line]) -> Line:
    """Return the closed line made of the numbered lines; `~number` stands for a line run backwards."""
    points: Line = []
    for number in numbers:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        points.extend(line[1:] if points else line)
    return unwrapped(points)


def unwrapped(points: Line) -> Line:
    """Return the closed line in one piece: past 180 degrees the longitudes count on (Russia ends at 190).

    The source jumps to -180 there, which draws a bar across a flat map.
    """
    jumps = (round((before - after) / 360) for (before, _), (after, _) in pairwise(points))
    longitudes = [x + 360 * turns for turns, (x, _) in zip(accumulate(jumps, initial=0), points, strict=True)]
    middle_turn = round((min(longitudes) + max(longitudes)) / 720)
    return [(round(x - 360 * middle_turn, DECIMALS), y) for x, (_, y) in zip(longitudes, points, strict=True)]


def part(rings: Sequence[Line]) -> Part:
    """Return the outline and its holes without those too small to enclose anything; nothing where the outline is."""
    outline, *holes = ([] if len(points) < SMALLEST_RING else points for points in rings)
    return [outline, *filter(None, holes)] if outline else []


def layers(fine: Sequence[Country], coarse: Sequence[Country]) -> dict[str, list[Country]]:
    """Return the two layers by name, from the countries at 1:50m and at 1:110m; each in the order of its codes."""
    european = with_crimea_in_ukraine([each for each in fine if each.code in EUROPE])
    drawn = {each.code for each in coarse}
    small = [each for each in fine if each.has_iso_code and each.code not in drawn]
    elsewhere = [each for each in [*coarse, *small] if each.code not in EUROPE | {"ATA"}]
    return {
        "europe": divided(european, south=False),
        "world": sorted([*elsewhere, *divided(european, south=True)], key=lambda each: each.code),
    }


def with_crimea_in_ukraine(countries: Sequence[Country]) -> list[Country]:
    """Return the countries with the part that is Crimea moved from Russia to Ukraine."""
    crimea = [one for each in countries if each.code == "RUS" for one in each.parts if is_crimea(one)]
    added = {"UKR": crimea}
    return [
        replace(each, parts=[one for one in each.parts if one not in crimea] + added.get(each.code, []))
        for each in countries
    ]


def is_crimea(of: Part) -> bool:
    """Whether a part lies wholly in the box around Crimea."""
    (west, south), (east, north) = CRIMEA_SOUTHWEST, CRIMEA_NORTHEAST
    return all(west <= longitude <= east and south <= latitude <= north for longitude, latitude in of[0])


def divided(countries: Iterable[Country], *, south: bool) -> list[Country]:
    """Return the countries with only their parts wholly south of the Canary Islands, or only the others."""
    kept = (replace(each, parts=[one for one in each.parts if is_south(one) == south]) for each in countries)
    return sorted((each for each in kept if each.parts), key=lambda each: each.code)


def is_south(of: Part) -> bool:
    """Whether a part lies wholly south of the Canary Islands."""
    return max(latitude for _, latitude in of[0]) < CANARY_ISLANDS_SOUTH


def written(countries: Iterable[Country]) -> str:
    """Return the countries as compact GeoJSON, one to a line so that a later change can be read."""
    features = (json.dumps(each.feature(), ensure_ascii=False, separators=(",", ":")) for each in countries)
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"


def main() -> None:
    """Write both layers beside this script and print what `source.toml` needs to know."""
    arguments = argparse.ArgumentParser(description="Makes europe.geojson and world.geojson.")
    arguments.add_argument("package", type=Path, help="the folder of the unpacked npm package world-atlas 2.0.2")
    package = arguments.parse_args().package
    fine, coarse = (read(package / f"countries-{scale}.json") for scale in ("50m", "110m"))
    for name, countries in layers(fine, coarse).items():
        content = written(countries).encode()
        (Path(__file__).parent / f"{name}.geojson").write_bytes(content)
        vertices = sum(len(line) for each in countries for one in each.parts for line in one)
        print(f"{name}.geojson: {len(countries)} countries, {vertices} vertices, {len(content)} bytes")
        print(f"sha256 = {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
