"""The heat table of the evaluation, described: who judges what how.

On a wide screen the activities stand left of their cells; on a narrow one above them, and the partners upright. The
browser chooses, since it alone knows how wide it is.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from dia_data.evaluations import Spread
from dia_data.wording.figures import MISSING
from pages.ui.charts import echarts, look
from pages.ui.charts.chart import Bar, Bars, Beside, Chart, Layout, Names, Point, Scale, Style, Texts, Tiles, Words
from pages.ui.charts.look import GREY, PURPLE

ROW_HEIGHT, TALLEST_ROW = 38, 42
HEAD, UPRIGHT_HEAD = 26, 112
"""The height of the names of the partners: side by side, and written upwards."""
NAMES_WIDTH, COLUMN_WIDTH, BAR_WIDTH = 320, 98, 110
NAME_LETTERS, NARROW_LETTERS = 46, 44
"""How many letters of an activity stand in one line."""
NARROW_COLUMN, NARROW_BAR = 41, 28
SLIM_COLUMN, SLIM_BAR = 36, 1
"""On the narrowest phones there is no room for bars beside the longest names: only the figures stand there."""
GAP = 18
ROOM_FOR_FIGURE = 42
"""Right of the longest bar."""
BESIDE_GAP, ROOM_FOR_SMALL_FIGURE = 6, 36
"""The same on a narrow screen."""

STRENGTHS: Mapping[int, float] = {1: 0.1, 2: 0.26, 3: 0.45, 4: 0.68, 5: 1}
"""How strongly the purple of a judgement covers the background: its figure can be read on all, in both themes."""
STRONGEST = max(STRENGTHS)
MUTED = 0.5
"""By how much weaker the judgements of partners are that the filter does not mean."""

CELLS, BARS = "cells", "bars"
SPREAD = "Disagreement"
FIGURE_OFF = 6
"""Pixels between a bar and its figure."""


def chart_heat(
    spreads: Sequence[Spread],
    names: Mapping[str, str],
    partners: Sequence[str],
    *,
    chosen: Collection[str] = (),
    alt: str = "",
) -> Chart:
    """A row per activity in the order of `spreads`, a cell per partner, and how far they disagree as a bar at the end.

    Where partners are `chosen`, only their cells are purple; otherwise all are.
    """
    tiles = [
        _build_tile(spread, names, partner, at=(column, line), is_lit=not chosen or partner in chosen)
        for line, spread in enumerate(spreads)
        for column, partner in enumerate(partners)
    ]
    return Chart(
        finding=alt,
        compared="partners",
        over="activities",
        unit="1 low to 5 high",
        across=Names(names=list(partners)),
        down=Names(names=[names[one.activity_id] for one in spreads]),
        marks=[Tiles(name=CELLS, tiles=tiles)],
        beside=_build_disagreement([spread.disagreement for spread in spreads]),
        layout=_lay_out_wide(spreads, len(partners)),
        narrow=_lay_out_narrow(len(spreads), len(partners)),
        narrow_up_to=_measure_width(len(partners)) - 1,
        alt=alt,
    )


def draw_heat(chart: Chart, *, columns: int, lines: int, ink: str) -> echarts.Option:
    """The heat table as it is drawn, with a third layout for the narrowest phones."""
    slim = replace(chart, narrow=_lay_out_narrow(lines, columns, column=SLIM_COLUMN, bar=SLIM_BAR))
    option, of_slim = echarts.draw(chart, ink=ink), echarts.draw(slim, ink=ink)
    narrow, wide = option["media"]
    limit = NARROW_COLUMN * columns + BESIDE_GAP + NARROW_BAR + ROOM_FOR_SMALL_FIGURE
    slimmer = {**of_slim["media"][0], "query": {"maxWidth": limit - 1}}
    return {**option, "media": [narrow, slimmer, wide]}


def measure_height(spreads: Sequence[Spread]) -> int:
    """The pixels that the heat table needs, on a narrow screen too."""
    return UPRIGHT_HEAD + ROW_HEIGHT * len(spreads)


def _measure_width(columns: int) -> int:
    return NAMES_WIDTH + COLUMN_WIDTH * columns + GAP + BAR_WIDTH + ROOM_FOR_FIGURE


def _build_tile(spread: Spread, names: Mapping[str, str], partner: str, *, at: tuple[int, int], is_lit: bool) -> Point:
    """The judgement as a figure on its shade; a dash without a shade where this partner did not judge."""
    value = spread.by_partner.get(partner)
    strength = 0 if value is None else STRENGTHS[value] * (1 if is_lit else MUTED)
    said = "not judged" if value is None else f"{value} of 1 low to 5 high"
    column, line = at
    return Point(
        x=column,
        y=line,
        words=Words(
            text=MISSING if value is None else str(value), ink="#FFFFFF" if value == STRONGEST and is_lit else ""
        ),
        style=Style(fill=PURPLE if is_lit else GREY, strength=strength),
        tip=[f"{partner}: {said}", names[spread.activity_id]],
    )


def _build_disagreement(measured: Sequence[float | None]) -> Beside:
    """Bars up to full disagreement with their figures; a dash where fewer than two judged, as a bar would say 0."""
    figures = [
        Point(x=one or 0, y=line, words=Words(text=MISSING if one is None else f"{one:.2f}"))
        for line, one in enumerate(measured)
    ]
    bars = [Bar(line=line, end=one) for line, one in enumerate(measured)]
    return Beside(
        title=SPREAD,
        scale=Scale(least=0, most=1, is_shown=False),
        marks=[
            Bars(name=BARS, bars=bars, thick=14, is_pointed_at=False),
            Texts(texts=figures, lift=(FIGURE_OFF, 0)),
        ],
    )


def _lay_out_wide(spreads: Sequence[Spread], columns: int) -> Layout:
    """The activities left of their cells, the partners side by side; rows take the room that low names leave."""
    row_height = min(TALLEST_ROW, (measure_height(spreads) - HEAD) // max(len(spreads), 1))
    return Layout(
        left=NAMES_WIDTH,
        width=COLUMN_WIDTH * columns,
        top=HEAD,
        height=row_height * len(spreads),
        name_letters=NAME_LETTERS,
        line_height=16,
        tile=(COLUMN_WIDTH - 4, row_height - 4),
        beside_left=NAMES_WIDTH + COLUMN_WIDTH * columns + GAP,
        beside_width=BAR_WIDTH,
    )


def _lay_out_narrow(lines: int, columns: int, *, column: int = NARROW_COLUMN, bar: int = NARROW_BAR) -> Layout:
    """Each activity above its cells, which are flat; the partners written upwards."""
    return Layout(
        font=look.SMALL,
        left=0,
        width=column * columns,
        top=UPRIGHT_HEAD,
        height=ROW_HEIGHT * lines,
        names="above",
        name_letters=NARROW_LETTERS,
        line_height=12,
        lift=-6,
        heads="upright",
        tile=(column - 3, 12),
        tile_down=13,
        beside_left=column * columns + BESIDE_GAP,
        beside_width=bar,
    )
