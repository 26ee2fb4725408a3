"""Tables of slides, made as a whole: python-pptx takes seconds for a long table that it fills cell by cell."""

from collections.abc import Sequence
from html import escape
from typing import Any

from lxml import etree
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from dia_data.papers import brand
from dia_data.papers.fitting import Part
from dia_data.papers.layout import break_words

NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/main"
HUNDREDTHS = 100
MARGIN_X, MARGIN_Y = 54864, 27432
"""In EMU: 0.06 and 0.03 inches."""

RULE = f'<a:lnB w="6350"><a:solidFill><a:srgbClr val="{brand.GREY_LIGHT[1:]}"/></a:solidFill></a:lnB>'
"""A thin grey line under a cell."""


def fill_table(table: Any, shown: Part, lines: Sequence[Sequence[str]], heights: Sequence[int], *, size: int) -> None:
    """Put the headings and these lines into an empty table; `heights` are those of the rows in EMU, headings first."""
    for row in table.findall(qn("a:tr")):
        table.remove(row)
    for place, (line, height) in enumerate(zip([shown.headings, *lines], heights, strict=True)):
        table.append(_build_row(line, shown.numeric, height=height, size=size, is_head=place == 0))


def _build_row(
    texts: Sequence[str], numeric: Sequence[bool], *, height: int, size: int, is_head: bool
) -> etree._Element:
    cells = "".join(
        _build_cell(text, right=right, size=size, is_head=is_head) for text, right in zip(texts, numeric, strict=True)
    )
    made: etree._Element = parse_xml(f'<a:tr xmlns:a="{NAMESPACE}" h="{height}">{cells}</a:tr>')
    return made


def _build_cell(text: str, *, right: bool, size: int, is_head: bool) -> str:
    aligned = '<a:pPr algn="r"/>' if right else ""
    ground, rule = (brand.PURPLE_DARK, "") if is_head else ("#FFFFFF", RULE)
    run = _run(text, size=size, is_head=is_head)
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p>{aligned}{run}</a:p></a:txBody>"
        f'<a:tcPr marL="{MARGIN_X}" marR="{MARGIN_X}" marT="{MARGIN_Y}" marB="{MARGIN_Y}" anchor="ctr">{rule}'
        f'<a:solidFill><a:srgbClr val="{ground[1:]}"/></a:solidFill></a:tcPr></a:tc>'
    )


def _run(text: str, *, size: int, is_head: bool) -> str:
    """The text; of an empty place its size is said, which else would be as tall as the type of the layout."""
    if not text:
        return f'<a:endParaRPr sz="{size * HUNDREDTHS}"/>'
    colour = "#FFFFFF" if is_head else brand.TEXT
    sentence = escape(break_words(text.replace("\n", " ").replace("\t", " ")), quote=False)
    return (
        f'<a:r><a:rPr lang="en-GB" sz="{size * HUNDREDTHS}" b="{int(is_head)}"><a:solidFill><a:srgbClr'
        f' val="{colour[1:]}"/></a:solidFill><a:latin typeface="Arial"/></a:rPr><a:t>{sentence}</a:t></a:r>'
    )
