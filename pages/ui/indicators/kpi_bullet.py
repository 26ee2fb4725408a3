"""A bullet: the result of a KPI as a bar against its target or range and what is expected."""

import base64
from dataclasses import dataclass

from pages.ui.charts import look
from pages.ui.indicators.kpi_status import LOOKS

WIDTH, HEIGHT = 140, 20
EDGE = 3
"""Room left and right, so that a mark at an end is whole."""
HEADROOM = 1.08
"""The scale goes this far beyond the largest figure."""

IN_TABLE = 100
"""The width of the same picture in a table, beside names that need the room."""

BAR = 8
MARK = 4.5
LEGEND = "Bar: result · purple line or band: target · grey diamond: expected by the end of the last reported period"


@dataclass(frozen=True, kw_only=True)
class Bullet:
    """What a bullet shows; None: not known."""

    status: str
    result: float | None = None
    target_min: float | None = None
    target_max: float | None = None
    expected: float | None = None


def build_data_uri(bullet: Bullet) -> str:
    """The bullet as the address of an image, as wide as a table has room for."""
    wide, slim = f'width="{WIDTH}" height', f'preserveAspectRatio="none" width="{IN_TABLE}" height'
    svg = draw_svg(bullet).replace(wide, slim, 1)
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def draw_svg(bullet: Bullet) -> str:
    """The bullet as SVG, in colours that are read on light and on dark ground alike."""
    ends = _find_ends(bullet)
    parts = [
        _track(),
        _draw_zero(ends),
        _draw_target(bullet, ends),
        _draw_result(bullet, ends),
        _draw_expected(bullet, ends),
    ]
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


Ends = tuple[float, float]


def _find_ends(bullet: Bullet) -> Ends:
    """The least and the largest figure on the scale; zero is always on it."""
    figures = (bullet.result, bullet.target_min, bullet.target_max, bullet.expected)
    known = [0.0, *(figure for figure in figures if figure is not None)]
    low, high = min(known) * HEADROOM, max(known) * HEADROOM
    return (low, high) if low < high else (0.0, 1.0)


def _place_value(value: float, ends: Ends) -> float:
    """Where a value lies."""
    low, high = ends
    return round(EDGE + (WIDTH - 2 * EDGE) * (value - low) / (high - low), 1)


def _draw_zero(ends: Ends) -> str:
    """A thin line from which bars begin, where some figure lies below it and some above."""
    if not ends[0] < 0 < ends[1]:
        return ""
    place = _place_value(0, ends) - 0.5
    return f'<rect class="zero" x="{place}" y="2" width="1" height="{HEIGHT - 4}" fill="{look.GREY}"/>'


def _track() -> str:
    return (
        f'<rect x="{EDGE}" y="{(HEIGHT - BAR) / 2 - 2}" width="{WIDTH - 2 * EDGE}" height="{BAR + 4}" rx="2" '
        f'fill="{look.GREY}" fill-opacity="0.18"/>'
    )


def _draw_target(bullet: Bullet, ends: Ends) -> str:
    if bullet.target_min is None:
        return ""
    left = _place_value(bullet.target_min, ends)
    band = ""
    if bullet.target_max is not None:
        width = round(_place_value(bullet.target_max, ends) - left, 1)
        band = (
            f'<rect class="range" x="{left}" y="1" width="{width}" height="{HEIGHT - 2}" fill="{look.PURPLE}" '
            'fill-opacity="0.4"/>'
        )
    line = f'<rect class="target" x="{left - 1.5}" y="1" width="3" height="{HEIGHT - 2}" fill="{look.PURPLE}"/>'
    return band + line


def _draw_result(bullet: Bullet, ends: Ends) -> str:
    if bullet.result is None:
        return ""
    colour = LOOKS[bullet.status].colour
    # A result of nought is a result: a thin bar tells it from a KPI that nobody has reported.
    left, right = sorted((_place_value(0, ends), _place_value(bullet.result, ends)))
    width = max(round(right - left, 1), 2)
    y = (HEIGHT - BAR) / 2
    x = min(left, WIDTH - EDGE - width)
    return f'<rect class="result" x="{x}" y="{y}" width="{width}" height="{BAR}" fill="{colour}"/>'


def _draw_expected(bullet: Bullet, ends: Ends) -> str:
    if bullet.expected is None:
        return ""
    x, y = _place_value(bullet.expected, ends), HEIGHT / 2
    corners = f"{x},{y - MARK} {x + MARK},{y} {x},{y + MARK} {x - MARK},{y}"
    return f'<polygon class="expected" points="{corners}" fill="{look.GREY}" stroke="#FFFFFF" stroke-width="1"/>'
