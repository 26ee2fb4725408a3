"""Tables of Word documents, made as a whole: python-docx takes seconds for a table that it fills cell by cell."""

from collections.abc import Sequence
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from dia_data.papers import brand
from dia_data.papers.fitting import Part
from dia_data.papers.layout import break_words, strip_control_chars

EMU_PER_TWIP = 635
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HALF_POINTS = "16"

PROPERTIES = (
    f'<w:tbl xmlns:w="{NAMESPACE}"><w:tblPr><w:tblW w:w="{{width}}" w:type="dxa"/><w:tblBorders>'
    f'<w:bottom w:val="single" w:sz="4" w:color="{brand.GREY_LIGHT[1:]}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:color="{brand.GREY_LIGHT[1:]}"/></w:tblBorders>'
    '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
    '<w:bottom w:w="30" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
    '<w:tblLook w:firstRow="1" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid/></w:tbl>'
)


def build_table(shown: Part, *, width: int) -> Any:
    """The element of a table as wide as `width` (EMU); its headings are said again on each page."""
    twips = width // EMU_PER_TWIP
    widths = [round(share * twips) for share in shown.shares]
    made = parse_xml(PROPERTIES.format(width=twips))
    grid = made.find(qn("w:tblGrid"))
    for one in widths:
        etree.SubElement(grid, qn("w:gridCol")).set(qn("w:w"), str(one))
    made.append(_build_row(shown.headings, widths, shown.numeric, is_head=True))
    for line in shown.lines:
        made.append(_build_row(line, widths, shown.numeric))
    return made


def _build_row(texts: Sequence[str], widths: Sequence[int], numeric: Sequence[bool], *, is_head: bool = False) -> Any:
    row = etree.Element(qn("w:tr"))
    properties = etree.SubElement(row, qn("w:trPr"))
    if is_head:
        etree.SubElement(properties, qn("w:tblHeader"))
    for text, width, right in zip(texts, widths, numeric, strict=True):
        row.append(_build_cell(text, width, right=right, is_head=is_head))
    return row


def _build_cell(text: str, width: int, *, right: bool, is_head: bool) -> Any:
    cell = etree.Element(qn("w:tc"))
    properties = etree.SubElement(cell, qn("w:tcPr"))
    _set(etree.SubElement(properties, qn("w:tcW")), w=str(width), type="dxa")
    if is_head:
        _set(etree.SubElement(properties, qn("w:shd")), val="clear", color="auto", fill=brand.PURPLE_DARK[1:])
    paragraph = etree.SubElement(cell, qn("w:p"))
    of_paragraph = etree.SubElement(paragraph, qn("w:pPr"))
    _set(etree.SubElement(of_paragraph, qn("w:spacing")), after="0", line="240", lineRule="auto")
    if right:
        _set(etree.SubElement(of_paragraph, qn("w:jc")), val="right")
    paragraph.append(_run(break_words(strip_control_chars(text)), is_head=is_head))
    return cell


def _run(text: str, *, is_head: bool) -> Any:
    run = etree.Element(qn("w:r"))
    properties = etree.SubElement(run, qn("w:rPr"))
    if is_head:
        etree.SubElement(properties, qn("w:b"))
        _set(etree.SubElement(properties, qn("w:color")), val="FFFFFF")
    _set(etree.SubElement(properties, qn("w:sz")), val=HALF_POINTS)
    shown = etree.SubElement(run, qn("w:t"))
    shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    shown.text = text.replace("\n", " ").replace("\t", " ")
    return run


def _set(element: Any, **values: str) -> None:
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
