"""A paper as a Word document: A4, real headings and tables, native charts, page numbers."""

import io
from collections.abc import Callable, Mapping
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from lxml import etree
from pptx.opc.constants import CONTENT_TYPE

from dia_data.papers import brand, native, tables_docx
from dia_data.papers.fitting import FURTHER, fit_table
from dia_data.papers.layout import break_words, describe_chart, shorten, strip_control_chars
from dia_data.papers.outline import add_headings
from dia_data.papers.paper import Block, Chart, Grid, Heading, Paper, Points, Text

FONT = "Arial"
MARGIN = Mm(18)
A4 = (Mm(210), Mm(297))
WIDE_FROM = 6
"""A table with more columns turns the paper."""

MOST_COLUMNS, MOST_ROWS, MOST_SIGNS = 10, 500, 2000
LONGEST_ALT = 1000
CHART_BAR = Mm(7)
CHART_LEAST, CHART_MOST = Mm(60), Mm(190)


def write(paper: Paper) -> bytes:
    """The paper as DOCX."""
    document = Document()
    _set_up(document, paper)
    _begin(document, paper)
    for block in add_headings(paper.blocks):
        WRITERS[type(block)](document, block)
    _end(document, paper)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_up(document: DocumentObject, paper: Paper) -> None:
    section = document.sections[0]
    width, height = A4
    fitted = (fit_table(grid, most_columns=MOST_COLUMNS, most_rows=0, most_signs=1) for grid in paper.grids)
    if any(one.columns > WIDE_FROM for one in fitted):
        section.orientation, width, height = WD_ORIENT.LANDSCAPE, height, width
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = section.bottom_margin = MARGIN
    section.top_margin = Mm(24)
    _set_styles(document)
    properties = document.core_properties
    properties.title, properties.subject = (
        strip_control_chars(paper.title)[:250],
        strip_control_chars(paper.subtitle)[:250],
    )
    properties.author, properties.language = brand.NAME, "en-GB"
    _add_head_and_foot(section, paper)


def _set_styles(document: DocumentObject) -> None:
    sizes = {
        "Normal": 10,
        "Title": 22,
        "Subtitle": 12,
        "Heading 1": 15,
        "Heading 2": 12,
        "Heading 3": 10.5,
        "List Bullet": 10,
    }
    for name, size in sizes.items():
        style: Any = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        fonts.set(qn("w:cs"), FONT)
        if name.startswith(("Title", "Heading")):
            style.font.color.rgb = RGBColor.from_string(brand.PURPLE_DARK[1:])
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    document.styles["Normal"].paragraph_format.space_after = Pt(5)
    subtitle: Any = document.styles["Subtitle"]
    subtitle.font.color.rgb, subtitle.font.italic = RGBColor.from_string(brand.GREY[1:]), False
    for spacing in subtitle.element.rPr.findall(qn("w:spacing")):
        subtitle.element.rPr.remove(spacing)


def _add_head_and_foot(section: Any, paper: Paper) -> None:
    head = section.header.paragraphs[0]
    _run(head, "▷ ", size=9, colour=brand.PURPLE, bold=True)
    _run(head, brand.NAME, size=9, colour=brand.PURPLE, bold=True)
    if paper.is_demonstration:
        _run(head, f"   {brand.SYNTHETIC}", size=9, colour=brand.TEXT, bold=True)
    foot = section.footer.paragraphs[0]
    _run(foot, f"{paper.known} · {strip_control_chars(paper.workspace)} · page ", size=8, colour=brand.GREY)
    _add_field(foot, "PAGE")
    _run(foot, " of ", size=8, colour=brand.GREY)
    _add_field(foot, "NUMPAGES")


def _add_field(paragraph: Paragraph, name: str) -> None:
    """A number that the reader's program fills in."""
    for kind in ("begin", None, "separate", "text", "end"):
        run = _run(paragraph, "", size=8, colour=brand.GREY)
        run._r.append(_build_field_part(kind, name))  # noqa: SLF001  python-docx has no fields of its own


def _build_field_part(kind: str | None, name: str) -> Any:
    if kind is None:
        part = etree.Element(qn("w:instrText"))
        part.text = f" {name} "
        return part
    if kind == "text":
        part = etree.Element(qn("w:t"))
        part.text = "1"
        return part
    part = etree.Element(qn("w:fldChar"))
    part.set(qn("w:fldCharType"), kind)
    return part


def _run(paragraph: Paragraph, text: str, *, size: float, colour: str, bold: bool = False) -> Any:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = RGBColor.from_string(colour[1:])
    return run


