"""PDF and offline HTML: accessible, asking nobody for anything, and harmless whatever they say."""

import json
import re
from html.parser import HTMLParser

import pytest

from dia_data.papers import brand, html, pdf
from dia_data.papers.layout import BREAK, strip_control_chars
from dia_data.papers.paper import Heading, Paper

MOST_BYTES = 6_000_000


class Reader(HTMLParser):
    """The text of a page, its elements, and what stands in its scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.elements: list[str] = []
        self.addresses: list[str] = []
        self.scripts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "action")]
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.elements and self.elements[-1] == "script":
            self.scripts[-1] += data
        else:
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


def test_the_charts_of_a_page_share_one_bundle_and_hold_the_figures(paper: Paper):
    figures, *_ = page = read(html.write(paper)).scripts
    assert len(page) == 3
    course = json.loads(figures)[1]["data"]
    assert [(one["name"], one["x"], one["y"]) for one in course] == [
        ("reached", ["2021-01", "2021-02"], [1.0, 2.5]),
        ("wanted", ["2021-01", "2021-02"], [2.0, 4.0]),
    ]


def test_a_page_without_charts_carries_no_script(paper: Paper):
    assert b"<script" not in html.write(Paper(**{**vars(paper), "blocks": paper.grids}))


def test_a_page_takes_any_text_as_text(hostile_paper: Paper, hostile: str, paper: Paper):
    page = read(html.write(hostile_paper))
    assert strip_control_chars(hostile) in page.text.replace(BREAK, "")
    assert set(page.elements) <= {*read(html.write(paper)).elements, "wbr"}
    assert len(page.scripts) == 3


def test_a_pdf_is_accessible_and_has_its_title(paper: Paper):
    made = pdf.write(paper)
    assert made.startswith(b"%PDF-")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert b"Briefing" in made


def test_a_pdf_embeds_its_fonts(paper: Paper):
    made = pdf.write(paper)
    assert made.count(b"/FontFile") > 0
    assert b"DejaVuSansCondensed" in made


def test_a_pdf_takes_any_text_as_text(hostile_paper: Paper):
    assert pdf.write(hostile_paper).startswith(b"%PDF-")


def test_a_pdf_has_a_box_for_signs_that_its_fonts_lack_and_says_so():
    said = pdf._write_printable({"text": "a 控 b", "sources": []})
    assert json.loads(said) == {"text": "a □ b", "sources": [pdf.BOXES]}


def test_a_pdf_takes_headings_that_skip_a_level(paper: Paper):
    blocks = [Heading(text="deep", level=3), Heading(text="top"), Heading(text="deep again", level=3)]
    assert pdf.write(Paper(**{**vars(paper), "blocks": blocks})).startswith(b"%PDF-")
