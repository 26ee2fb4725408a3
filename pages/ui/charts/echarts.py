"""What the options of ECharts have in common. Nothing here knows the server."""

from collections.abc import Mapping
from typing import Any

Option = dict[str, Any]

QUIET: Mapping[str, Any] = {"axisLine": {"show": False}, "axisTick": {"show": False}, "splitLine": {"show": False}}
"""An axis of names alone."""


def switch_by_width(*, narrow_up_to: int, narrow: Option, wide: Option) -> list[Option]:
    """The two forms of a chart; the browser chooses, since it alone knows how wide the chart is."""
    return [{"query": {"maxWidth": narrow_up_to}, "option": narrow}, {"option": wide}]


def fix_grid(**sides: Any) -> Option:
    """A grid that lies where it is told, whatever room the names beside it take."""
    return {"outerBoundsMode": "none", "containLabel": False, **sides}


def keep_looks(style: Mapping[str, Any]) -> Option:
    """A mark that keeps its looks when it is clicked: what is chosen is drawn by us."""
    return {"itemStyle": style, "select": {"itemStyle": style}}


def center_text(font_size: int, *, width: int) -> Option:
    """Text in the middle of a mark. It begins beside it, where it has the colour of the theme, and is moved back."""
    return {"fontSize": font_size, "position": "right", "distance": 0, "align": "center", "offset": [-width / 2, 0]}