def _begin(document: DocumentObject, paper: Paper) -> None:
    document.add_paragraph(break_words(strip_control_chars(paper.title)), style="Title")
    if paper.subtitle:
        document.add_paragraph(break_words(strip_control_chars(paper.subtitle)), style="Subtitle")
    facts = document.add_paragraph()
    synthetic = f" {brand.SYNTHETIC}." if paper.is_demonstration else ""
    _run(
        facts,
        break_words(strip_control_chars(f"{paper.known}. {paper.filtered} Workspace: {paper.workspace}.{synthetic}")),
        size=9, colour=brand.TEXT,
    )  # fmt: skip


def _end(document: DocumentObject, paper: Paper) -> None:
    document.add_heading("Sources", level=1)
    for source in paper.sources or ("Nothing is stated.",):
        document.add_paragraph(break_words(strip_control_chars(source)), style="List Bullet")


def _add_heading(document: DocumentObject, block: Heading) -> None:
    document.add_heading(break_words(strip_control_chars(block.text)), level=min(block.level, 3))


def _add_text(document: DocumentObject, block: Text) -> None:
    document.add_paragraph(break_words(strip_control_chars(block.text)))


def _add_points(document: DocumentObject, block: Points) -> None:
    for item in block.items:
        document.add_paragraph(break_words(strip_control_chars(item)), style="List Bullet")


def _note(document: DocumentObject, *texts: str) -> None:
    """Small type below a table or a chart, a line for each text."""
    lines = [break_words(strip_control_chars(text)) for text in texts if text]
    if lines:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(3)
        _run(paragraph, "\n".join(lines), size=8, colour="#5D5768")


def _add_grid(document: DocumentObject, block: Grid) -> None:
    fitted = fit_table(block, most_columns=MOST_COLUMNS, most_rows=MOST_ROWS, most_signs=MOST_SIGNS)
    body: Any = document.element.body
    for place, part in enumerate(fitted.parts if fitted.lines else ()):
        if place:
            _note(document, FURTHER)
        body.insert(len(body) - 1, tables_docx.build_table(part, width=_measure_width(document)))
    if not fitted.lines:
        document.add_paragraph("No rows.")
    _note(document, *fitted.notes, " ".join(filter(None, (block.note, fitted.left_out))))


def _measure_width(document: DocumentObject) -> int:
    section = document.sections[0]
    return int((section.page_width or A4[0]) - 2 * MARGIN)


LINES_OF = {"line": 0.0, "spans": 1.4, "diverging": 1.4}
"""How many bars the line of a category is as high as; else it has one for each series."""


def _chart(document: DocumentObject, block: Chart) -> None:
    if not block.categories:
        document.add_paragraph("No figures.")
        return
    number = sum(part.partname.startswith("/word/charts/") for part in document.part.package.iter_parts()) + 1
    relation = _embed(document, block, number)
    lines = len(block.categories) * LINES_OF.get(block.kind, len(block.series))
    height = min(max(CHART_LEAST, CHART_BAR * lines), CHART_MOST, document.sections[0].page_height - Mm(60))
    paragraph = document.add_paragraph()
    paragraph.add_run()._r.append(  # noqa: SLF001  python-docx has no charts of its own
        parse_xml(_build_drawing(block, relation, number, width=_measure_width(document), height=int(height)))
    )
    _note(document, block.note)


def _embed(document: DocumentObject, block: Chart, number: int) -> str:
    """Put a chart and its workbook into the package; the id of the relation that leads to it."""
    made = native.build_part(block, size=9)
    package: Any = document.part.package
    chart = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, b"", package)
    workbook = Part(
        PackURI(f"/word/embeddings/chart{number}.xlsx"),
        CONTENT_TYPE.SML_SHEET,
        made.chart_workbook.xlsx_part.blob,
        package,
    )
    inner = chart.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)
    external = made._element.find(qn("c:externalData"))  # noqa: SLF001  the relation has another name here
    external.set(qn("r:id"), inner)
    chart._blob = etree.tostring(made._element, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001
    return str(document.part.relate_to(chart, RELATIONSHIP_TYPE.CHART))


def _build_drawing(block: Chart, relation: str, number: int, *, width: int, height: int) -> str:
    title = etree.Element("x", name=shorten(describe_chart(block), LONGEST_ALT))
    quoted = etree.tostring(title, encoding="unicode").removeprefix('<x name="').removesuffix('"/>')
    return (
        '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="Chart {number}" descr="{quoted}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


WRITERS: Mapping[type[Block], Callable[[DocumentObject, Any], None]] = {
    Heading: _add_heading,
    Text: _add_text,
    Points: _add_points,
    Grid: _add_grid,
    Chart: _chart,
}
