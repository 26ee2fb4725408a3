"""Every character there is, in every kind of file: nothing breaks, and nothing that is seen goes without a trace."""

import io
import json
import sys
import unicodedata
from collections.abc import Sequence
from datetime import date

import docx
import openpyxl
import pandas as pd
import pytest

from dia_data.characters import is_ignorable
from dia_data.papers import bundle, pdf
from dia_data.papers.layout import BREAK, REPLACED, strip_control_chars
from dia_data.papers.paper import Chart, Grid, Heading, Paper, Points, Series, Text

EVERY = [chr(code) for code in range(sys.maxunicode + 1)]
UNASSIGNED_OR_PRIVATE = ("Cn", "Co")
PIECE = 16_000
"""Characters in one text: a cell of a workbook holds 32,767 units, and a character may take two."""


def texts(characters: Sequence[str], size: int) -> list[str]:
    return ["".join(characters[start : start + size]) for start in range(0, len(characters), size)]


def saying(said: Sequence[str]) -> Paper:
    """A paper that says these texts as points and in a table, and the first wherever else there is text."""
    first = said[0]
    chart = Chart(
        title=first, kind="bar", categories=list(said[:3]), unit=first, note=first,
        series=[Series(name=f"{first}{place}", values=[1.0] * len(said[:3])) for place in range(2)],
    )  # fmt: skip
    return Paper(
        title=first,
        subtitle=first,
        as_of=date(2021, 6, 30),
        workspace=first,
        filters={first: first},
        blocks=[
            Heading(text=first),
            Text(text=first),
            Points(items=said),
            Grid(title=first, rows=pd.DataFrame({first: pd.Series(said, dtype=object)}), note=first),
            chart,
        ],
        sources=[first],
    )


@pytest.fixture(scope="module")
def everything() -> Paper:
    """A paper that says every character."""
    return saying(texts(EVERY, PIECE))


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx", "html"])
def test_a_file_takes_every_character(everything: Paper, kind: str):
    assert bundle.load_writer(kind)(everything)


def test_a_pdf_takes_every_character_that_its_fonts_have_or_that_may_be_left_out():
    fonts = pdf._list_characters()
    said = [one for one in EVERY if one in fonts or is_ignorable(one)]
    assert pdf.write(saying(texts(said, PIECE)))


@pytest.mark.parametrize(
    "label", ["x\u030c", "a\u0300\u0301", "\u07eb", "\u0628\u0651\u064e", "\u2d3c\u1e9b", "\ufeff=", "a\tb"]
)
def test_a_pdf_takes_letters_of_two_glyphs_in_its_charts(label: str):
    assert pdf.write(Paper(title="t", as_of=date(2021, 6, 30), workspace="w", blocks=[saying([label]).charts[0]]))


def test_a_pdf_draws_or_replaces_all_that_is_not_ignorable():
    known = "".join(one for one in EVERY if not is_ignorable(one))
    said = json.loads(pdf._write_printable({"text": strip_control_chars("".join(EVERY)), "sources": []}))["text"]
    assert set(said) <= pdf._list_characters() | {"\n", "\r", "\t"}
    assert len(known) <= len(said) < len(EVERY)
    assert BREAK in pdf._list_characters()


def test_only_what_is_ignorable_is_left_out_of_a_text():
    left_out = {one for one in EVERY if strip_control_chars(f"a{one}b") == "ab"}
    assert {one for one in left_out if not is_ignorable(one)} == set()
    assert strip_control_chars("\ud800") == strip_control_chars("\x07") == strip_control_chars("\uffff") == REPLACED


ASSIGNED = [one for one in EVERY if unicodedata.category(one) not in (*UNASSIGNED_OR_PRIVATE, "Cs", "Cc")]


def test_a_document_and_a_workbook_say_each_assigned_character():
    said = [one for one in ASSIGNED if not is_ignorable(one)]
    made = saying(texts(said, PIECE))
    document = docx.Document(io.BytesIO(bundle.load_writer("docx")(made)))
    assert set(said) - set("".join(one.text for one in document.paragraphs)) == set()
    book = openpyxl.load_workbook(io.BytesIO(bundle.load_writer("xlsx")(made)))
    assert set(said) - set("".join(str(cell.value) for row in book.worksheets[1].iter_rows() for cell in row)) == set()


def test_a_cell_of_a_workbook_is_cut_where_excel_would_refuse_it():
    made = bundle.load_writer("xlsx")(saying(["\U0001f600" * 20_000]))
    said = openpyxl.load_workbook(io.BytesIO(made)).worksheets[1]["A5"].value
    assert (said[-1], len(said[:-1].encode("utf-16-le")) // 2) == ("…", 32_766)
