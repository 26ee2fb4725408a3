"""A paper as an accessible PDF (PDF/UA-1), set by typst: fonts embedded, tables and charts told to screen readers."""

import json
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont

from dia_data.characters import is_ignorable
from dia_data.papers import brand, svg
from dia_data.papers.fitting import FURTHER, Part, fit_table
from dia_data.papers.layout import break_words, describe_chart, shorten, strip_control_chars
from dia_data.papers.outline import add_headings
from dia_data.papers.paper import Block, Chart, Grid, Heading, Paper, Points, Text

TEMPLATE = Path(__file__).parent / "paper.typ"
FONTS = Path(__file__).parent / "fonts"

WIDE_FROM = 6
"""A table with more columns turns the paper."""

MOST_COLUMNS, MOST_ROWS, MOST_SIGNS = 10, 500, 2000
LONGEST_ALT = 4000

CHINESE = "DroidSansFallback.ttf"
"""Chinese and Japanese signs, in one weight; what the other fonts have is taken from them."""

BYTE_ORDER_MARK = "\ufeff"
BOXES = f"{svg.BOX} stands for a sign that this file cannot show. The workbook has the text as it was typed."


def write(paper: Paper) -> bytes:
    """The paper as PDF."""
    described = _describe_paper(paper)
    try:
        return _compile_paper(described)
    except typst.TypstError:
        # Which letters of a drawing take two glyphs depends on their neighbours too; plain ones never do.
        return _compile_paper({**described, "blocks": [_simplify_labels(block) for block in described["blocks"]]})


def _compile_paper(described: dict[str, Any]) -> bytes:
    made: bytes = _make_compiler().compile(
        sys_inputs={"paper": _write_printable(described)}, format="pdf", pdf_standards="ua-1"
    )  # type: ignore[assignment]
    return made


def _simplify_labels(block: dict[str, Any]) -> dict[str, Any]:
    if block["kind"] != "chart":
        return block
    known = unicodedata.normalize("NFKD", block["svg"])
    return {**block, "svg": "".join(svg.BOX if not sign.isascii() else sign for sign in known)}


def _write_printable(described: dict[str, Any]) -> str:
    """The description as JSON, with what our fonts do not have replaced: an accessible PDF refuses it.

    What may be left out without a trace is, and a box stands for everything else.
    """
    text = json.dumps(described, ensure_ascii=False)
    instead = {ord(sign): "" if is_ignorable(sign) else svg.BOX for sign in set(text) - _list_characters()}
    if svg.BOX in instead.values():
        text = json.dumps({**described, "sources": [*described["sources"], BOXES]}, ensure_ascii=False)
    return text.translate(instead)


@lru_cache
def _list_characters() -> frozenset[str]:
    """The signs that our fonts have, and that may stand in an accessible PDF."""
    latin = set.intersection(*map(_read_codes, FONTS.glob("DejaVu*.ttf")))
    return frozenset(map(chr, latin | _read_codes(FONTS / CHINESE))) - {BYTE_ORDER_MARK}


def _read_codes(file: Path) -> set[int]:
    with TTFont(file) as font:
        return set(font.getBestCmap())


def _make_compiler() -> typst.Compiler:
    return typst.Compiler(input=TEMPLATE, root=TEMPLATE.parent, font_paths=_load_fonts())


@lru_cache
def _load_fonts() -> typst.Fonts:
    """Our own fonts, read once; those of the machine would make papers look different from place to place."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _describe_paper(paper: Paper) -> dict[str, Any]:
    blocks = _fix_levels([DESCRIBERS[type(block)](block) for block in add_headings(paper.blocks)])
    return {
        "title": _clean_text(paper.title),
        "subtitle": _clean_text(paper.subtitle),
        "known": paper.known,
        "filtered": _clean_text(paper.filtered),
        "workspace": _clean_text(paper.workspace),
        "synthetic": brand.SYNTHETIC if paper.is_demonstration else "",
        "name": brand.NAME,
        "colours": {
            "purple": brand.PURPLE,
            "dark": brand.PURPLE_DARK,
            "line": brand.GREY_LIGHT,
            "text": brand.TEXT,
        },
        "wide": any(block["columns"] > WIDE_FROM for block in blocks if block["kind"] == "grid"),
        "blocks": blocks,
        "sources": [_clean_text(source) for source in paper.sources] or ["Nothing is stated."],
    }


def _fix_levels(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Headings that skip no level, as screen readers and PDF/UA want them."""
    level = 0
    for block in blocks:
        if block["kind"] == "heading":
            level = block["level"] = min(block["level"], level + 1)
    return blocks


def _clean_text(text: str) -> str:
    return break_words(_replace_tabs(text))


def _replace_tabs(text: str) -> str:
    """The text with a space for each tab and foreign line end: an accessible PDF takes them for characters."""
    return strip_control_chars(text).replace("\r\n", "\n").translate({ord(sign): " " for sign in "\t\r"})


def _describe_heading(block: Heading) -> dict[str, Any]:
    return {"kind": "heading", "text": _clean_text(block.text), "level": block.level}


def _describe_paragraph(block: Text) -> dict[str, Any]:
    return {"kind": "text", "text": _clean_text(block.text)}


def _describe_points(block: Points) -> dict[str, Any]:
    return {"kind": "points", "items": [_clean_text(item) for item in block.items]}


def _describe_grid(block: Grid) -> dict[str, Any]:
    fitted = fit_table(block, most_columns=MOST_COLUMNS, most_rows=MOST_ROWS, most_signs=MOST_SIGNS)
    notes = (*fitted.notes, " ".join(filter(None, (block.note, fitted.left_out))))
    return {
        "kind": "grid",
        "title": _clean_text(block.title),
        "columns": fitted.columns,
        "parts": [_describe_part(part) for part in fitted.parts],
        "further": FURTHER,
        "notes": [_clean_text(note) for note in notes if note],
    }


def _describe_part(part: Part) -> dict[str, Any]:
    return {
        "headings": [_clean_text(name) for name in part.headings],
        "lines": [[_clean_text(text) for text in line] for line in part.lines],
        "numeric": list(map(bool, part.numeric)),
        "shares": list(part.shares),
    }


def _chart(block: Chart) -> dict[str, Any]:
    return {
        "kind": "chart",
        "title": _clean_text(block.title),
        "svg": svg.replace_marks(svg.draw_svg(block)) if block.categories else "",
        "tall": svg.measure_height(block) / svg.WIDTH,
        "alt": shorten(_replace_tabs(describe_chart(block)), LONGEST_ALT),
        "note": _clean_text(block.note),
    }


DESCRIBERS: Mapping[type[Block], Callable[[Any], dict[str, Any]]] = {
    Heading: _describe_heading,
    Text: _describe_paragraph,
    Points: _describe_points,
    Grid: _describe_grid,
    Chart: _chart,
}
