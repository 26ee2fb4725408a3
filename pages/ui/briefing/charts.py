"""The pictures of the briefing, described. Nothing here knows what draws them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from textwrap import shorten

from dia_data.wording.days import format_day, format_period
from dia_data.wording.figures import NOT_IN_SOURCE
from pages.ui import market_growth
from pages.ui.briefing.history import Quarter
from pages.ui.charts.chart import (
    CLEAR,
    Bar,
    Bars,
    Chart,
    Days,
    Dots,
    Layout,
    Names,
    Point,
    Scale,
    Span,
    Spans,
    Style,
    Texts,
    Words,
)
from pages.ui.charts.look import GREY, PURPLE, PURPLE_LIGHT
from pages.ui.indicators.kpi_status import LOOKS
from pages.ui.market_growth import Growth

FONT_SIZE, BAR_FONT_SIZE = 13, 15
BAR_HEIGHT, QUARTERS_HEIGHT, SMALL_HEIGHT = 40, 88, 126
NAME_CHARACTERS = 52
"""Of an activity, above its bar."""
NAMES_WIDTH = 72
FIGURES_WIDTH, SHARES_WIDTH = 112, 74
"""Names of countries left of their marks, figures right of them."""
DOT, SMALLER = 11, 8
DARK, LIGHT = "#17141C", "#FFFFFF"
"""What is read on the colours of statuses."""
EDGE = "rgba(23,20,28,0.45)"
"""Between segments: two statuses side by side may have the same colour."""
NOT_DUE = "#CFC9DA"
"""Three statuses are grey; what is missing is dashed everywhere, and what is not due yet is fainter."""
INK: Mapping[str, str] = {"at_risk": DARK, "not_due": DARK, "not_reported": GREY}
ABOVE_BAR, BELOW_NAME = 0.15, 0.33
"""In lines: how far the name of an activity stands above the middle of its line, and its bar below it."""


def chart_statuses(counts: Mapping[str, int], *, alt: str = "") -> Chart:
    """All KPIs as one bar, a segment for each status that occurs, worst first."""
    shown = [status for status in LOOKS if counts.get(status)]
    ends = _add_up([counts[status] for status in shown])
    return Chart(
        finding=alt,
        compared="statuses",
        over="KPIs",
        unit="KPIs",
        across=Scale(least=0, most=sum(counts.values()), is_shown=False, suffix=" KPIs"),
        down=Names(names=[""], is_shown=False),
        marks=[
            Bars(
                name=LOOKS[status].word,
                bars=[
                    Bar(
                        line=0,
                        start=end - counts[status],
                        end=end,
                        words=Words(text=str(counts[status]), side="inside", ink=INK.get(status, LIGHT)),
                    )
                ],
                style=_choose_style(status),
                thick=1,
                is_bold=True,
                is_clicked=True,
            )
            for status, end in zip(shown, ends, strict=True)
        ],
        layout=Layout(font=BAR_FONT_SIZE, left=1, right=1, top=1, bottom=1),
        alt=alt,
    )


def _add_up(counts: Sequence[int]) -> list[int]:
    return [sum(counts[: place + 1]) for place in range(len(counts))]


def _choose_style(status: str) -> Style:
    """The colour of a status; what is not reported is hollow."""
    if status == "not_reported":
        return Style(fill=CLEAR, edge=GREY, edge_width=1.5, edge_dash="dashed")
    return Style(fill=NOT_DUE if status == "not_due" else LOOKS[status].colour, edge=EDGE, edge_width=1)


def chart_quarters(quarters: Sequence[Quarter], *, alt: str = "") -> Chart:
    """The same for each quarter, as columns; what needs action stands at the bottom."""
    shown = [status for status in LOOKS if any(one.counts.get(status) for one in quarters)]
    return Chart(
        finding=alt,
        compared="statuses",
        over="quarters",
        unit="KPIs",
        across=Names(names=[_break_label(one.label) for one in quarters]),
        down=Scale(least=0, most=max(sum(one.counts.values()) for one in quarters), is_shown=False, suffix=" KPIs"),
        marks=[_stack_quarters(quarters, shown, place) for place in range(len(shown))],
        layout=Layout(font=FONT_SIZE, left=1, right=1, top=2, bottom=36),
        follows_theme=True,
        alt=alt,
    )


def _stack_quarters(quarters: Sequence[Quarter], shown: Sequence[str], place: int) -> Bars:
    """The segments of one status, each on top of the statuses before it."""
    status = shown[place]
    below = [sum(one.counts.get(other, 0) for other in shown[:place]) for one in quarters]
    bars = [
        Bar(line=line, start=start, end=start + one.counts[status])
        for line, (one, start) in enumerate(zip(quarters, below, strict=True))
        if one.counts.get(status)
    ]
    return Bars(name=LOOKS[status].word, bars=bars, style=_choose_style(status), thick=0.78)


def _break_label(label: str) -> str:
    """A quarter on two lines, the year below."""
    return "\n".join(format_period(label).split()[::-1])


def chart_growth(growth: Growth, *, compared: str, alt: str = "") -> Chart:
    """A line for each market with a dot for each year, on one scale, and at the right the figure of the compared year.

    A forecast or an estimate is hollow.
    """
    periods = sorted({year.period for years in growth.values() for year in years})
    known = market_growth.select_period(growth, compared)
    return Chart(
        finding=alt,
        compared="years",
        over="markets",
        unit="%",
        across=Scale(suffix=" %", is_shown=False, has_lines=True, parts=3),
        down=Names(names=list(growth)),
        marks=[_build_year(period, growth, is_compared=period == compared) for period in periods],
        figures=[f"{known[market].value:g} %" if market in known else NOT_IN_SOURCE for market in growth],
        layout=Layout(font=FONT_SIZE, left=NAMES_WIDTH, right=FIGURES_WIDTH, top=0, bottom=2),
        follows_theme=True,
        alt=alt,
    )


def _build_year(period: str, growth: Growth, *, is_compared: bool) -> Dots:
    colour = PURPLE if is_compared else GREY
    full = Style(fill=colour, strength=1 if is_compared else 0.6)
    hollow = Style(fill=CLEAR, edge=colour, edge_width=2.5)
    known, places = market_growth.select_period(growth, period), {market: place for place, market in enumerate(growth)}
    return Dots(
        name=period,
        points=[
            Point(x=year.value, y=places[market], style=hollow if year.is_expected else full)
            for market, year in known.items()
        ],
        style=full,
        size=DOT if is_compared else SMALLER,
    )


@dataclass(frozen=True, kw_only=True)
class Interest:
    """What SMEs have and want in one place, in per cent of the countries named."""

    place: str
    have: float
    want: float


def chart_have_and_want(places: Sequence[Interest], *, alt: str = "") -> Chart:
    """A line for each place from existing business to what is wanted."""
    gaps = [Span(line=at, start=one.have, end=one.want) for at, one in enumerate(places)]
    return Chart(
        finding=alt,
        compared="existing business and interest",
        over="countries",
        unit="% of the countries named",
        across=Scale(suffix=" %", is_shown=False, has_lines=True, parts=3),
        down=Names(names=[one.place for one in places]),
        marks=[
            Spans(name="gap", spans=gaps, style=Style(fill=PURPLE_LIGHT)),
            _build_ends("business", [(one.have, one.have > one.want) for one in places], GREY),
            _build_ends("interest", [(one.want, one.want >= one.have) for one in places], PURPLE),
        ],
        layout=Layout(font=FONT_SIZE, left=NAMES_WIDTH, right=SHARES_WIDTH, top=0, bottom=2),
        follows_theme=True,
        alt=alt,
    )


def _build_ends(name: str, values: Sequence[tuple[float, bool]], colour: str) -> Dots:
    """One end of each line, with its figure on the outer side; the first says what it is."""
    return Dots(
        name=name,
        points=[
            Point(x=value, y=at, words=_write_end(value, "" if at else name, is_larger=is_larger))
            for at, (value, is_larger) in enumerate(values)
        ],
        style=Style(fill=colour),
        size=DOT,
    )


def _write_end(value: float, name: str, *, is_larger: bool) -> Words:
    text = f"{value:g} {name}" if is_larger else f"{name} {value:g}"
    return Words(text=text.strip(), side="right" if is_larger else "left")


@dataclass(frozen=True, kw_only=True)
class Activity:
    """An activity from its first day to its last."""

    name: str
    starts: date
    ends: date


def chart_months(activities: Sequence[Activity], *, first: date, last: date) -> Chart:
    """A bar for each activity within the days from `first` to `last`, below its name."""
    names = [shorten(one.name, NAME_CHARACTERS, placeholder=" …") for one in activities]
    spans = [
        Span(
            line=place + BELOW_NAME,
            start=max(one.starts, first),
            end=min(one.ends + timedelta(days=1), last),
        )
        for place, one in enumerate(activities)
    ]
    alt = describe_activities(activities)
    return Chart(
        finding=alt,
        compared="activities",
        over="months",
        across=Days(first=first, last=last, has_lines=True),
        down=Names(names=names, is_shown=False),
        marks=[
            Spans(name="planned", spans=spans, style=Style(fill=PURPLE), thick=5),
            Texts(
                texts=[Point(x=first, y=at - ABOVE_BAR, words=Words(text=name)) for at, name in enumerate(names)],
            ),
        ],
        layout=Layout(font=FONT_SIZE, left=4, right=4, top=0, bottom=26),
        follows_theme=True,
        alt=alt,
    )


def describe_activities(activities: Sequence[Activity]) -> str:
    """The activities with their dates in a sentence, for those who cannot see them."""
    return "; ".join(f"{one.name}: {format_day(one.starts)} to {format_day(one.ends)}" for one in activities)
