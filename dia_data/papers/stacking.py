"""Time lines as stacked bars, which office files can draw: what is seen of spans that lie over each other, end to end.

Between what is seen stand parts that are not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from dia_data.papers.paper import Chart, Span

DAY_NULL = date(1899, 12, 30)
"""Day 0 of office files."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """So many days that show one series, or nothing (None)."""

    series: int | None
    days: int


@dataclass(frozen=True, kw_only=True)
class Layer:
    """A series of a stacked bar: the days of each category, and which series of the chart it shows (None: nothing)."""

    series: int | None
    days: Sequence[int | None]


def count_days(day: date) -> int:
    """The number of a day in office files."""
    return (day - DAY_NULL).days


def stack(chart: Chart) -> list[Layer]:
    """The layers of a chart of spans, from the first day of office files on.

    The first layer of each series stands in the middle, with as many others before as behind, some of them empty: a
    program that counts the lines of a legend from behind finds the same lines to leave out as one that does not.
    """
    rows = [_split(chart, line) for line in range(len(chart.categories))]
    cycle: list[int | None] = [None, *range(len(chart.series))]
    found: dict[int, dict[int, int]] = {place: {} for place in range(len(cycle))}
    for line, pieces in enumerate(rows):
        place = -1
        for piece in pieces:
            place += 1 + (cycle.index(piece.series) - place - 1) % len(cycle)
            found.setdefault(place, {})[line] = piece.days
    layers = [
        Layer(series=cycle[place % len(cycle)], days=[found[place].get(line) for line in range(len(rows))])
        for place in sorted(found)
    ]
    empty = Layer(series=None, days=[None] * len(rows))
    behind = len(layers) - len(cycle)
    return [*[empty] * (behind - 1), *layers, *[empty] * (1 - behind)]


def find_first(layers: Sequence[Layer]) -> set[int]:
    """The places of the first layer of each series."""
    named = [layer.series for layer in layers]
    return {named.index(series) for series in set(named) if series is not None}


def _split(chart: Chart, line: int) -> list[Piece]:
    """What is seen on the line of a category, in the order of days, and what is not before and between it."""
    spans = sorted((span for span in chart.spans if span.line == line), key=lambda span: span.series)
    if not spans:
        return []
    last = len(chart.series) - 1
    below, seen = _paint([span for span in spans if span.series < last]), _paint(spans)
    covered = {span for span, *_ in below if span} - {span for span, *_ in seen}
    # What the last series hides altogether is drawn over it.
    painted = _paint([*spans, *(span for span in spans if span in covered)]) if covered else seen
    before = Piece(series=None, days=count_days(min(span.first for span in spans)))
    return [before, *_join(painted)]


def _paint(spans: Sequence[Span]) -> list[tuple[Span | None, date, date]]:
    """Between each two days on which a span begins or has ended, the last of the spans that lie there."""
    days = sorted({day for span in spans for day in (span.first, _find_end(span))})
    return [
        (
            next((span for span in reversed(spans) if span.first <= starts and ends <= _find_end(span)), None),
            starts,
            ends,
        )
        for starts, ends in pairwise(days)
    ]


def _find_end(span: Span) -> date:
    """The end of the last day."""
    return span.last + timedelta(days=1)


def _join(painted: Sequence[tuple[Span | None, date, date]]) -> list[Piece]:
    """Parts of the same series that follow each other as one."""
    named = [(span.series if span else None, starts, ends) for span, starts, ends in painted]
    pieces = []
    for series, parts in groupby(named, key=lambda one: one[0]):
        days = [(starts, ends) for _, starts, ends in parts]
        pieces.append(Piece(series=series, days=(days[-1][1] - days[0][0]).days))
    return pieces
