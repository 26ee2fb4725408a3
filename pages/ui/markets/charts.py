"""The chart on the card of a market, as an option of ECharts: growth at the left, interest and payment at the right."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from dia_data.wording.figures import format_share
from dia_data.wording.shares import OF_COUNTRIES
from pages.ui.charts import echarts
from pages.ui.charts.echarts import Option
from pages.ui.charts.look import GREY, PURPLE, TEXT_FONT
from pages.ui.market_growth import Year
from pages.ui.markets.facts import UNKNOWN, Facts, Share

HEIGHT = 108
FONT_SIZE = 13
TITLE, HEAD, FOOT = 18, 38, 22
"""Pixels: what the line is; the same with the first figures; the years below the line."""
LEFT_PART, RIGHT_PART = "40%", "46%"
"""Where the line ends and where the bars begin."""
TEXT_SIGNS, INSET = 22, 4
"""Characters of a line of what stands in the place of a line, and pixels before it."""
BELOW = 0.2
"""Part of the axis of growth."""
BAR = 8
FAINT = 0.14
WANT, HAVE, PAID = "Wish", "Existing business", "Payment"
LINES = 3
"""At the right; each is a line of text and a bar below it."""


@dataclass(frozen=True, kw_only=True)
class Scales:
    """The ends that the cards share, so that they can be compared: of growth both, of bars the last."""

    periods: tuple[str, ...]
    growth: tuple[float, float]
    share: float
    days: float


def find_scales(facts: Sequence[Facts]) -> Scales:
    """The scales on which all of these markets have room; each begins at 0 or below."""
    years = [year for one in facts for year in one.growth]
    values = [year.value for year in years]
    shares = [share.percent for one in facts for share in (one.want, one.have) if share]
    return Scales(
        periods=tuple(sorted({year.period for year in years})),
        growth=(min([0.0, *values]), max(values, default=1.0)),
        share=max(shares, default=1.0),
        days=max((one.payment.high for one in facts if one.payment), default=1.0),
    )


def plot_market(one: Facts, scales: Scales, *, growth_of: str) -> Option:
    """The chart of a market; `growth_of`: what grows."""
    left = {"top": HEAD, "bottom": FOOT, "left": 12} if one.growth else {"top": TITLE, "bottom": 0, "left": 0}
    return {
        "title": [
            *_build_titles([f"{growth_of} growth, %"], left=0),
            *_build_titles(_list_texts(one), left=RIGHT_PART),
            *([] if one.growth else [_build_reason(one)]),
        ],
        "tooltip": {"confine": True, "formatter": "{b}", "textStyle": {"fontSize": FONT_SIZE}},
        "grid": [
            echarts.fix_grid(width=LEFT_PART, **left),
            echarts.fix_grid(left=RIGHT_PART, right=6, top=0, bottom=0),
        ],
        "xAxis": [
            _build_years(scales, show=bool(one.growth)),
            *(_build_length(end) for end in (scales.share, scales.days)),
        ],
        "yAxis": [_build_growth_axis(scales), _build_lines()],
        "series": [
            *(_build_growth(one.growth) if one.growth else [_build_gap(scales)]),
            _build_shares(one, scales),
            *_build_days(one, scales),
        ],
        "animation": False,
    }


def _build_titles(texts: Sequence[str], *, left: int | str) -> list[Option]:
    """Texts one above the other, in the colour of the theme."""
    style = {"fontSize": FONT_SIZE, "fontWeight": "normal", "fontFamily": TEXT_FONT}
    step = HEIGHT // LINES
    return [
        {"text": text, "left": left, "top": at * step, "padding": 0, "textStyle": style}
        for at, text in enumerate(texts)
    ]


def describe_market(one: Facts, *, growth_of: str) -> str:
    """The chart in words, for those who cannot see it."""
    years = ", ".join(f"{year.period} {_name_year(year)}" for year in one.growth)
    growth = years or one.another_growth or UNKNOWN
    return f"{one.name}: {growth_of} growth: {growth}; {'; '.join(_list_texts(one))}"


def _name_year(year: Year) -> str:
    kind = " forecast" if year.is_forecast else " estimate" if year.is_estimate else ""
    return f"{year.words} %{kind}"


def _build_years(scales: Scales, *, show: bool) -> Option:
    return {
        "type": "category",
        "gridIndex": 0,
        "show": show,
        "data": list(scales.periods),
        **echarts.QUIET,
        "axisLine": {"show": False, "onZero": False},
        "axisLabel": {"fontSize": FONT_SIZE, "interval": 0, "margin": 4},
    }


def _build_length(end: float) -> Option:
    return {"type": "value", "gridIndex": 1, "min": 0, "max": end, "show": False}


def _build_growth_axis(scales: Scales) -> Option:
    low, high = _find_growth_ends(scales)
    return {"type": "value", "gridIndex": 0, "min": low, "max": high, "show": False}


def _find_growth_ends(scales: Scales) -> tuple[float, float]:
    """The ends of the axis; below a figure under zero there is room for its text."""
    low, high = scales.growth
    return (low - BELOW * (high - low) if low < 0 else low), high


def _build_lines() -> Option:
    """A place for each text and one for each bar below it."""
    return {"type": "category", "gridIndex": 1, "inverse": True, "show": False, "data": list(range(2 * LINES))}


def _build_growth(years: Sequence[Year]) -> list[Option]:
    """The line of the years, solid up to the last that is no forecast, dashed beyond it; and where zero is."""
    known = [year for year in years if not year.is_forecast]
    coming = [*known[-1:], *(year for year in years if year.is_forecast)]
    zero = {"silent": True, "symbol": "none", "label": {"show": False}, "data": [{"yAxis": 0}]}
    solid = _build_line([_mark_year(year, is_first=year is known[0]) for year in known], kind="solid")
    solid["markLine"] = {**zero, "lineStyle": {"color": GREY, "type": "solid", "opacity": 0.5, "width": 1}}
    # The dashed line begins where the solid one ends, without saying that year twice.
    hidden = [{**_mark_year(year), "label": {"show": False}, "symbol": "none"} for year in coming[: len(known[-1:])]]
    dashed = _build_line([*hidden, *map(_mark_year, coming[len(hidden) :])], kind="dashed")
    return [solid, dashed]


def _build_line(data: list[Option], *, kind: str) -> Option:
    return {
        "type": "line",
        "xAxisIndex": 0,
        "yAxisIndex": 0,
        "symbolSize": 8,
        "data": data,
        "lineStyle": {"color": PURPLE, "width": 2, "type": kind},
        "itemStyle": {"color": PURPLE},
        "label": {"show": True, "position": "top", "fontSize": FONT_SIZE, "distance": 3},
        "emphasis": {"disabled": True},
    }


def _mark_year(year: Year, *, is_first: bool = False) -> Option:
    return {
        "value": [year.period, year.value],
        "name": f"{year.period}: {_name_year(year)} ({year.place})",
        "symbol": "emptyCircle" if year.is_forecast or year.is_estimate else "circle",
        "label": {"formatter": year.words, **({"position": "left"} if is_first and year.value < 0 else {})},
    }


def _build_reason(one: Facts) -> Option:
    """That there is no line, and what is known instead, on the field in its place."""
    another = textwrap.wrap(one.another_growth.replace(" %", "\u00a0%"), TEXT_SIGNS)
    (reason,) = _build_titles(["\n".join([UNKNOWN, *another])], left=INSET)
    return {**reason, "top": TITLE, "textStyle": {**reason["textStyle"], "lineHeight": 15}}


def _build_gap(scales: Scales) -> Option:
    """A grey field in the place of a line."""
    low, high = _find_growth_ends(scales)
    field = {"silent": True, "itemStyle": EMPTY, "data": [[{"yAxis": low}, {"yAxis": high}]]}
    return {"type": "line", "xAxisIndex": 0, "yAxisIndex": 0, "data": [], "markArea": field}


EMPTY: Option = {"color": GREY, "opacity": FAINT, "borderColor": GREY, "borderWidth": 1, "borderType": "dashed"}
"""A place for something that is not in the source."""


def _build_shares(one: Facts, scales: Scales) -> Option:
    """The bars of the wish and of existing business, each below its text."""
    bars = [(WANT, one.want, PURPLE), (HAVE, one.have, GREY)]
    data = [mark for bar in bars for mark in (NOTHING, _build_bar(*bar, of=one.world, end=scales.share))]
    return {**_start_bars(1), "data": data}


NOTHING = "-"
"""In the place of a text."""


def _start_bars(axis: int) -> Option:
    return {
        "type": "bar",
        "xAxisIndex": axis,
        "yAxisIndex": 1,
        "barWidth": BAR,
        "barGap": "-100%",
        "emphasis": {"disabled": True},
    }


def _build_bar(name: str, share: Share | None, colour: str, *, of: str, end: float) -> Option:
    if share is None:
        return {"value": end, "name": f"{name}: {UNKNOWN}", "itemStyle": EMPTY}
    said = f"{name}: {format_share(share.percent)} {OF_COUNTRIES.get(of, '')} ({share.place})"
    return {"value": share.percent, "name": said, "itemStyle": {"color": colour}}


def _build_days(one: Facts, scales: Scales) -> list[Option]:
    """The usual days as a segment with a mark at both ends; of one day, the mark alone."""
    place = 2 * LINES - 1
    if one.payment is None:
        empty = {"value": scales.days, "name": f"{PAID}: {UNKNOWN}", "itemStyle": EMPTY}
        return [{**_start_bars(2), "data": [NOTHING] * place + [empty]}]
    name = f"{PAID}: {one.payment.words} ({one.payment.place})"
    segment = {
        "type": "line",
        "xAxisIndex": 2,
        "yAxisIndex": 1,
        "symbol": "circle",
        "symbolSize": BAR + 2,
        "data": [{"value": [days, place], "name": name} for days in sorted({one.payment.low, one.payment.high})],
        "lineStyle": {"color": PURPLE, "width": BAR - 3},
        "itemStyle": {"color": PURPLE},
        "emphasis": {"disabled": True},
    }
    return [segment]


def _list_texts(one: Facts) -> list[str]:
    """What stands above each bar."""
    shares = [(WANT, one.want), (HAVE, one.have)]
    named = [f"{name} {format_share(share.percent)}" if share else f"{name}: {UNKNOWN}" for name, share in shares]
    return [*named, f"{PAID} {one.payment.words}" if one.payment else f"{PAID}: {UNKNOWN}"]
