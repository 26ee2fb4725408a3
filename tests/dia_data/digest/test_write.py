"""The page as HTML and as plain text: what members typed stays text."""

from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from dia_data.digest import files
from dia_data.digest.facts import Due
from dia_data.digest.files import DigestNotWritten
from dia_data.digest.write import WIDTH, write_html, write_text
from dia_data.papers import brand
from dia_data.queries.decisions import Decision
from tests.dia_data.digest.conftest import Q3, make_page
from tests.examples import example

BASE = "https://dia.example.org"
TYPED = '<script>alert("1")</script> & <b>bold</b>\n\nDue from GAIA\n=====\u202e\x07 \ud800'


class Parsed(HTMLParser):
    """The tags, the addresses of links and the text of a document."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.text += " " if tag in ("p", "li", "h1", "h2", "h3") else ""
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


def decided(text: str) -> Due:
    return Due(quarters=(Q3,), decisions=(example(Decision, text=text, due=date(2021, 12, 10)),))


def test_what_a_member_typed_is_shown_as_text_in_html() -> None:
    document = write_html(make_page(due=decided(TYPED)), base=BASE)
    document.encode()
    parsed = Parsed(document)
    assert {"script", "b"}.isdisjoint(parsed.tags)
    assert '<script>alert("1")</script> & <b>bold</b> Due from GAIA =====' in parsed.text
    assert not set("\u202e\x07\ud800") & set(document)


def test_what_a_member_typed_makes_no_line_of_its_own_in_plain_text() -> None:
    text = write_text(make_page(due=decided(TYPED)))
    text.encode()
    assert "Due from GAIA" not in text.splitlines()
    assert '- Overdue since 10 Dec 2021: <script>alert("1")</script> & <b>bold</b>' in text


def test_links_lead_to_the_dashboard_where_its_address_is_known_and_nothing_else_is_loaded() -> None:
    page = make_page(due=decided("Invite the hosts."))
    parsed = Parsed(write_html(page, base=BASE))
    assert parsed.links
    assert all(link.startswith(f"{BASE}/") for link in parsed.links)
    assert f"{BASE}/record?report=Quarter&period=2021-Q3" in parsed.links
    assert f"{BASE}/record?report=Quarter&period=2021-Q3" in write_text(page, base=BASE).splitlines()


def test_without_an_address_the_place_is_told_in_words() -> None:
    page = make_page(due=decided("Invite the hosts."))
    document, text = write_html(page), write_text(page)
    assert (Parsed(document).links, "://" in text) == ([], False)
    assert "On the dashboard: Meeting, view Decisions" in text
    assert "On the dashboard: Meeting, view Decisions" in Parsed(document).text


def test_both_say_the_same_and_plain_text_fits_the_width_of_mail() -> None:
    page = make_page(due=decided("A decision with many words " * 12))
    words = Parsed(write_html(page)).text.split("dashboard", 1)[1].split()
    text = write_text(page)
    assert [word for word in text.split() if word.strip("=-")][3:] == [word for word in words if word.strip("-")]
    assert max(map(len, text.splitlines())) <= WIDTH


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_pages_of_the_demonstration_say_that_they_are_synthetic(is_demonstration: bool) -> None:
    page = make_page(is_demonstration=is_demonstration)
    assert (brand.SYNTHETIC in write_html(page)) is is_demonstration
    assert (brand.SYNTHETIC.upper() in write_text(page)) is is_demonstration
    assert files.name_file(page, "html").startswith("demonstration-") is is_demonstration


def test_each_partner_has_its_two_files_in_the_folder_and_in_the_zip(tmp_path: Path) -> None:
    pages = [make_page("SCS", due=decided("Mine.")), make_page("GAIA")]
    files.write_folder(pages, tmp_path / "out")
    files.write_folder(pages, tmp_path / "out")
    names = [f"dia-digest-2021-12-31-{code}.{kind}" for code in ("scs", "gaia") for kind in ("html", "txt")]
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == sorted(names)
    archive = ZipFile(BytesIO(files.write_zip(pages)))
    assert archive.namelist() == names
    assert all(archive.read(name) == (tmp_path / "out" / name).read_bytes() for name in names)
    assert [b"Mine." in archive.read(name) for name in names] == [True, True, False, False]


def test_a_folder_that_cannot_be_written_is_named_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DigestNotWritten, match=r"cannot be written to .*absent/folder .*Nothing was sent"):
        files.write_folder([make_page()], tmp_path / "absent" / "folder")
    (tmp_path / "file").touch()
    with pytest.raises(DigestNotWritten):
        files.write_folder([make_page()], tmp_path / "file")
