"""A paper as slides: 16:9, native charts and tables that can be edited, nothing taller than its slide."""

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from pptx import Presentation
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from dia_data.papers import brand, native, tables_pptx
from dia_data.papers.deck import Slide, describe_table, plan_slides
from dia_data.papers.fitting import Part, fit_table
from dia_data.papers.layout import break_words, describe_chart, shorten, strip_control_chars
from dia_data.papers.paper import Chart, Grid, Paper

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, INNER = Inches(0.6), Inches(12.13)
TOP, ROOM = Inches(1.35), Inches(5.2)
FOOT = Inches(7.02)
GAP, NAME = Inches(0.3), Inches(0.45)
"""Between two charts, and for the title of each."""

FONT = "Arial"
TEXT_SIZE, TABLE_SIZE, NOTE_SIZE = 16, 11, 10

SIGNS_PER_LINE = 105
"""Of `TEXT_SIZE` over the whole width; counted a little short, since type differs between programs."""
LINES_PER_SLIDE = 14

TABLE_SIGNS_PER_LINE = 150
BOLD = 1.2
"""How much wider bold text runs."""
LINE_HEIGHT, ROW_EDGE = Inches(0.19), Inches(0.1)

MOST_COLUMNS, MOST_SIGNS = 10, 160
MOST_TEXT = 1200
TITLE_SIGNS, TITLE_LINE = 120, 58
MOST_NOTE = 330
IN_NOTES = " (whole in the notes)"
MANY_CATEGORIES, MOST_LABELS = 12, 26
MOST_OF_TEN = 22
"""So many names of 10 points stand one below the other."""
LONGEST_ALT = 1000


