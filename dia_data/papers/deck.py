"""Which slides a paper becomes: one for each card, never more than can be shown, and what is left to other files."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dia_data.papers.outline import Section, name_below, split_sections
from dia_data.papers.paper import Chart, Grid, Paper, Points, Series, Text
from dia_data.wording.figures import format_count

MOST_SLIDES = 8
"""With the first, which says what the paper is, and the last, which says what it rests on."""

MOST_CATEGORIES = 20
"""So many bars of a chart can be read on a slide."""

SMALL_TABLE = 8
"""A table with at most so many rows stands beside the chart of its card, where there are slides left."""

SMALL_CHART = 9
"""Two charts with at most so many categories share a slide, where there are too many."""

MOST_CHARACTERS = 1400
"""Of text that stands on one slide."""

WORKBOOK = "see the workbook"


@dataclass(frozen=True, kw_only=True)
class Slide:
    """A slide: charts beside each other, or a table, or texts; `notes` stand below them."""

    title: str
    charts: Sequence[Chart] = ()
    grid: Grid | None = None
    texts: Sequence[str] = ()
    notes: Sequence[str] = ()
    is_spare: bool = False
    """Whether it goes first where there are too many: the card has a chart, and the workbook the table."""


@dataclass(frozen=True, kw_only=True)
class Deck:
    """The slides between the first and the last one, and what the last one says is left out of them."""

    slides: Sequence[Slide]
    left_out: Sequence[str]


def plan_slides(paper: Paper) -> Deck:
    """The slides of a paper; where they would be too many, small charts share one, and the last cards are named."""
    most = MOST_SLIDES - 2
    slides = [slide for section in split_sections(paper.blocks) for slide in _plan_section(section)]
    while len(slides) > most and any(slide.is_spare for slide in slides):
        last = max(place for place, slide in enumerate(slides) if slide.is_spare)
        slides.pop(last)
    while len(slides) > most and (place := _find_pair(slides)) is not None:
        slides[place : place + 2] = [_join(slides[place], slides[place + 1])]
    return Deck(slides=slides[:most], left_out=[slide.title for slide in slides[most:]])


def _plan_section(section: Section) -> Iterator[Slide]:
    texts = [text for block in section.blocks for text in _list_texts(block)]
    for page in _split_texts(texts):
        yield Slide(title=section.title, texts=page)
    charts = [block for block in section.blocks if isinstance(block, Chart)]
    grids = [block for block in section.blocks if isinstance(block, Grid)]
    long = [grid for grid in grids if len(grid.rows) > SMALL_TABLE]
    for place, chart in enumerate(charts):
        yield _plan_chart(section, chart, tables=long if place == len(charts) - 1 else ())
    for grid in grids:
        if not charts or grid not in long:
            title = _title(section.title, name_below(section.title, grid))
            yield Slide(title=title, grid=grid, notes=[grid.note], is_spare=bool(charts))


def _list_texts(block: object) -> list[str]:
    if isinstance(block, Text):
        return [block.text]
    return [f"• {item}" for item in block.items] if isinstance(block, Points) else []


def _split_texts(texts: Sequence[str]) -> Iterator[list[str]]:
    """The texts by slides; none is cut in two."""
    page: list[str] = []
    for text in texts:
        if page and sum(map(len, page)) + len(text) > MOST_CHARACTERS:
            yield page
            page = []
        page.append(text)
    if page:
        yield page


def _plan_chart(section: Section, chart: Chart, *, tables: Sequence[Grid]) -> Slide:
    shown = chart if chart.kind == "line" else _cut_chart(chart)
    notes = [chart.note]
    if len(shown.categories) < len(chart.categories):
        notes.append(f"The first {len(shown.categories)} of {len(chart.categories)} are drawn: {WORKBOOK}.")
    notes += [describe_table(grid) for grid in tables]
    return Slide(title=_title(section.title, name_below(section.title, chart)), charts=[shown], notes=notes)


def _cut_chart(chart: Chart) -> Chart:
    series = [Series(name=one.name, values=one.values[:MOST_CATEGORIES]) for one in chart.series]
    return replace(chart, categories=chart.categories[:MOST_CATEGORIES], series=series)


def describe_table(grid: Grid) -> str:
    """How long the table is and where to find it: `The table has 130 rows: see the workbook.`."""
    return f"The table has {format_count(len(grid.rows), 'row')}: {WORKBOOK}."


def _title(heading: str, name: str) -> str:
    return ": ".join(part for part in (heading, name) if part)


def _find_pair(slides: Sequence[Slide]) -> int | None:
    """Where two slides beside each other could be one: the two that hold least."""
    sizes = {
        place: _measure(first) + _measure(second)
        for place, (first, second) in enumerate(pairwise(slides))
        if _is_small(first) and _is_small(second)
    }
    return min(sizes, key=lambda place: sizes[place]) if sizes else None


def _is_small(slide: Slide) -> bool:
    return len(slide.charts) == 1 and len(slide.charts[0].categories) <= SMALL_CHART


def _measure(slide: Slide) -> int:
    return math.prod((len(slide.charts[0].categories), len(slide.charts[0].series)))


def _join(first: Slide, second: Slide) -> Slide:
    """Two slides as one, whose title is that of both and whose charts keep theirs."""
    return Slide(
        title=f"{first.title} · {second.title}",
        charts=[*first.charts, *second.charts],
        notes=list(dict.fromkeys((*first.notes, *second.notes))),
    )
