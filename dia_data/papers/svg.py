"""Charts as SVG, for PDF and pages: drawn by ourselves, so that no browser and no script is needed."""

import math
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from html import escape

from dia_data.characters import remove_ignorable
from dia_data.papers import brand
from dia_data.papers.layout import shorten, strip_control_chars
from dia_data.papers.paper import SIDES, Chart
from dia_data.wording.cells import format_cell

FONT = "DejaVu Sans, Droid Sans Fallback"
WIDTH = 680
LABELS = 262
RIGHT = 56
LABEL_SIGNS = 44
BAR, BETWEEN = 11, 10
LINE_HEIGHT = 230
SIGN = 5.6
"""How wide a sign of 10 px is about."""

BOX = "□"
"""Stands for what a PDF cannot show."""

STEPS = (1, 2, 2.5, 5, 10)
SPAN = 13
MONTHS_APART, MOST_MONTHS = (1, 2, 3, 6, 12, 24, 60), 7
DAY = timedelta(days=1)

Scale = Callable[[float], float]
"""Leads from a figure to where it lies."""


def measure_height(chart: Chart) -> int:
    """How tall the chart is drawn, in the same unit as `WIDTH`."""
    if chart.kind == "line":
        return LINE_HEIGHT + 70
    return int(len(chart.categories) * _measure_band(chart)) + 66


def draw_svg(chart: Chart) -> str:
    """The chart as SVG text, `WIDTH` wide."""
    tall = measure_height(chart)
    inner = "".join(DRAWN.get(chart.kind, _draw_bars)(chart))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{tall}" viewBox="0 0 {WIDTH} {tall}" '
        f'font-family="{FONT}" font-stretch="condensed" font-size="10" fill="{brand.TEXT}">'
        f"{inner}{_draw_legend(chart, tall)}</svg>"
    )


def _measure_band(chart: Chart) -> float:
    return chart.bars_of_line * (BAR + 1) + BETWEEN


def _list_ticks(chart: Chart) -> list[float]:
    """Round numbers from the least to the greatest figure, nought among them."""
    known = [value for values in _list_values(chart) for value in values if value is not None and math.isfinite(value)]
    low, high = min([0.0, *known]), max([0.0, *known])
    if low == high:
        return [0.0, 1.0]
    rough = (high - low) / 5
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * size for factor in STEPS if factor * size >= rough * 0.999)
    return [place * step for place in range(math.floor(low / step), math.ceil(high / step) + 1)]


def _list_values(chart: Chart) -> list[list[float | None]]:
    """The figures of each series; those that go to the left are below nought."""
    values = [list(one.values) for one in chart.series]
    if chart.kind == "diverging":
        values[0] = [None if value is None else -value for value in values[0]]
    return values


def _draw_bars(chart: Chart) -> Iterator[str]:
    ticks = _list_ticks(chart)
    bottom = measure_height(chart) - 58

    def at(value: float) -> float:
        return LABELS + (WIDTH - LABELS - RIGHT) * (value - ticks[0]) / (ticks[-1] - ticks[0])

    for tick in ticks:
        x = at(tick)
        yield f'<line x1="{x:.1f}" y1="2" x2="{x:.1f}" y2="{bottom}" stroke="{brand.GREY_LIGHT}"/>'
        said = abs(tick) if chart.kind == "diverging" else tick
        yield _draw_text(x, bottom + 14, format_cell(said), anchor="middle")
    for place, label in enumerate(chart.categories):
        top = place * _measure_band(chart) + BETWEEN / 2
        yield _draw_name(chart, label, top)
        yield from BARS_DRAWN[chart.kind](chart, place, top, at)


def _draw_name(chart: Chart, label: str, top: float) -> str:
    return _draw_text(LABELS - 8, top + _measure_band(chart) / 2 - 1, shorten(label, LABEL_SIGNS), anchor="end")


def _draw_cluster(chart: Chart, place: int, top: float, at: Scale) -> Iterator[str]:
    for row, one in enumerate(chart.series):
        value = one.values[place]
        y = top + row * (BAR + 1)
        if value is not None:
            yield _draw_bar(at(0), at(value), y, BAR, chart.colours[place] if chart.colours else _colour(chart, row))
            yield _draw_text(max(at(value), at(0)) + 4, y + 9, format_cell(value))


def _draw_bullet(chart: Chart, place: int, top: float, at: Scale) -> Iterator[str]:
    first, *marks = chart.series
    value = first.values[place]
    if value is not None:
        yield _draw_bar(at(0), at(value), top, BAR, _colour(chart, 0))
    for row, one in enumerate(marks, start=1):
        mark = one.values[place]
        if mark is not None:
            x, fill = f"{at(mark) - 1.5:.1f}", _colour(chart, row)
            yield f'<rect x="{x}" y="{top - 3}" width="3" height="{BAR + 6}" fill="{fill}"/>'


def _draw_sides(chart: Chart, place: int, top: float, at: Scale) -> Iterator[str]:
    """A bar to each side of nought, each with its figure; none of it is said of nothing."""
    for row, (values, side) in enumerate(zip(_list_values(chart), SIDES, strict=True)):
        value = values[place]
        if value:
            yield _draw_bar(at(0), at(value), top, BAR, _colour(chart, row))
            anchor = "end" if side < 0 else "start"
            yield _draw_text(at(value) + 4 * side, top + 9, format_cell(abs(value)), anchor=anchor)


