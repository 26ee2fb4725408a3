"""A paper as one HTML file that asks nobody for anything: charts, tables, light and dark, printable to A4."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from dia_data.papers import brand, svg
from dia_data.papers.fitting import FURTHER, Part, fit_table
from dia_data.papers.layout import BREAK, break_words, describe_chart, format_figure, shorten, strip_control_chars
from dia_data.papers.outline import add_headings
from dia_data.papers.paper import Block, Chart, Grid, Heading, Paper, Points, Text
from dia_data.wording.cells import format_cell

HERE = Path(__file__).parent
MOST_COLUMNS, MOST_ROWS, MOST_SIGNS = 10, 2000, 20_000

DARK = ("#B98AE0", "#D5D0DF", "#8A5BB5", "#A39DB0", "#D4B8EC", "#5D566B")
"""The colours of series on dark ground, in the order of `brand.SERIES`."""

THEMED = {
    brand.TEXT: "text",
    brand.GREY_LIGHT: "line",
    **{colour: f"series-{place}" for place, colour in enumerate(brand.SERIES)},
}
"""What each colour of a drawing is called in the style of the page."""

LONGEST_ALT = 4000

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""Whatever stands in the file, a browser that reads it asks no other host."""

LOGO = (
    '<svg width="18" height="20" viewBox="4 1 34 38" aria-hidden="true"><path d="M8 5 L34 20 L8 35 Z" fill="none" '
    f'stroke="{brand.PURPLE}" stroke-width="5" stroke-linejoin="round"/></svg>'
)


def write(paper: Paper) -> bytes:
    """The paper as HTML, in UTF-8."""
    body = "".join(WRITERS[type(block)](block) for block in add_headings(paper.blocks))
    return "".join([*_write_head(paper), *_begin(paper), body, *_end(paper)]).encode("utf-8", "replace")


def _write_head(paper: Paper) -> Iterable[str]:
    foot = " · ".join(filter(None, (brand.SYNTHETIC if paper.is_demonstration else "", paper.known, brand.NAME)))
    yield '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(strip_control_chars(paper.title))}</title><style>{_read_file('page.css')}"
    yield f':root {{ --foot: "{foot}"; {_list_colours(brand.SERIES)} }}'
    yield f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_list_colours(DARK)} }} }}</style></head><body>"


def _list_colours(colours: Iterable[str]) -> str:
    return " ".join(f"--series-{place}: {colour};" for place, colour in enumerate(colours))


def _begin(paper: Paper) -> Iterable[str]:
    yield f'<header><div class="brand">{LOGO}<span>{brand.NAME}</span></div>'
    if paper.is_demonstration:
        yield f'<div class="warning">{brand.SYNTHETIC}</div>'
    yield f"<h1>{_escape_text(paper.title)}</h1>"
    if paper.subtitle:
        yield f'<p class="subtitle">{_escape_text(paper.subtitle)}</p>'
    known = f"{paper.known}. {_escape_text(paper.filtered)} Workspace: {_escape_text(paper.workspace)}."
    yield f'<p class="subtitle">{known}</p>'
    yield "</header><main>"


def _end(paper: Paper) -> Iterable[str]:
    yield f"<h2>Sources</h2>{_list(paper.sources or ['Nothing is stated.'])}</main>"
    yield "</body></html>"


def _escape_text(text: str) -> str:
    """The text as text, with places to break in words that would leave their place."""
    return escape(break_words(strip_control_chars(text))).replace(BREAK, "<wbr>")


@lru_cache
def _read_file(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _write_heading(block: Heading) -> str:
    level = min(block.level, 3) + 1
    return f"<h{level}>{_escape_text(block.text)}</h{level}>"


def _write_text(block: Text) -> str:
    return f'<p dir="auto">{_escape_text(block.text)}</p>'


def _write_points(block: Points) -> str:
    return _list(block.items)


def _list(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f'<li dir="auto">{_escape_text(item)}</li>' for item in items) + "</ul>"


def _write_grid(block: Grid) -> str:
    fitted = fit_table(block, most_columns=MOST_COLUMNS, most_rows=MOST_ROWS, most_signs=MOST_SIGNS)
    if not fitted.lines:
        return f"<p>No rows.</p>{_note(block.note)}"
    first, *others = (_write_table(part, block.title) for part in fitted.parts)
    tables = first + "".join(f"{_note(FURTHER)}{table}" for table in others)
    notes = (*fitted.notes, f"{block.note} {fitted.left_out}".strip())
    return tables + _note(*notes)


def _write_table(shown: Part, title: str) -> str:
    classes = [
        ' class="number"' if is_number else ' class="short" dir="auto"' if is_short else ' dir="auto"'
        for is_number, is_short in zip(shown.numeric, shown.short, strict=True)
    ]
    head = "".join(
        f'<th scope="col"{kind}>{_escape_text(name)}</th>' for name, kind in zip(shown.headings, classes, strict=True)
    )
    lines = "".join(
        "<tr>"
        + "".join(f"<td{kind}>{_escape_text(text)}</td>" for text, kind in zip(line, classes, strict=True))
        + "</tr>"
        for line in shown.lines
    )
    table = (
        f'<table><caption class="unseen">{_escape_text(title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
    )
    label = escape(strip_control_chars(title))
    return f'<div class="scrolled" tabindex="0" role="region" aria-label="{label}">{table}</div>'


def _note(*texts: str) -> str:
    sentence = "<br>".join(map(_escape_text, filter(None, texts)))
    return f'<p class="note">{sentence}</p>' if sentence else ""


def _chart(block: Chart) -> str:
    if not block.categories:
        return f"<figure><p>No figures.</p>{_note(block.note)}</figure>"
    words = escape(shorten(describe_chart(block), LONGEST_ALT))
    drawn = f'<div class="chart" role="img" aria-label="{words}">{_draw_themed(block)}</div>'
    figures = f"<details><summary>Figures</summary>{_write_figures(block)}</details>"
    return f"<figure>{drawn}{figures}{_note(block.note)}</figure>"


def _draw_themed(block: Chart) -> str:
    """The chart in the type of the page and in colours that follow the theme of whoever reads it."""
    drawn = svg.draw_svg(block).replace(f' font-family="{svg.FONT}" font-stretch="condensed"', "", 1)
    for colour, name in THEMED.items():
        drawn = drawn.replace(f'="{colour}"', f'="var(--{name})"')
    return drawn


def _write_figures(block: Chart) -> str:
    head = "".join(f'<th scope="col" class="number">{_escape_text(one.name)}</th>' for one in block.series)
    lines = "".join(
        f'<tr><td dir="auto">{_escape_text(label)}</td>'
        + "".join(f'<td class="number">{_write_figure(block, row, place)}</td>' for row in range(len(block.series)))
        + "</tr>"
        for place, label in enumerate(block.categories)
    )
    head = f'<tr><th scope="col">{_escape_text(block.unit)}</th>{head}</tr>'
    return f"<table><thead>{head}</thead><tbody>{lines}</tbody></table>"


def _write_figure(block: Chart, row: int, place: int) -> str:
    if block.kind == "spans":
        return format_figure(block, row, place)
    return format_cell(block.series[row].values[place])


WRITERS: Mapping[type[Block], Callable[[Any], str]] = {
    Heading: _write_heading,
    Text: _write_text,
    Points: _write_points,
    Grid: _write_grid,
    Chart: _chart,
}
