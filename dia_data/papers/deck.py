"""Which slides a paper becomes: one for each card, never more than can be shown, and what is left to other files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dia_data.papers.outline import Section, name_below, split_sections
from dia_data.papers.paper import Chart, Grid, Paper, Points, Text
from dia_data.wording.figures import format_count

MOST_SLIDES = 8
"""With the first, which says what the paper is, and the last, which says what it rests on."""

MOST_CATEGORIES = 26
"""So many bars of a chart can be read on a slide."""

SMALL_TABLE = 8
"""A table with at most so many rows stands beside the chart of its card, where there are slides left."""

SMALL_CHARTS = (18, 30)
"""Two charts share a slide where there are too many: first those with the fewest categories together, then others."""

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
    for categories in SMALL_CHARTS:
        while len(slides) > most and (place := _find_pair(slides, categories)) is not None:
            slides[place : place + 2] = [_join(slides[place], slides[place + 1])]
    return Deck(slides=slides[:most], left_out=[slide.title for slide in slides[most:]])


def _plan_section(section: Section) -> Iterator[Slide]:
    charts = [block for block in section.blocks if isinstance(block, Chart)]
    grids = [block for block in section.blocks if isinstance(block, Grid)]
    texts = [text for block in section.blocks for text in _list_texts(block)]
    for page in _split_texts(texts):
        yield Slide(title=section.title, texts=page)
    long = [grid for grid in grids if len(grid.rows) > SMALL_TABLE]
    for place, chart in enumerate(charts):
        title = _name(section, chart) if len(charts) > 1 else section.title or chart.title
        yield _plan_chart(section, chart, title=title, tables=long if place == len(charts) - 1 else ())
    for grid in grids:
        if not charts or grid not in long:
            yield Slide(title=_name(section, grid), grid=grid, notes=[grid.note], is_spare=bool(charts))


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


def _plan_chart(section: Section, chart: Chart, *, title: str, tables: Sequence[Grid]) -> Slide:
    shown = chart if chart.kind == "line" else _cut_chart(chart)
    notes = [chart.note]
    if len(shown.categories) < len(chart.categories):
        notes.append(f"The first {len(shown.categories)} of {len(chart.categories)} are drawn: {WORKBOOK}.")
    notes += [describe_table(grid) for grid in tables]
    return Slide(title=title, charts=[replace(shown, title=name_below(section.title, chart))], notes=notes)


def _cut_chart(chart: Chart) -> Chart:
    series = [replace(one, values=one.values[:MOST_CATEGORIES]) for one in chart.series]
    spans = [span for span in chart.spans if span.line < MOST_CATEGORIES]
    return replace(chart, categories=chart.categories[:MOST_CATEGORIES], series=series, spans=spans)


def describe_table(grid: Grid) -> str:
    """How long the table is and where to find it: `The table has 130 rows: see the workbook.`."""
    return f"The table has {format_count(len(grid.rows), 'row')}: {WORKBOOK}."


def _name(section: Section, block: Grid | Chart) -> str:
    """What a slide is called: the heading, and what it shows of what stands below it."""
    below = name_below(section.title, block)
    if not section.title or below.startswith(section.title):
        return below or section.title
    return f"{section.title}: {below}" if below else section.title


def _find_pair(slides: Sequence[Slide], most: int) -> int | None:
    """Where two slides beside each other could be one: the two that hold least."""
    sizes = {
        place: _count_categories(first) + _count_categories(second)
        for place, (first, second) in enumerate(pairwise(slides))
        if len(first.charts) == len(second.charts) == 1
    }
    place = min(sizes, key=lambda one: sizes[one], default=None)
    return place if place is not None and sizes[place] <= most else None


def _count_categories(slide: Slide) -> int:
    return sum(len(chart.categories) for chart in slide.charts)


def _join(first: Slide, second: Slide) -> Slide:
    """Two slides as one, whose charts say what each of them is about."""
    return Slide(
        title=f"{first.title} · {second.title}",
        charts=[*first.charts, *second.charts],
        notes=list(dict.fromkeys((*first.notes, *second.notes))),
    )
