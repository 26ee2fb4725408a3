"""A paper as slides: 16:9, native charts and tables that can be edited, nothing taller than its slide."""

import io
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from dia_data.papers import brand, native, tables_pptx
from dia_data.papers.fitting import Part, fit_table
from dia_data.papers.layout import break_words, shorten, strip_control_chars
from dia_data.papers.paper import Block, Chart, Grid, Heading, Paper, Points, Text

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, INNER = Inches(0.6), Inches(12.13)
TOP, ROOM = Inches(1.35), Inches(5.2)
FOOT = Inches(7.02)

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
MOST_ROWS = 40
"""More rows are not read from slides; the note says how many there are."""
MOST_TEXT = 1200
MOST_CATEGORIES = 12
TITLE_SIGNS, TITLE_LINE = 120, 58
MOST_NOTE = 330
IN_NOTES = " (whole in the notes)"


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
    """The slides of one paper, as they grow; `part` is the heading that the slides to come belong to."""

    def __init__(self, deck: Any, paper: Paper) -> None:
        self.deck = deck
        self.paper = paper
        self.part = paper.title

    def draw(self) -> None:
        """All slides of the paper."""
        self._title_slide()
        waiting: list[str] = []
        for block in self.paper.blocks:
            if isinstance(block, Text | Points):
                waiting += [block.text] if isinstance(block, Text) else [f"• {item}" for item in block.items]
                continue
            self._texts(waiting)
            waiting = []
            DRAWERS[type(block)](self, block)
        self._texts(waiting)
        self.part = "Sources"
        self._texts([f"• {source}" for source in self.paper.sources] or ["Nothing is stated."])

    def heading(self, block: Heading) -> None:
        """Slides to come belong to this heading."""
        self.part = block.text

    def grid(self, block: Grid) -> None:
        """As many slides as the table needs."""
        fitted = fit_table(block, most_columns=MOST_COLUMNS, most_rows=MOST_ROWS, most_signs=MOST_SIGNS)
        if not fitted.lines:
            self._text_box(self._slide(block.title), ["No rows."])
            return
        note, notes = " ".join(filter(None, (block.note, fitted.left_out))), list(fitted.notes)
        if len(note) > MOST_NOTE and fitted.left_out:
            note, notes = block.note, [*notes, fitted.left_out]
        pages = [(part, lines) for part in fitted.parts for lines in _split_lines(part)]
        for place, (part, lines) in enumerate(pages, start=1):
            slide = self._slide(f"{block.title}{_format_place(place, len(pages))}")
            _add_table(slide, part, lines)
            self._note(slide, note)
        for page in _split_texts([break_words(text) for text in notes]):
            self._text_box(self._slide(f"{block.title}: notes"), page)

    def chart(self, block: Chart) -> None:
        """One slide with a chart, or a slide that says that there are no figures; charts with very many bars go on."""
        if not block.categories:
            self._text_box(self._slide(block.title), ["No figures."])
            return
        most = len(block.categories) if block.kind == "line" else MOST_CATEGORIES
        starts = range(0, len(block.categories), most)
        for place, start in enumerate(starts, start=1):
            piece = _cut_chart(block, start, start + most)
            slide = self._slide(f"{block.title}{_format_place(place, len(starts))}")
            frame = slide.shapes.add_chart(
                native.KINDS[block.kind], LEFT, TOP, INNER, ROOM, native.build_chart_data(piece)
            )  # fmt: skip
            native.style_chart(frame.chart, piece, size=12, top=_find_top(block) if len(starts) > 1 else None)
            _describe(frame, block.title)
            self._note(slide, block.note)

    def _texts(self, texts: Sequence[str]) -> None:
        for page in _split_texts([shorten(break_words(strip_control_chars(text)), MOST_TEXT) for text in texts]):
            self._text_box(self._slide(self.part), page)

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
        whole = f"{self.part}: {title}" if self.part not in (title, self.paper.title) else title
        sentence = shorten(strip_control_chars(whole), TITLE_SIGNS)
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

    def _note(self, slide: Any, text: str) -> None:
        """What the figures rest on; what is too long for the slide stands whole in the speaker's notes."""
        if text:
            sentence = break_words(strip_control_chars(text))
            if len(sentence) > MOST_NOTE:
                slide.notes_slide.notes_text_frame.text = strip_control_chars(text)
                sentence = f"{shorten(sentence, MOST_NOTE - len(IN_NOTES))}{IN_NOTES}"
            _add_box(slide, (LEFT, Inches(6.57), INNER, Inches(0.42)), [sentence], size=NOTE_SIZE, colour="#5D5768",
                 anchor=MSO_ANCHOR.BOTTOM)  # fmt: skip


DRAWERS: Mapping[type[Block], Callable[[_Deck, Any], None]] = {
    Heading: _Deck.heading,
    Grid: _Deck.grid,
    Chart: _Deck.chart,
}


def _format_place(place: int, of: int) -> str:
    return f" ({place} of {of})" if of > 1 else ""


def _find_top(block: Chart) -> float | None:
    """A round number above every figure, where all are above nought."""
    known = [value for one in block.series for value in one.values if value is not None]
    if not known or min(known) < 0 or max(known) == 0:
        return None
    size = 10.0 ** math.floor(math.log10(max(known)))
    return math.ceil(max(known) * 1.02 / size * 2) / 2 * size


def _cut_chart(block: Chart, start: int, end: int) -> Chart:
    series = [type(one)(name=one.name, values=one.values[start:end]) for one in block.series]
    return Chart(
        title=block.title, kind=block.kind, categories=block.categories[start:end], series=series, unit=block.unit
    )


def _split_texts(texts: Sequence[str]) -> Iterator[list[str]]:
    """The texts by slides; none is cut in two."""
    page: list[str] = []
    used = 0.0
    for text in texts:
        lines = math.ceil(len(text) / SIGNS_PER_LINE) + 0.4
        if page and used + lines > LINES_PER_SLIDE:
            yield page
            page, used = [], 0.0
        page.append(text)
        used += lines
    if page:
        yield page


def _split_lines(shown: Part) -> Iterator[list[Sequence[str]]]:
    """The lines of a table by slides, so that each slide holds its part."""
    page: list[Sequence[str]] = []
    free = ROOM - _measure_row(shown, shown.headings, bold=True)
    left = free
    for line in shown.lines:
        height = _measure_row(shown, line)
        if page and height > left:
            yield page
            page, left = [], free
        page.append(line)
        left -= height
    yield page


def _measure_row(shown: Part, line: Sequence[str], *, bold: bool = False) -> int:
    width = BOLD if bold else 1
    lines = [
        math.ceil(len(text) * width / max(share * TABLE_SIGNS_PER_LINE - 1, 1))
        for text, share in zip(line, shown.shares, strict=True)
    ]
    return int(max(lines, default=1) * LINE_HEIGHT + ROW_EDGE)


def _add_table(slide: Any, shown: Part, lines: Sequence[Sequence[str]]) -> None:
    frame = slide.shapes.add_table(1, len(shown.headings), LEFT, TOP, INNER, Inches(0.3))
    made = frame.table
    _describe(frame, "Table")
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
    shape._element.xpath(".//p:cNvPr")[0].set("descr", strip_control_chars(text)[:200])  # noqa: SLF001
