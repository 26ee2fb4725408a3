"""How relevant and urgent points are rated, described. Nothing here knows what draws it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dia_data.swot import Point as SwotPoint
from pages.ui.charts.chart import Chart, Dots, Layout, Point, Scale, Shape, Style, Words
from pages.ui.charts.look import GREY, PURPLE

HEIGHT = 430
HELPS = ("strength", "opportunity")
KINDS: Mapping[str, str] = {
    "strengths and opportunities": PURPLE,
    "weaknesses and threats": GREY,
}
ENDS = (1, 5)
NEAR = (0.15, 0.35)
"""Points closer than this, across and up, have one label."""


@dataclass(frozen=True, kw_only=True)
class Rated:
    """A point with its average relevance and urgency, 1 low to 5 high, and how many partners rated it."""

    point: SwotPoint
    label: str
    relevance: float
    urgency: float
    raters: int
    basis: str

    @property
    def kind(self) -> str:
        """What it is drawn as."""
        helps, hinders = KINDS
        return helps if self.point.quadrant in HELPS else hinders


def sort_for_series(rated: Sequence[Rated]) -> list[list[Rated]]:
    """The points of each series in the order in which they are drawn."""
    return [[one for one in rated if one.kind == kind] for kind in KINDS]


def chart_ratings(rated: Sequence[Rated], *, alt: str = "") -> Chart:
    """Relevance to the right, urgency upwards; each point with its name beside it."""
    names = name_groups(rated)
    scale = Scale(least=ENDS[0], most=ENDS[1], step=1, has_lines=True)
    shapes: tuple[Shape, ...] = ("circle", "diamond")
    return Chart(
        finding=alt,
        compared="points",
        over="relevance and urgency",
        unit="1 low to 5 high",
        across=replace(scale, title="Relevance, 1 low to 5 high"),
        down=replace(scale, title="Urgency, 1 low to 5 high"),
        marks=[
            Dots(
                name=kind,
                points=[_build_point(one, names.get(one.label, "")) for one in of_kind],
                style=Style(fill=colour),
                size=13,
                shape=shape,
                is_in_key=True,
                is_clicked=True,
            )
            for (kind, colour), of_kind, shape in zip(KINDS.items(), sort_for_series(rated), shapes, strict=True)
        ],
        layout=Layout(font=13, left=48, right=24, top=34, bottom=46),
        alt=alt,
    )


def name_groups(rated: Sequence[Rated]) -> dict[str, str]:
    """Points too close for a label each share one: the label of the highest of them, and what it says."""
    groups: list[list[Rated]] = []
    for one in sorted(rated, key=lambda each: -each.urgency):
        near = next((group for group in groups if any(_is_near(one, other) for other in group)), None)
        if near is None:
            groups.append([one])
        else:
            near.append(one)
    return {group[0].label: ", ".join(one.label for one in group) for group in groups}


def _is_near(one: Rated, other: Rated) -> bool:
    near_across, near_up = NEAR
    return abs(one.relevance - other.relevance) < near_across and abs(one.urgency - other.urgency) < near_up


def _build_point(one: Rated, name: str) -> Point:
    return Point(
        x=round(one.relevance, 2),
        y=round(one.urgency, 2),
        words=Words(text=name, side="top"),
        tip=[
            f"{one.label} {one.point.text}",
            f"relevance {one.relevance:.1f}, urgency {one.urgency:.1f}, rated by {one.raters}",
        ],
    )
