"""What the tables of a file say, line by line, whatever kind of file it is."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from typing import Any

import docx
import openpyxl
import pandas as pd
import pptx
from docx.oxml.ns import qn as word
from pptx.oxml.ns import qn as slide

from dia_data.papers import bundle, pdf
from dia_data.papers.layout import BREAK
from dia_data.papers.paper import Grid, Paper

Table = list[list[str]]
"""Headings first, then a list of cells for each line."""


@dataclass
class Read:
    """What a file says of one table: the tables it became, and all else as text."""

    tables: list[Table] = field(default_factory=list)
    text: str = ""

    def lines(self) -> list[str]:
        """What is said of each row: a table that goes on, on another slide or beside, says more of the same rows."""
        parts: dict[tuple[str, ...], list[str]] = {}
        for headings, *rows in self.tables:
            parts.setdefault(tuple(headings), []).extend(" | ".join(row) for row in rows)
        return [" | ".join(of_row) for of_row in zip(*parts.values(), strict=True)]

    def headings(self) -> str:
        """All headings."""
        return " | ".join(heading for headings, *_ in self.tables for heading in headings)


def paper_of(tables: Sequence[pd.DataFrame]) -> Paper:
    """A paper of some tables, each under a title of its own."""
    grids = [Grid(title=f"Table {number}.", rows=rows) for number, rows in enumerate(tables, start=1)]
    return Paper(title="Page", as_of=date(2021, 12, 31), workspace="consortium", blocks=grids)


def read_file(kind: str, paper: Paper) -> list[Read]:
    """What a file of this kind says of each table of such a paper."""
    return READERS[kind](paper)


def _cells(rows: Any, cell: str, text: str) -> Table:
    return [
        ["".join(part.text or "" for part in one.iter(text)).replace(BREAK, "") for one in row.findall(cell)]
        for row in rows
    ]


def _read_docx(paper: Paper) -> list[Read]:
    titles = [grid.title for grid in paper.grids]
    reads = [Read()]
    for element in docx.Document(io.BytesIO(bundle.load_writer("docx")(paper))).element.body:
        text = "".join(part.text or "" for part in element.iter(word("w:t"))).replace(BREAK, "")
        if element.tag == word("w:tbl"):
            reads[-1].tables.append(_cells(element.findall(word("w:tr")), word("w:tc"), word("w:t")))
        elif text in titles:
            reads.append(Read())
        else:
            reads[-1].text += f"{text}\n"
    return reads[1:]


def _read_pptx(paper: Paper) -> list[Read]:
    reads = {grid.title: Read() for grid in paper.grids}
    for one in pptx.Presentation(io.BytesIO(bundle.load_writer("pptx")(paper))).slides:
        title = one.shapes.title.text_frame.text
        read = next((reads[name] for name in reads if title.startswith(name)), Read())
        for shape in one.shapes:
            if shape.has_table:
                rows = shape._element.iter(slide("a:tr"))
                read.tables.append(_cells(rows, slide("a:tc"), slide("a:t")))
            elif shape.has_text_frame:
                read.text += shape.text_frame.text.replace(BREAK, "") + "\n"
    return list(reads.values())


def _read_xlsx(paper: Paper) -> list[Read]:
    sheets = openpyxl.load_workbook(io.BytesIO(bundle.load_writer("xlsx")(paper))).worksheets
    grids = sheets[1 : 1 + len(paper.grids)]
    return [Read(tables=[[[_plain(value) for value in row] for row in sheet.values][3:]]) for sheet in grids]


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "strftime"):
        return f"{value:%Y-%m-%d %H:%M}".removesuffix(" 00:00")
    return as_number(value) if isinstance(value, float) else str(value)


class Page(HTMLParser):
    """The tables of a page and the text below each; a title begins with the next."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self.titles = titles
        self.reads = [Read()]
        self.is_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        tables = self.reads[-1].tables
        if tag == "table":
            tables.append([])
        elif tag == "tr":
            tables[-1].append([])
        elif tag in ("td", "th"):
            tables[-1][-1].append("")
            self.is_cell = True

    def handle_data(self, data: str) -> None:
        if data in self.titles:
            self._begin(data)
        elif self.is_cell:
            self.reads[-1].tables[-1][-1][-1] += data
        else:
            self.reads[-1].text += data

    def _begin(self, title: str) -> None:
        """The title of a table stands within it, and again where it goes on."""
        if title == self.titles[len(self.reads) - 1] if len(self.reads) <= len(self.titles) else False:
            begun = [self.reads[-1].tables.pop()] if self.reads[-1].tables[-1:] == [[]] else []
            self.reads.append(Read(tables=begun))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.is_cell = False


def _read_html(paper: Paper) -> list[Read]:
    page = Page([grid.title for grid in paper.grids])
    page.feed(bundle.load_writer("html")(paper).decode("utf-8"))
    return page.reads[1:]


def _read_pdf(paper: Paper) -> list[Read]:
    """What is given to the typesetter, which sets all of it."""
    blocks = [block for block in pdf._describe_paper(paper)["blocks"] if block["kind"] == "grid"]
    return [
        Read(
            tables=[_unbroken([part["headings"], *part["lines"]]) for part in block["parts"]],
            text="\n".join(block["notes"]).replace(BREAK, ""),
        )
        for block in blocks
    ]


def _unbroken(table: Table) -> Table:
    return [[cell.replace(BREAK, "") for cell in line] for line in table]


def read_csv(made: bytes) -> Read:
    """What a CSV says."""
    rows = csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""))
    return Read(tables=[[[_number_or_text(cell) for cell in row] for row in rows]])


def _number_or_text(cell: str) -> str:
    try:
        return as_number(float(cell))
    except ValueError:
        return cell


def as_number(value: float) -> str:
    """A number to as many digits as every kind of file keeps."""
    return f"{value:.12g}"


READERS: Mapping[str, Callable[[Paper], list[Read]]] = {
    "docx": _read_docx,
    "pptx": _read_pptx,
    "xlsx": _read_xlsx,
    "html": _read_html,
    "pdf": _read_pdf,
}