def write(paper: Paper) -> bytes:
    """The paper as PPTX."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    properties = deck.core_properties
    properties.title, properties.subject = (
        strip_control_chars(paper.title)[:250],
        strip_control_chars(paper.subtitle)[:250],
    )
    properties.author, properties.language = brand.NAME, "en-GB"
    _Deck(deck, paper).draw()
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


class _Deck:
    """The slides of one paper, as they grow."""

    def __init__(self, deck: Any, paper: Paper) -> None:
        self.deck = deck
        self.paper = paper

    def draw(self) -> None:
        """All slides of the paper."""
        planned = plan_slides(self.paper)
        self._title_slide()
        for one in planned.slides:
            if one.grid is not None:
                self._grid(one, one.grid)
            elif one.charts:
                self._charts(one)
            else:
                self._text_box(self._slide(one.title or self.paper.title), list(map(_fit_text, one.texts)))
        self._end(planned.left_out)

    def _grid(self, one: Slide, grid: Grid) -> None:
        """One slide with as many rows as it holds, and what is not on it."""
        slide = self._slide(one.title)
        every = replace(grid, first=None)
        fitted = fit_table(every, most_columns=MOST_COLUMNS, most_rows=len(grid.rows), most_signs=MOST_SIGNS)
        if not fitted.lines:
            self._text_box(slide, ["No rows."])
            return
        part = fitted.parts[0]
        lines = list(_take_lines(part))
        left_out = [describe_table(grid)] if len(lines) < len(grid.rows) else []
        if len(fitted.parts) > 1:
            left_out.append("The workbook has further columns.")
        _add_table(slide, part, lines, grid.title)
        self._note(slide, " ".join(filter(None, (*left_out, *one.notes, fitted.left_out))), more=fitted.notes)

    def _charts(self, one: Slide) -> None:
        """One slide with its charts beside each other, each under its title unless that of the slide says it."""
        slide = self._slide(one.title)
        wide = (INNER - GAP * (len(one.charts) - 1)) // len(one.charts)
        for place, chart in enumerate(one.charts):
            left = LEFT + place * (wide + GAP)
            top = TOP
            if chart.title and chart.title not in (one.title, one.title.partition(": ")[2]):
                name = [shorten(strip_control_chars(chart.title), 120)]
                _add_box(slide, (left, TOP, wide, NAME), name, size=12, colour=brand.TEXT, bold=True)
                top += NAME
            self._chart(slide, chart, (left, top, wide, ROOM - (top - TOP)))
        self._note(slide, " ".join(filter(None, one.notes)))

    def _chart(self, slide: Any, chart: Chart, place: tuple[int, int, int, int]) -> None:
        if not chart.categories:
            _add_box(slide, place, ["No figures."], size=TEXT_SIZE, colour=brand.TEXT)
            return
        frame = slide.shapes.add_chart(native.KINDS[chart.kind], *place, native.build_chart_data(chart))
        is_tight = place[2] < INNER or len(chart.categories) > MOST_OF_TEN
        size = 12 if len(chart.categories) <= MANY_CATEGORIES else 8 if is_tight else 10
        native.style_chart(frame.chart, chart, size=size, most_labels=MOST_LABELS)
        _describe(frame, describe_chart(chart))

    def _end(self, left_out: Sequence[str]) -> None:
        """The last slide: what the others rest on, and what there is besides."""
        texts = [f"• {source}" for source in self.paper.sources] or ["Nothing is stated."]
        if left_out:
            names = "; ".join(left_out)
            texts.insert(0, f"On the page besides, in the workbook and the PDF: {names}.")
        shown = _fill_page([_fit_text(text) for text in texts])
        if len(shown) < len(texts):
            shown = [*shown[:-1], f"{len(texts) - len(shown) + 1} more are in the workbook and the PDF."]
        self._text_box(self._slide("Sources, and what is not shown" if left_out else "Sources"), shown)

    def _title_slide(self) -> None:
        slide = self._blank()
        band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Inches(0.35), HEIGHT)
        _fill(band, brand.PURPLE_DARK)
        _add_logo(slide, LEFT + Inches(0.2), Inches(0.7), size=24)
        left, inner = LEFT + Inches(0.2), INNER - Inches(0.4)
        title = shorten(break_words(strip_control_chars(self.paper.title)), 140)
        _add_box(slide, (left, Inches(2.0), inner, Inches(1.6)), [title], size=40, colour=brand.PURPLE_DARK, bold=True,
             anchor=MSO_ANCHOR.BOTTOM, is_title=True)  # fmt: skip
        subtitle = shorten(break_words(strip_control_chars(self.paper.subtitle)), 220)
        _add_box(slide, (left, Inches(3.7), inner, Inches(0.9)), [subtitle], size=20, colour=brand.TEXT)
        filtered = shorten(break_words(strip_control_chars(self.paper.filtered)), 300)
        facts = [f"{self.paper.known}.", filtered, f"Workspace: {strip_control_chars(self.paper.workspace)}."]
        _add_box(slide, (left, Inches(4.8), inner, Inches(1.5)), facts, size=14, colour=brand.TEXT)
        if self.paper.is_demonstration:
            _add_warning(slide, left, Inches(6.4))

    def _slide(self, title: str) -> Any:
        slide = self._blank()
        sentence = shorten(strip_control_chars(title), TITLE_SIGNS)
        _add_box(
            slide, (LEFT, Inches(0.4), INNER, Inches(0.85)), [sentence], size=24 if len(sentence) <= TITLE_LINE else 18,
            colour=brand.PURPLE_DARK, bold=True, anchor=MSO_ANCHOR.MIDDLE, is_title=True,
        )  # fmt: skip
        line = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, LEFT, Inches(1.25), INNER, Emu(19050))
        _fill(line, brand.PURPLE)
        self._foot(slide)
        return slide

    def _foot(self, slide: Any) -> None:
        _add_logo(slide, LEFT, FOOT, size=10)
        synthetic = f"{brand.SYNTHETIC} · " if self.paper.is_demonstration else ""
        sentence = f"{synthetic}{self.paper.known} · {shorten(strip_control_chars(self.paper.filtered), 70)} · "
        box = _add_box(slide, (LEFT + Inches(2.4), FOOT, INNER - Inches(2.4), Inches(0.3)), [sentence], size=NOTE_SIZE,
                   colour="#5D5768", align=PP_ALIGN.RIGHT)  # fmt: skip
        _add_number(box.text_frame.paragraphs[0], len(self.deck.slides))

    def _blank(self) -> Any:
        """A slide of the layout “title only”, so that its title is one for whoever listens to it."""
        return self.deck.slides.add_slide(self.deck.slide_layouts[5])

    def _text_box(self, slide: Any, texts: Sequence[str]) -> None:
        _add_box(slide, (LEFT, TOP, INNER, ROOM), texts, size=TEXT_SIZE, colour=brand.TEXT, after=6)

    def _note(self, slide: Any, text: str, *, more: Sequence[str] = ()) -> None:
        """What the figures rest on; what is too long for the slide stands whole in the speaker's notes."""
        sentence = break_words(strip_control_chars(text))
        if more or len(sentence) > MOST_NOTE:
            whole = "\n".join(strip_control_chars(line) for line in (text, *more))
            slide.notes_slide.notes_text_frame.text = whole
        if len(sentence) > MOST_NOTE:
            sentence = f"{shorten(sentence, MOST_NOTE - len(IN_NOTES))}{IN_NOTES}"
        if sentence:
            _add_box(slide, (LEFT, Inches(6.57), INNER, Inches(0.42)), [sentence], size=NOTE_SIZE, colour="#5D5768",
                 anchor=MSO_ANCHOR.BOTTOM)  # fmt: skip


def _fit_text(text: str) -> str:
    return shorten(break_words(strip_control_chars(text)), MOST_TEXT)