BARS_DRAWN: Mapping[str, Callable[[Chart, int, float, Scale], Iterator[str]]] = {
    "bar": _draw_cluster,
    "bullet": _draw_bullet,
    "diverging": _draw_sides,
}


def _draw_spans(chart: Chart) -> Iterator[str]:
    """The spans of each category within each other, on a scale of months."""
    days = sorted({day for span in chart.spans for day in (span.first, span.last + DAY)})
    months = _list_months(days[0], days[-1]) if days else []
    bottom = measure_height(chart) - 58

    def at(day: date) -> float:
        whole = (days[-1] - days[0]).days or 1
        return LABELS + (WIDTH - LABELS - RIGHT) * (day - days[0]).days / whole

    for month in months:
        x = f"{at(month):.1f}"
        yield f'<line x1="{x}" y1="2" x2="{x}" y2="{bottom}" stroke="{brand.GREY_LIGHT}"/>'
        yield _draw_text(at(month), bottom + 14, f"{month:%b %Y}", anchor="middle")
    for place, label in enumerate(chart.categories):
        top = place * _measure_band(chart) + BETWEEN / 2
        yield _draw_name(chart, label, top)
        for span in sorted((one for one in chart.spans if one.line == place), key=lambda one: one.series):
            tall = round(SPAN * chart.series[span.series].thick, 1)
            middle = top + (SPAN - tall) / 2
            yield _draw_bar(at(span.first), at(span.last + DAY), middle, tall, _colour(chart, span.series))


def _list_months(first: date, last: date) -> list[date]:
    """First days of months between two days, so far apart that their names have room."""
    whole = (last.year - first.year) * 12 + last.month - first.month + 1
    apart = next((step for step in MONTHS_APART if whole <= MOST_MONTHS * step), MONTHS_APART[-1])
    begin = first.year * 12 + first.month - 1
    numbers = [number for number in range(begin, begin + whole + 1) if number % apart == 0]
    days = [date(number // 12, number % 12 + 1, 1) for number in numbers]
    return [day for day in days if first <= day <= last]


def _draw_bar(start: float, end: float, top: float, tall: float, colour: str) -> str:
    wide = max(abs(end - start), 1)
    return f'<rect x="{min(start, end):.1f}" y="{top:.1f}" width="{wide:.1f}" height="{tall}" fill="{colour}"/>'


def _draw_lines(chart: Chart) -> Iterator[str]:
    ticks = _list_ticks(chart)
    left, bottom = 52, LINE_HEIGHT
    wide = WIDTH - left - 20

    def up(value: float) -> float:
        return bottom - (bottom - 12) * (value - ticks[0]) / (ticks[-1] - ticks[0])

    for tick in ticks:
        y = f"{up(tick):.1f}"
        yield f'<line x1="{left}" y1="{y}" x2="{WIDTH - 20}" y2="{y}" stroke="{brand.GREY_LIGHT}"/>'
        yield _draw_text(left - 6, up(tick) + 3.5, format_cell(tick), anchor="end")
    places = [left + wide * (place + 0.5) / len(chart.categories) for place in range(len(chart.categories))]
    every = math.ceil(len(places) * max(len(label) + 2 for label in chart.categories) * SIGN / wide)
    for x, label in list(zip(places, chart.categories, strict=True))[::every]:
        yield _draw_text(x, bottom + 15, shorten(label, 24), anchor="middle")
    for row, one in enumerate(chart.series):
        yield from _draw_line(
            [(x, up(value)) for x, value in zip(places, one.values, strict=True) if value is not None],
            _colour(chart, row),
        )


def _draw_line(points: Sequence[tuple[float, float]], colour: str) -> Iterator[str]:
    if points:
        corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield f'<polyline points="{corners}" fill="none" stroke="{colour}" stroke-width="2"/>'
    for x, y in points:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>'


def _draw_legend(chart: Chart, tall: int) -> str:
    """What the axis counts, and what the colours are."""
    parts = [_draw_text(WIDTH - 20, tall - 24, chart.unit, anchor="end")] if chart.unit else []
    x = 8.0
    for row, one in enumerate(chart.series if len(chart.series) > 1 or chart.kind == "spans" else ()):
        name = shorten(one.name, 40)
        parts.append(f'<rect x="{x:.1f}" y="{tall - 15}" width="10" height="10" fill="{_colour(chart, row)}"/>')
        parts.append(_draw_text(x + 15, tall - 6, name))
        x += 33 + len(name) * SIGN
    return "".join(parts)


def _draw_text(x: float, y: float, text: str, *, anchor: str = "start") -> str:
    safe = escape(strip_control_chars(text))
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{safe}</text>'


def replace_marks(text: str) -> str:
    """The text with each accent that is no part of its letter's character replaced.

    An accessible PDF refuses a drawing in which a letter takes two glyphs.
    """
    known = unicodedata.normalize("NFC", remove_ignorable(text))
    return "".join(BOX if unicodedata.category(sign).startswith("M") else sign for sign in known)


def _colour(chart: Chart, row: int) -> str:
    return chart.series[row].colour or brand.SERIES[row % len(brand.SERIES)]


DRAWN: Mapping[str, Callable[[Chart], Iterator[str]]] = {"line": _draw_lines, "spans": _draw_spans}
"""What does not draw bars."""
