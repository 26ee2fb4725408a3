"""The pictures of the briefing, as options of ECharts. Nothing here knows the server."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from textwrap import shorten
from typing import Any

from dia_data.wording.days import format_day, format_period
from dia_data.wording.figures import NOT_IN_SOURCE
from pages.ui import market_growth
from pages.ui.briefing.history import Quarter
from pages.ui.charts import echarts
from pages.ui.charts.echarts import Option
from pages.ui.charts.look import GREY, PURPLE, PURPLE_LIGHT
from pages.ui.indicators.kpi_status import LOOKS
from pages.ui.market_growth import Growth

FONT_SIZE = 13
BAR_HEIGHT, QUARTERS_HEIGHT, SMALL_HEIGHT = 40, 88, 126
MONTH_MS = 28 * 24 * 3600 * 1000
"""The least between two lines of the time axis: one for each month."""
NAME_CHARACTERS = 52
"""Of an activity, above its bar."""
NAMES_WIDTH = 72
FIGURES_WIDTH = 112
"""Names of countries left of their marks, figures right of them."""
DOT = 11
ROUND = "circle"
DARK, LIGHT = "#17141C", "#FFFFFF"
"""What is read on the colours of statuses."""
EDGE = "rgba(23,20,28,0.45)"
"""Between segments: two statuses side by side may have the same colour."""
HOLLOW = {"color": "transparent", "borderColor": GREY, "borderWidth": 1.5, "borderType": "dashed"}
STYLES: Mapping[str, Option] = {"not_reported": HOLLOW, "not_due": {"color": "#CFC9DA"}}
"""Three statuses are grey; what is missing is dashed everywhere, and what is not due yet is fainter."""
INK: Mapping[str, str] = {"at_risk": DARK, "not_due": DARK, "not_reported": GREY}
UNSEEN: Option = {"symbolSize": 1, "itemStyle": {"color": "transparent", "opacity": 1}, "silent": True, "clip": False}
"""A mark that only carries text: beside a mark text has the colour of the theme, on an axis a fainter one."""


def plot_statuses(counts: Mapping[str, int]) -> Option:
    """All KPIs as one bar, a segment for each status that occurs, worst first; each is a series of its own."""
    shown = [status for status in LOOKS if counts.get(status)]
    return {
        "tooltip": {"formatter": "{c} {a}", "confine": True},
        "grid": echarts.fix_grid(left=1, right=1, top=1, bottom=1),
        "xAxis": {"type": "value", "min": 0, "max": sum(counts.values()), "show": False},
        "yAxis": {"type": "category", "data": [""], "show": False},
        "series": [_build_segment(status, [counts[status]], label=True) for status in shown],
        "animation": False,
    }


def _build_segment(status: str, data: Sequence[int | None], *, label: bool) -> Option:
    style = {"color": LOOKS[status].colour, "borderColor": EDGE, "borderWidth": 1} | STYLES.get(status, {})
    ink = INK.get(status, LIGHT)
    return {
        "type": "bar",
        "name": LOOKS[status].word,
        "stack": "all",
        "barCategoryGap": "0%" if label else "22%",
        "data": list(data),
        "selectedMode": "single" if label else False,
        "emphasis": {"disabled": True},
        "label": {"show": label, "fontSize": 15, "fontWeight": "bold", "formatter": "{c}", "color": ink},
        **echarts.keep_looks(style),
    }


def plot_quarters(quarters: Sequence[Quarter]) -> Option:
    """The same for each quarter, as columns; what needs action stands at the bottom."""
    shown = [status for status in LOOKS if any(one.counts.get(status) for one in quarters)]
    labels = [{"value": [place, 0, _break_label(one.label)]} for place, one in enumerate(quarters)]
    names = {"show": True, "position": "bottom", "formatter": "{@[2]}", "fontSize": FONT_SIZE, "lineHeight": 15}
    columns = [_build_segment(status, [one.counts.get(status) for one in quarters], label=False) for status in shown]
    return {
        "tooltip": {"formatter": "{c} {a}", "confine": True},
        "grid": echarts.fix_grid(left=1, right=1, top=2, bottom=36),
        "xAxis": {"type": "category", "data": [one.label for one in quarters], "show": False},
        "yAxis": {"type": "value", "min": 0, "max": "dataMax", "show": False},
        "series": [*columns, {"type": "scatter", "data": labels, **UNSEEN, "label": names}],
        "animation": False,
    }


def _break_label(label: str) -> str:
    """A quarter on two lines, the year below."""
    return "\n".join(format_period(label).split()[::-1])


def plot_growth(growth: Growth, *, compared: str) -> Option:
    """A line for each market with a dot for each year, on one scale, and at the right the figure of the compared year.

    A forecast or an estimate is hollow.
    """
    periods = sorted({year.period for years in growth.values() for year in years})
    series = [_build_year(period, growth, is_compared=period == compared) for period in periods]
    known = market_growth.select_period(growth, compared)
    figures = [f"{known[market].value:g} %" if market in known else NOT_IN_SOURCE for market in growth]
    return _lay_out(list(growth), series, figures=figures)


def _build_year(period: str, growth: Growth, *, is_compared: bool) -> Option:
    colour = PURPLE if is_compared else GREY
    full: Option = {"color": colour, "opacity": 1 if is_compared else 0.6}
    hollow: Option = {"color": "transparent", "borderColor": colour, "borderWidth": 2.5, "opacity": 1}
    known, places = market_growth.select_period(growth, period), {market: place for place, market in enumerate(growth)}
    return {
        "type": "scatter",
        "name": period,
        "symbol": ROUND,
        "symbolSize": DOT if is_compared else DOT - 3,
        "data": [
            {"value": [year.value, places[market]], "itemStyle": hollow if year.is_expected else full}
            for market, year in known.items()
        ],
        "z": 4 if is_compared else 3,
        "tooltip": {"formatter": "{a}: {@[0]} %"},
    }


@dataclass(frozen=True, kw_only=True)
class Interest:
    """What SMEs have and want in one place, in per cent of the countries named."""

    place: str
    have: float
    want: float


def plot_have_and_want(places: Sequence[Interest]) -> Option:
    """A line for each place from existing business to what is wished."""
    ends = [[[one.have, at], [one.want, at], ["-", at]] for at, one in enumerate(places)]
    gap: Option = {
        "type": "line", "data": [point for points in ends for point in points], "symbol": "none", "silent": True,
        "lineStyle": {"color": PURPLE_LIGHT, "width": 4},
    }  # fmt: skip
    have = _build_ends("business", [(one.have, one.have > one.want) for one in places], GREY)
    want = _build_ends("wishes", [(one.want, one.want >= one.have) for one in places], PURPLE)
    return _lay_out([one.place for one in places], [gap, have, want], figures=[])


def _build_ends(name: str, values: Sequence[tuple[float, bool]], colour: str) -> Option:
    """One end of each line, with its figure on the outer side; the first says what it is."""
    return {
        "type": "scatter",
        "name": name,
        "symbol": ROUND,
        "symbolSize": DOT,
        "itemStyle": {"color": colour, "opacity": 1},
        "data": [
            {
                "value": [value, at],
                "label": {
                    "position": "right" if is_larger else "left",
                    "formatter": "{@[0]}" if at else f"{{@[0]}} {name}" if is_larger else f"{name} {{@[0]}}",
                },
            }
            for at, (value, is_larger) in enumerate(values)
        ],
        "label": {"show": True, "fontSize": FONT_SIZE, "distance": 4},
        "tooltip": {"formatter": "{a}: {@[0]} %"},
        "z": 4,
    }


def _lay_out(names: Sequence[str], series: Sequence[Option], *, figures: Sequence[str]) -> Option:
    """Marks in lines on one scale that reaches to 0, with their names at the left and `figures` at the right."""
    lines = {"show": True, "lineStyle": {"color": GREY, "opacity": 0.25}}
    return {
        "tooltip": {"confine": True},
        "grid": echarts.fix_grid(left=NAMES_WIDTH, right=FIGURES_WIDTH if figures else 74, top=0, bottom=2),
        "xAxis": [
            {"type": "value", "axisLabel": {"show": False}, "splitNumber": 3, **echarts.QUIET, "splitLine": lines},
            {"type": "value", "min": 0, "max": 1, "show": False},
        ],
        "yAxis": {"type": "value", "inverse": True, "show": False, "min": -0.5, "max": len(names) - 0.5},
        "series": [*series, _build_texts(names, at=0, offset=-NAMES_WIDTH), _build_texts(figures, at=1, offset=6)],
        "animation": False,
    }


def _build_texts(texts: Sequence[str], *, at: int, offset: int) -> Option:
    """Text for each line, at one end of the scale."""
    label = {"show": True, "position": "right", "distance": 0, "offset": [offset, 0], "formatter": "{@[2]}"}
    return {
        "type": "scatter",
        "xAxisIndex": 1,
        "data": [[at, place, text] for place, text in enumerate(texts)],
        **UNSEEN,
        "label": {**label, "fontSize": FONT_SIZE},
    }


@dataclass(frozen=True, kw_only=True)
class Span:
    """An activity from its first day to its last."""

    name: str
    starts: date
    ends: date


def plot_months(spans: Sequence[Span], *, first: date, last: date) -> Option:
    """A bar for each activity within the days from `first` to `last`, below its name."""
    names: Option = {
        "type": "scatter",
        "data": [
            [first.isoformat(), place, shorten(one.name, NAME_CHARACTERS, placeholder=" …")]
            for place, one in enumerate(spans)
        ],
        **UNSEEN,
        "label": {
            "show": True, "position": "right", "distance": 0, "offset": [0, -7], "formatter": "{@[2]}",
            "fontSize": FONT_SIZE,
        },
    }  # fmt: skip
    months = {"fontSize": FONT_SIZE, "formatter": "{MMM} {yyyy}", "hideOverlap": True, "align": "left"}
    lines = {"show": True, "lineStyle": {"color": GREY, "opacity": 0.25}}
    return {
        "grid": echarts.fix_grid(left=4, right=4, top=0, bottom=26),
        "tooltip": {"show": False},
        "xAxis": {
            "type": "time", "min": first.isoformat(), "max": last.isoformat(), **echarts.QUIET,
            "axisLabel": months, "minInterval": MONTH_MS, "splitLine": lines,
        },
        "yAxis": {"type": "value", "inverse": True, "show": False, "min": -0.95, "max": len(spans) - 0.5},
        "series": [_build_spans(spans, first, last), names],
        "animation": False,
    }  # fmt: skip


def _build_spans(spans: Sequence[Span], first: date, last: date) -> Option:
    data: list[list[Any]] = []
    for place, one in enumerate(spans):
        starts, until = max(one.starts, first), min(one.ends + timedelta(days=1), last)
        data += [[starts.isoformat(), place + 0.3], [until.isoformat(), place + 0.3], ["-", place]]
    return {
        "type": "line", "data": data, "symbol": "none", "silent": True,
        "lineStyle": {"color": PURPLE, "width": 5, "cap": "butt"},
    }  # fmt: skip


def describe_spans(spans: Sequence[Span]) -> str:
    """The activities with their dates in a sentence, for those who cannot see them."""
    return "; ".join(f"{one.name}: {format_day(one.starts)} to {format_day(one.ends)}" for one in spans)