def _fill_page(texts: Sequence[str]) -> list[str]:
    """The first texts, as many as a slide holds."""
    used = list(accumulate(math.ceil(len(text) / SIGNS_PER_LINE) + 0.4 for text in texts))
    return [text for text, lines in zip(texts, used, strict=True) if lines <= LINES_PER_SLIDE] or list(texts[:1])


def _take_lines(shown: Part) -> Iterator[Sequence[str]]:
    """The first lines of a table, as many as its slide holds."""
    left = ROOM - _measure_row(shown, shown.headings, bold=True)
    for line in shown.lines:
        left -= _measure_row(shown, line)
        if left < 0:
            return
        yield line


def _measure_row(shown: Part, line: Sequence[str], *, bold: bool = False) -> int:
    width = BOLD if bold else 1
    lines = [
        math.ceil(len(text) * width / max(share * TABLE_SIGNS_PER_LINE - 1, 1))
        for text, share in zip(line, shown.shares, strict=True)
    ]
    return int(max(lines, default=1) * LINE_HEIGHT + ROW_EDGE)


def _add_table(slide: Any, shown: Part, lines: Sequence[Sequence[str]], title: str) -> None:
    frame = slide.shapes.add_table(1, len(shown.headings), LEFT, TOP, INNER, Inches(0.3))
    made = frame.table
    _describe(frame, f"Table: {title}. Columns: {', '.join(shown.headings)}. {len(lines)} rows.")
    made.horz_banding = False
    for column, share in zip(made.columns, shown.shares, strict=True):
        column.width = Emu(int(INNER * share))
    heights = [_measure_row(shown, shown.headings, bold=True), *(_measure_row(shown, line) for line in lines)]
    tables_pptx.fill_table(made._tbl, shown, lines, heights, size=TABLE_SIZE)  # noqa: SLF001
    frame.height = sum(heights)


def _add_box(
    slide: Any, place: tuple[int, int, int, int], texts: Sequence[str], *,
    size: float, colour: str, bold: bool = False, anchor: Any = MSO_ANCHOR.TOP, align: Any = None, after: float = 0,
    is_title: bool = False,
) -> Any:  # fmt: skip
    """Paragraphs of text in a box; the title of a slide goes into the place that its layout has for it."""
    box = slide.shapes.title if is_title else slide.shapes.add_textbox(*place)
    box.left, box.top, box.width, box.height = place
    frame = box.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = align or PP_ALIGN.LEFT
        paragraph.space_after = Pt(after)
        _run(paragraph, text, size=size, colour=colour, bold=bold)
    return box


def _run(paragraph: Any, text: str, *, size: float, colour: str, bold: bool = False) -> None:
    run = paragraph.add_run()
    run.text = text.replace("\n", " ").replace("\v", " ")
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
    run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK
    run.font.color.rgb = native.parse_colour(colour)


def _add_number(paragraph: Any, place: int) -> None:
    """The number of the slide, as a field: it stays right when slides are moved."""
    field = paragraph._p.makeelement(qn("a:fld"), {"id": "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "type": "slidenum"})  # noqa: SLF001
    field.append(field.makeelement(qn("a:rPr"), {"lang": "en-GB", "sz": str(NOTE_SIZE * 100)}))
    text = field.makeelement(qn("a:t"), {})
    text.text = str(place)
    field.append(text)
    paragraph._p.append(field)  # noqa: SLF001


def _add_logo(slide: Any, left: int, top: int, *, size: float) -> None:
    """The mark of the alliance: a triangle that points ahead, and the name."""
    side = Pt(size * 1.1)
    mark = slide.shapes.add_shape(MSO_SHAPE.ISOSCELES_TRIANGLE, left, top, side, side)
    mark.rotation = 90
    mark.fill.background()
    mark.line.color.rgb, mark.line.width = native.parse_colour(brand.PURPLE), Pt(size / 6)
    mark.shadow.inherit = False
    _describe(mark, "DIA")
    _add_box(slide, (left + Pt(size * 1.6), top - Pt(size * 0.05), Inches(6), Pt(size * 1.4)), [brand.NAME], size=size,
         colour=brand.PURPLE, bold=True)  # fmt: skip


def _add_warning(slide: Any, left: int, top: int) -> None:
    box = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, top, Inches(7.2), Inches(0.5))
    _fill(box, "#FFF3C4")
    frame = box.text_frame
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    _run(frame.paragraphs[0], brand.SYNTHETIC, size=16, colour=brand.TEXT, bold=True)


def _fill(shape: Any, code: str) -> None:
    shape.fill.solid()
    shape.fill.fore_color.rgb = native.parse_colour(code)
    shape.line.fill.background()
    shape.shadow.inherit = False


def _describe(shape: Any, text: str) -> None:
    """What a shape shows, for whoever does not see it."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", shorten(strip_control_chars(text), LONGEST_ALT))  # noqa: SLF001
