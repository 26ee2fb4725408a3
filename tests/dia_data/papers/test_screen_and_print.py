"""PDF and offline HTML: accessible, asking nobody for anything, and harmless whatever they say."""

import json
import re
from datetime import date
from html.parser import HTMLParser

import pandas as pd
import pytest

from dia_data.papers import brand, html, pdf, svg
from dia_data.papers.layout import BREAK, strip_control_chars
from dia_data.papers.paper import Chart, Grid, Heading, Paper, Series, Text

MOST_BYTES = 1_000_000


class Reader(HTMLParser):
    """The text of a page, its elements, and what it says to whoever does not see it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.elements: list[str] = []
        self.addresses: list[str] = []
        self.labels: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "action")]
        self.labels += [value or "" for name, value in attrs if name == "aria-label"]

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    @property
    def text(self) -> str:
        return "".join(self.said)


def read(made: bytes) -> Reader:
    return Reader(made.decode("utf-8"))


@pytest.mark.parametrize(
    "said",
    ["Briefing", "As known on 30 Jun 2021", "country: Germany", brand.SYNTHETIC, "12.5", "D3.1, the strategy"],
)
def test_a_page_says(paper: Paper, said: str):
    assert said in read(html.write(paper)).text


def test_a_page_is_one_small_file_that_names_no_other(paper: Paper):
    made = html.write(paper)
    page = read(made)
    assert len(made) <= MOST_BYTES
    assert page.addresses == []
    assert "default-src 'none'" in made.decode()
    assert not re.search(r"@import|url\(", html._read_file("page.css"))


def test_the_charts_of_a_page_are_drawings_that_say_their_figures_to_whoever_does_not_see_them(paper: Paper):
    page = read(html.write(paper))
    assert page.elements.count("svg") == 1 + len(paper.charts)  # the mark of the alliance is one too
    assert [label for label in page.labels if label.startswith("Line chart")] == [
        "Line chart: Course. reached: 2021-01 1, 2021-02 2.5; wanted: 2021-01 2, 2021-02 4"
    ]


def test_the_drawings_of_a_page_follow_the_theme_of_its_reader(paper: Paper):
    made = html.write(paper).decode()
    assert 'fill="var(--series-0)"' in made
    assert 'fill="#' not in made.replace(html.LOGO, "")
    assert all(made.count(f"--series-{place}: {colour};") == 1 for place, colour in enumerate(html.DARK))


def test_a_page_carries_no_script(paper: Paper):
    assert b"<script" not in html.write(paper)


def test_a_page_takes_any_text_as_text(hostile_paper: Paper, hostile: str, paper: Paper):
    page = read(html.write(hostile_paper))
    assert strip_control_chars(hostile) in page.text.replace(BREAK, "")
    assert set(page.elements) <= {*read(html.write(paper)).elements, "wbr"}
    assert "script" not in page.elements


def test_a_pdf_is_accessible_and_has_its_title(paper: Paper):
    made = pdf.write(paper)
    assert made.startswith(b"%PDF-")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert b"Briefing" in made


def test_a_pdf_lists_its_tables_and_charts_in_its_outline_and_is_in_british_english(paper: Paper):
    made = pdf.write(paper)
    assert b"/Lang(en-GB)" in made
    outline = re.findall(rb"/Title ?\(([^)]*)\)", made)
    assert {b"KPIs", b"Figures", b"Results", b"Course", b"Progress", b"Sources"} <= set(outline)


def test_a_pdf_embeds_its_fonts(paper: Paper):
    made = pdf.write(paper)
    assert made.count(b"/FontFile") > 0
    assert b"DejaVuSansCondensed" in made


def test_a_pdf_shows_names_in_chinese_and_japanese_in_text_tables_and_charts():
    chart = Chart(title="深圳", kind="bar", categories=["深圳市"], series=[Series(name="控え", values=[1.0])])
    blocks = [Text(text="深圳"), Grid(title="東京", rows=pd.DataFrame({"name": ["深圳市"]})), chart]
    paper = Paper(title="深圳", as_of=date(2021, 6, 30), workspace="w", blocks=blocks)
    assert b"DroidSansFallback" in pdf.write(paper)
    assert svg.BOX not in pdf._write_printable(pdf._describe_paper(paper))


def test_a_pdf_takes_any_text_as_text(hostile_paper: Paper):
    assert pdf.write(hostile_paper).startswith(b"%PDF-")


def test_a_pdf_has_a_box_for_signs_that_its_fonts_lack_and_says_so():
    said = pdf._write_printable({"text": "a 서 b 控", "sources": []})
    assert json.loads(said) == {"text": "a □ b 控", "sources": [pdf.BOXES]}


def test_a_pdf_takes_headings_that_skip_a_level(paper: Paper):
    blocks = [Heading(text="deep", level=3), Heading(text="top"), Heading(text="deep again", level=3)]
    assert pdf.write(Paper(**{**vars(paper), "blocks": blocks})).startswith(b"%PDF-")
