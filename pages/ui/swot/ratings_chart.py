"""How relevant and urgent points are rated, as an option of ECharts. Nothing here knows the server."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from dia_data.swot import Point
from pages.ui.charts import look
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

    point: Point
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


def plot_ratings(rated: Sequence[Rated], *, ink: str = look.INK) -> dict[str, Any]:
    """Relevance to the right, urgency upwards; each point with its name beside it."""
    text, names = {"color": ink, "fontSize": 13}, name_groups(rated)
    axis = {
        "type": "value", "min": ENDS[0], "max": ENDS[1], "interval": 1, "nameLocation": "middle", "nameTextStyle": text,
        "axisLabel": text, "splitLine": {"lineStyle": {"color": GREY, "opacity": 0.25}},
    }  # fmt: skip
    return {
        "legend": {"top": 0, "left": 0, "selectedMode": False, "textStyle": text, "itemWidth": 12, "itemHeight": 12},
        "grid": {"left": 48, "right": 24, "top": 34, "bottom": 46},
        "tooltip": {"confine": True, "textStyle": {"fontSize": look.FONT_SIZE}},
        "xAxis": axis | {"name": "Relevance, 1 low to 5 high", "nameGap": 28},
        "yAxis": axis | {"name": "Urgency, 1 low to 5 high", "nameGap": 26},
        "series": [
            {
                "type": "scatter",
                "name": kind,
                "symbolSize": 13,
                "symbol": symbol,
                "selectedMode": "single",
                "itemStyle": {"color": colour, "opacity": 1},
                "select": {"itemStyle": {"color": colour, "opacity": 1}},
                "label": {"show": True, "position": "top", "opacity": 1, **text},
                "data": [_build_point(one, names.get(one.label, "")) for one in of_kind],
            }
            for (kind, colour), of_kind, symbol in zip(
                KINDS.items(), sort_for_series(rated), ("circle", "diamond"), strict=True
            )
        ],
        "animation": False,
    }


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


def _build_point(one: Rated, name: str) -> dict[str, Any]:
    return {
        "value": [round(one.relevance, 2), round(one.urgency, 2)],
        "label": {"formatter": name},
        "tooltip": {"formatter": _describe(one)},
    }


def _describe(one: Rated) -> str:
    words = (
        f"<b>{escape(one.label)}</b> {escape(one.point.text)}<br>relevance {one.relevance:.1f}, "
        f"urgency {one.urgency:.1f}, rated by {one.raters}"
    )
    # Braces of what members typed would be taken for a template.
    return words.replace("{", "&#123;")
