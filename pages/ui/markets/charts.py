"""The charts on the card of a market, described: growth at the left, interest and payment at the right."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dia_data.wording.figures import format_share
from dia_data.wording.shares import OF_COUNTRIES
from pages.ui.charts.chart import (
    CLEAR,
    Bar,
    Bars,
    Chart,
    Dash,
    Dots,
    Layout,
    Line,
    Mark,
    Names,
    Point,
    Rule,
    Scale,
    Span,
    Spans,
    Style,
    Texts,
    Words,
)
from pages.ui.charts.look import GREY, PURPLE
from pages.ui.market_growth import Year
from pages.ui.markets.facts import UNKNOWN, Facts, Share

HEIGHT = 108
FONT_SIZE = 13
TITLE, HEAD, FOOT = 18, 38, 22
"""Pixels: what the line is; the same with the first figures; the years below the line."""
LEFT_PART, RIGHT_PART = "38%", "44%"
"""How wide the line is and where the bars begin."""
STACKED_WIDTH, LOWER = "92%", HEIGHT + 6
STACKED_HEIGHT = LOWER + HEIGHT
"""On a phone the line is as wide as the card, and the bars begin so far down, as wide as it too."""
TEXT_SIGNS, INSET = 20, 0.03
"""Characters of a line of what stands in the place of a line, and its part before it."""
BELOW = 0.2
"""Part of the axis of growth."""
BAR, SEGMENT, END = 8, 5, 10
"""Pixels: a bar, the segment of usual days, and the marks at its ends."""
ABOVE = 6
"""Pixels between a text and the middle of the bar below it."""
FAINT = 0.14
WANT, HAVE, PAID = "Interest", "Existing business", "Payment"
LINES = 3
"""At the right; each is a line of text and a bar below it."""
EMPTY = Style(fill=GREY, strength=FAINT, edge=GREY, edge_width=1, edge_dash="dashed")
"""A place for something that is not in the source."""


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


def chart_market(one: Facts, scales: Scales, *, growth_of: str) -> list[Chart]:
    """The charts of a market: its growth, shares and days; `growth_of`: what grows."""
    grows = f"{growth_of} growth, %"
    growth = _chart_growth(one, scales, grows) if one.growth else _chart_unknown_growth(one, grows)
    return [growth, _chart_shares(one, scales), _chart_days(one, scales)]


def stack(charts: Sequence[Chart]) -> list[Chart]:
    """The charts of a market one above the other, where side by side their texts would lie over each other."""
    growth, *others = charts
    upper = growth.layout
    return [
        replace(
            growth, layout=replace(upper, width=STACKED_WIDTH, bottom=(upper.bottom or 0) + STACKED_HEIGHT - HEIGHT)
        ),
        *(replace(one, layout=replace(one.layout, left=0, top=(one.layout.top or 0) + LOWER)) for one in others),
    ]


def describe_market(one: Facts, *, growth_of: str) -> str:
    """The chart in words, for those who cannot see it."""
    years = ", ".join(f"{year.period} {_name_year(year)}" for year in one.growth)
    growth = years or one.another_growth or UNKNOWN
    return f"{one.name}: {growth_of} growth: {growth}; {'; '.join(_list_texts(one))}"


def _name_year(year: Year) -> str:
    kind = " forecast" if year.is_forecast else " estimate" if year.is_estimate else ""
    return f"{year.words} %{kind}"


def _chart_growth(one: Facts, scales: Scales, grows: str) -> Chart:
    """The line of the years, solid up to the last that is no forecast, dashed beyond it; and where zero is."""
    known = [year for year in one.growth if not year.is_forecast]
    coming = [*known[-1:], *(year for year in one.growth if year.is_forecast)]
    low, high = _find_growth_ends(scales)
    solid = [_mark_year(year, scales, is_first=year is known[0]) for year in known]
    # The dashed line begins where the solid one ends, without saying that year twice.
    hidden = [replace(_mark_year(year, scales), words=None, style=Style(strength=0), tip=()) for year in known[-1:]]
    dashed = [*hidden, *(_mark_year(year, scales) for year in coming[len(hidden) :])]
    return Chart(
        finding=f"Growth of {one.name}",
        compared="growth",
        over="years",
        unit="%",
        subtitle=grows,
        across=Names(names=scales.periods),
        down=Scale(least=low, most=high, is_shown=False, suffix=" %"),
        marks=[_build_line(solid, "solid"), Rule(at=0, is_upright=False, dash="solid"), _build_line(dashed, "dashed")],
        layout=Layout(font=FONT_SIZE, left=12, width=LEFT_PART, top=HEAD, bottom=FOOT),
    )


def _find_growth_ends(scales: Scales) -> tuple[float, float]:
    """The ends of the axis; below a figure under zero there is room for its text."""
    low, high = scales.growth
    return (low - BELOW * (high - low) if low < 0 else low), high


def _build_line(points: Sequence[Point], dash: Dash) -> Line:
    return Line(name="growth", points=points, style=Style(fill=PURPLE), dash=dash, dot=8, is_in_key=False)


def _mark_year(year: Year, scales: Scales, *, is_first: bool = False) -> Point:
    hollow = Style(fill=CLEAR, edge=PURPLE, edge_width=2)
    return Point(
        x=scales.periods.index(year.period),
        y=year.value,
        words=Words(text=year.words, side="left" if is_first and year.value < 0 else "top"),
        style=hollow if year.is_forecast or year.is_estimate else None,
        tip=[f"{year.period}: {_name_year(year)} ({year.place})"],
    )


def _chart_unknown_growth(one: Facts, grows: str) -> Chart:
    """A grey field in the place of a line, which says what is known instead."""
    another = textwrap.wrap(one.another_growth.replace(" %", "\u00a0%"), TEXT_SIGNS)
    reason = Words(text="\n".join([UNKNOWN, *another]))
    return Chart(
        finding=f"Growth of {one.name}: {UNKNOWN}",
        compared="growth",
        over="years",
        subtitle=grows,
        across=Scale(least=0, most=1, is_shown=False),
        down=Names(names=[""], is_shown=False),
        marks=[
            Bars(name=UNKNOWN, bars=[Bar(line=0, end=1)], style=EMPTY, thick=1, is_pointed_at=False),
            Texts(texts=[Point(x=INSET, y=0, words=reason)]),
        ],
        layout=Layout(font=FONT_SIZE, left=0, width=LEFT_PART, top=TITLE, bottom=0),
    )


def _chart_shares(one: Facts, scales: Scales) -> Chart:
    """The bars of interest and of existing business, each below its text."""
    bars = [(WANT, one.want, PURPLE), (HAVE, one.have, GREY)]
    return Chart(
        finding=f"Interest and existing business: {one.name}",
        compared="interest and existing business",
        over="countries",
        unit=OF_COUNTRIES.get(one.world, ""),
        across=Scale(least=0, most=scales.share, is_shown=False, suffix=" %"),
        down=Names(names=_list_texts(one)[:2]),
        marks=[
            Bars(
                name="share",
                bars=[_build_bar(line, *bar, of=one.world, end=scales.share) for line, bar in enumerate(bars)],
                thick=BAR,
            )
        ],
        layout=_lay_out_right(top=0, lines=2),
    )


def _lay_out_right(*, top: int, lines: int) -> Layout:
    """So many lines at the right, each with its text above."""
    each = HEIGHT // LINES
    return Layout(
        font=FONT_SIZE, left=RIGHT_PART, right=6, top=top * each, height=lines * each, names="above", lift=ABOVE
    )


def _build_bar(line: int, name: str, share: Share | None, colour: str, *, of: str, end: float) -> Bar:
    if share is None:
        return Bar(line=line, end=end, style=EMPTY, tip=[f"{name}: {UNKNOWN}"])
    said = f"{name}: {format_share(share.percent)} {OF_COUNTRIES.get(of, '')} ({share.place})"
    return Bar(line=line, end=share.percent, style=Style(fill=colour), tip=[said])


def _chart_days(one: Facts, scales: Scales) -> Chart:
    """The usual days as a segment with a mark at both ends; of one day, the mark alone."""
    marks: list[Mark] = []
    if one.payment is None:
        empty = Bar(line=0, end=scales.days, style=EMPTY, tip=[f"{PAID}: {UNKNOWN}"])
        marks.append(Bars(name=PAID, bars=[empty], thick=BAR))
    else:
        told = f"{PAID}: {one.payment.words} ({one.payment.place})"
        ends = sorted({one.payment.low, one.payment.high})
        marks += [
            Spans(
                name=PAID, spans=[Span(line=0, start=ends[0], end=ends[-1])], style=Style(fill=PURPLE), thick=SEGMENT
            ),
            Dots(name=PAID, points=[Point(x=days, y=0, tip=[told]) for days in ends], size=END),
        ]
    return Chart(
        finding=f"Payment in {one.name}",
        compared="days until payment",
        over="countries",
        unit="days",
        across=Scale(least=0, most=scales.days, is_shown=False, suffix=" days"),
        down=Names(names=_list_texts(one)[2:]),
        marks=marks,
        layout=_lay_out_right(top=2, lines=1),
    )


def _list_texts(one: Facts) -> list[str]:
    """What stands above each bar."""
    shares = [(WANT, one.want), (HAVE, one.have)]
    named = [f"{name} {format_share(share.percent)}" if share else f"{name}: {UNKNOWN}" for name, share in shares]
    return [*named, f"{PAID} {one.payment.words}" if one.payment else f"{PAID}: {UNKNOWN}"]
