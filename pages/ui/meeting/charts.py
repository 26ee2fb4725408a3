"""Charts of a meeting: read from the back row after a video call has squeezed them."""

from collections.abc import Sequence
from datetime import date, timedelta

from dia_data.agenda import AgendaItem
from dia_data.roadmap import ActivityStatus, Revision
from dia_data.wording.statuses import AGENDA_KINDS
from pages.ui.charts import look
from pages.ui.charts.chart import (
    Bar,
    Bars,
    Chart,
    Days,
    Dots,
    Layout,
    Mark,
    Names,
    Rule,
    Scale,
    Span,
    Spans,
    Style,
    Words,
)

FONT_SIZE = 19
"""Of all type of a chart that is presented."""
HEIGHT = 330
AGENDA_HEIGHT = 72
KEY_HEIGHT = 32
"""Above the bar of an agenda, for what its colours mean."""
WIDTH, NARROW_WIDTH = 620, 290
"""The least that the bar of an agenda is wide where there is room, and on a phone."""
LETTER = 0.53
"""How wide a letter is, as a part of its size."""
KINDS = {"standing": "#6B6577", "attention": look.PURPLE, "own": "#4A2470"}
"""Dark enough for white text on them."""
DATES = {"planned": look.GREY, "revised": look.PURPLE_LIGHT, "actual": look.PURPLE}
LONGEST_NAME, ROOM_RIGHT = 480, 110
"""Of names beside bars and figures behind them, in pixels."""
THICK, ALL_BARS = 34, 250
"""Of one bar, and of all bars together, in pixels."""
SPAN = 16
BELOW_ZERO = 0.25
"""Left free below the least figure for its label, as a part of the scale."""
MONTH = timedelta(days=31)


def chart_bars(
    names: Sequence[str],
    values: Sequence[float],
    *,
    compared: str,
    alt: str,
    colours: Sequence[str] = (),
    unit: str = "",
) -> Chart:
    """Lying bars with their figures and the unit of these, in the order given from the top."""
    shown = colours or [look.PURPLE] * len(names)
    low, high = min([0.0, *values]), max([0.0, *values])
    bars = [
        Bar(line=line, end=value, words=_write_figure(value, unit), style=Style(fill=colour))
        for line, (value, colour) in enumerate(zip(values, shown, strict=True))
    ]
    return Chart(
        finding=alt,
        compared=compared,
        over="figures",
        unit=unit or compared,
        across=Scale(least=low - BELOW_ZERO * (high - low) if low < 0 else 0, is_shown=False),
        down=Names(names=list(names)),
        marks=[Bars(name=compared, bars=bars, thick=min(THICK, ALL_BARS / max(len(names), 1)), is_pointed_at=False)],
        layout=Layout(right=ROOM_RIGHT, name_width=LONGEST_NAME),
        alt=alt,
    )


def _write_figure(value: float, unit: str) -> Words:
    figure = int(value) if float(value).is_integer() else value
    return Words(text=f"{figure:,} {unit}".strip(), side="left" if value < 0 else "right")


def chart_agenda(
    items: Sequence[AgendaItem], *, alt: str = "", font: int = look.FONT_SIZE, is_narrow: bool = False
) -> Chart:
    """One bar of the minutes of the items that are not dropped, each with its place and, where they fit, its minutes.

    Above it stands what the colours mean. `font` is the size in which it is shown.
    """
    kept = [(place, item) for place, item in enumerate(items, start=1) if not item.is_dropped]
    starts = [sum(item.minutes for _, item in kept[:before]) for before in range(len(kept))]
    whole = sum(item.minutes for _, item in kept)
    letters = (NARROW_WIDTH if is_narrow else WIDTH) / max(whole, 1) / (LETTER * font)
    bars = [_build_item(place, item, start, letters) for (place, item), start in zip(kept, starts, strict=True)]
    return Chart(
        finding=alt,
        compared="items",
        over="agenda",
        unit="minutes",
        across=Scale(least=0, most=whole, is_shown=False, suffix=" minutes"),
        down=Names(names=[""], is_shown=False),
        marks=[*bars, *_list_kinds([item for _, item in kept])],
        layout=Layout(left=0, right=0, top=KEY_HEIGHT, bottom=0),
        alt=alt,
    )


def _build_item(place: int, item: AgendaItem, start: float, letters: float) -> Bars:
    """`letters` is how many of them a minute has room for."""
    fitting = [name for name in (f"{place}: {item.minutes} min", f"{place}") if len(name) < letters * item.minutes]
    words = Words(text=fitting[0], side="inside", ink="#FFFFFF") if fitting else None
    return Bars(
        name=f"{place}. {item.title}",
        bars=[Bar(line=0, start=start, end=start + item.minutes, words=words)],
        style=Style(fill=KINDS[item.kind], edge="#FFFFFF", edge_width=1),
        thick=1,
    )


def _list_kinds(items: Sequence[AgendaItem]) -> list[Mark]:
    """A line of the key for each kind of item that there is."""
    return [
        Dots(name=AGENDA_KINDS[kind], points=[], style=Style(fill=colour), shape="square", is_in_key=True)
        for kind, colour in KINDS.items()
        if any(item.kind == kind for item in items)
    ]


def chart_activity(one: ActivityStatus, *, today: date, alt: str = "") -> Chart:
    """The planned, revised and actual dates of an activity as spans, with a line for today where it is near.

    What has no end yet reaches to today.
    """
    found: dict[str, Revision] = {name: row for name in DATES if (row := getattr(one, name))}
    ends = {name: (row.starts or row.ends or today, row.ends or today) for name, row in found.items()}
    spans = [
        Span(line=line, start=starts, end=last + timedelta(days=1), style=Style(fill=DATES[name]))
        for line, (name, (starts, last)) in enumerate(ends.items())
    ]
    days = [day for pair in ends.values() for day in pair] or [today]
    first, last = (min(days) - MONTH).replace(day=1), max(days) + MONTH
    now = [Rule(at=today, text="today")] if first <= today <= last else []
    return Chart(
        finding=alt,
        compared="dates",
        over="days",
        across=Days(first=first, last=last, has_lines=True),
        down=Names(names=list(found)),
        marks=[Spans(name="dates", spans=spans, thick=SPAN), *now],
        layout=Layout(right=40, top=40),
        alt=alt,
    )
