"""What the pages around a meeting show, as a browser reads them, and what its papers say, as people's programs do."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import quote_plus

import openpyxl
from docx import Document
from playwright.sync_api import Page, expect
from pptx import Presentation

from dia_data.wording.days import format_day
from pages.ui.briefing import matters
from tests.browser.conftest import Visit

LINES_OF_GRID = "() => [...document.querySelectorAll('canvas table[role=grid] tr')].map(\
  (line) => [...line.children].map((cell) => cell.textContent))"
NOT_SHOWN = re.compile("[\u200b\u2066-\u2069]|arrow_forward|expand_more")
"""Places to break, marks of direction and the names of icons: a reader does not see them."""

ICONS = "|".join(icon.removeprefix(":material/").removesuffix(":") for icon in matters.ICONS.values())
KPI_TABLE, MATTERS, TAKEN = "How each KPI stands", "What needs attention", "Decisions taken in this meeting"
STATUSES, PROGRESS, AGES = (
    "KPIs by status",
    "KPIs against their targets",
    "Days since each partner's last report",
)
WIDE = {"width": 2400, "height": 1200}
"""A table tells screen readers of the columns alone that are seen."""
OVER_TIME = ("on track or achieved", "behind, stale or above range", "not reported", "not due")
FIRST_MATTERS = 12
Sheets = dict[str, list[dict[str, Any]]]
"""The lines of each sheet by its title."""


@dataclass(frozen=True, kw_only=True)
class Kpi:
    """How a KPI stands: result and target as numbers, None where nothing is reported; the target may have a top."""

    status: str
    result: float | None
    target: float
    most: float | None
    where: str


@dataclass(frozen=True, kw_only=True)
class Matter:
    """A row of what needs attention."""

    kind: str
    title: str
    reason: str
    owner: str


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision with its owner and the day on which it is due, both empty where there is none."""

    text: str
    owner: str
    due: str
    about: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the pages show with one date: KPIs by their names, how many have each status, and so on."""

    kpis: Mapping[str, Kpi]
    counts: Mapping[str, int]
    matters: list[Matter]
    decisions: list[Decision]
    ages: Mapping[str, int]
    of_items: list[str]
    """The lines of the minutes, item by item."""


def seen(text: str) -> str:
    """A text as a reader sees it."""
    return " ".join(NOT_SHOWN.sub("", text).split())


def number(text: Any) -> float | None:
    """The number that a cell says; None where it says none."""
    said = seen(str(text if text is not None else "")).replace("−", "-").replace(",", "").removesuffix("%").strip()
    return float(said) if said not in ("", "–") else None


def of_pages(visit: Visit, day: str, *, meeting: str) -> Shown:
    """Read the pages as known on a day; of the decisions those that a meeting took."""
    visit.page.set_viewport_size(WIDE)
    visit.open(f"/kpis?workspace=demonstration&as_of={day}")
    kpis = dict(_kpi_of_page(line) for line in grid(visit.page))
    visit.open(f"/meeting?workspace=demonstration&as_of={day}&meeting_view=Decisions")
    taken = [line for line in grid(visit.page) if line["Taken in"].startswith(meeting)]
    visit.open(f"/meeting?workspace=demonstration&as_of={day}&meeting={quote_plus(meeting)}")
    items = visit.page.locator(".st-key-card_minutes li").all_inner_texts()
    visit.open(f"/?workspace=demonstration&as_of={day}")
    decisions = [_decision_of_page(line) for line in taken]
    lines = [seen(item) for item in items]
    return Shown(
        kpis=kpis, counts=_counts(visit.page), matters=_matters_of_page(visit.page), decisions=decisions,
        ages=_ages(visit.page), of_items=lines,
    )  # fmt: skip


def grid(page: Page) -> list[dict[str, str]]:
    """The lines of the table that the page shows, as it tells them to screen readers."""
    expect(page.locator("canvas table[role=grid] tr").nth(1)).to_be_attached()
    head, *lines = page.evaluate(LINES_OF_GRID)
    # A page may show its lines in several groups, each headed alike.
    return [dict(zip(head, map(seen, line), strict=True)) for line in lines if line != head]


def _kpi_of_page(line: Mapping[str, str]) -> tuple[str, Kpi]:
    result, target = line["Result"].split(" of ")
    least, _, most = target.partition("–")
    place, _, name = line["KPI"].partition(" ")
    assert place.isdigit()
    return name, Kpi(
        status=line["Status"], result=number(result), target=number(least), most=number(most),
        where=line["Where"].partition(", worst of ")[0].removeprefix("whole "),
    )  # fmt: skip


def _decision_of_page(line: Mapping[str, str]) -> Decision:
    owner, due = (line[name].replace("nobody named", "").replace("–", "") for name in ("Owner", "Due"))
    # What a reader of screens and a test are told of a day in a grid is how it is copied, not how it is painted.
    due = format_day(date.fromisoformat(due)) if due else ""
    return Decision(text=line["Decision"], owner=owner, due=due, about=line["About"])


def _counts(page: Page) -> dict[str, int]:
    links = page.locator(".st-key-card_kpis").get_by_role("link")
    said = [re.search(r"(\d+) ([a-z ]+)$", seen(link)) for link in links.all_inner_texts()]
    return {found[2]: int(found[1]) for found in said if found}


def _matters_of_page(page: Page) -> list[Matter]:
    button = page.get_by_role("button", name=re.compile(r"^All \d+"))
    (number,) = re.findall(r"All (\d+)", button.inner_text())
    button.click()
    every = page.get_by_test_id("stPopoverBody")
    links, told = every.get_by_role("link"), every.get_by_test_id("stMarkdown").filter(has_text=" · ")
    expect(links).to_have_count(int(number))
    expect(told).to_have_count(int(number))
    pairs = zip(links.all_inner_texts(), told.all_inner_texts(), strict=True)
    return [_matter(seen(title), text) for title, text in pairs]


def _matter(title: str, told: str) -> Matter:
    """Of `off track …`, where marks of direction stand around what members may type, and an icon is a word."""
    badge, reason, owner = re.fullmatch(r"(.+?) ?\u2068(.*)\u2069 ?· ?\u2068(.*)\u2069", told.strip()).groups()
    kind = re.sub(rf"^({ICONS})\s+", "", badge)
    return Matter(kind=kind, title=title, reason=seen(reason), owner=owner.replace("no owner", ""))


def _ages(page: Page) -> dict[str, int]:
    said = seen(page.locator(".st-key-card_reports").inner_text())
    return {partner: int(days) for partner, days in re.findall(r"(\S+): (\d+) days? ago", said)}


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a paper says: its texts, its tables (headings first) and its native charts (series by name)."""

    texts: list[str]
    tables: list[list[list[str]]]
    charts: list[dict[str, list[Any]]]

    def rows(self, *headings: str) -> list[dict[str, str]]:
        """The lines of the tables that begin with these headings; a table may go on over several slides."""
        found = [table for table in self.tables if tuple(table[0][: len(headings)]) == headings]
        return [dict(zip(table[0], line, strict=True)) for table in found for line in table[1:]]

    def chart(self, *series: str) -> Iterator[tuple[Any, ...]]:
        """Category and values of the charts that have these series; one may go on over several slides."""
        for chart in self.charts:
            if tuple(chart)[1:] == series:
                yield from zip(*chart.values(), strict=True)


def kpis(rows: Iterable[Mapping[str, Any]], shown: Shown) -> dict[str, Kpi]:
    """The lines of the table of KPIs; where the page says that all places are alike, a paper names one of them."""
    said = dict(map(_kpi, rows))
    alike = {name: one.where for name, one in shown.kpis.items() if re.match(r"all \d", one.where)}
    return {name: replace(one, where=alike.get(name, one.where)) for name, one in said.items()}


def _kpi(row: Mapping[str, Any]) -> tuple[str, Kpi]:
    return seen(row["KPI"]), Kpi(
        status=row["Status"], result=number(row["Result"]), target=number(row["Target"]),
        most=number(row["Target, at most"]), where=row["Where"],
    )  # fmt: skip


def matter(row: Mapping[str, Any]) -> Matter:
    """A line of the table of what needs attention."""
    return Matter(kind=row["Why"], title=seen(row["What"]), reason=seen(row["Reason"]), owner=row["Owner"] or "")


def decision(row: Mapping[str, Any]) -> Decision:
    """A line of the table of decisions."""
    return Decision(text=row["Decision"], owner=row["Owner"] or "", due=_day(row["Due"]), about=row["About"])


def _day(due: object) -> str:
    """A day as it is read; a workbook holds it as a day."""
    return format_day(due) if isinstance(due, date) else str(due or "")


def progress(shown: Shown) -> dict[str, float | None]:
    """In per cent of its target how far each KPI is, by the results and targets that the pages show."""
    known = {name: (one.result, one.target) for name, one in shown.kpis.items() if one.target}
    return {name: None if of is None else round(100 * of / whole, 1) for name, (of, whole) in known.items()}


def shares(rows: Iterable[tuple[str, float | None]], shown: Shown) -> dict[str, float | None]:
    """What a chart says of each KPI, by its whole name: a long one is cut in a chart."""
    return {
        next(name for name in shown.kpis if name.startswith(label.removesuffix("…"))): share for label, share in rows
    }


def grouped(counts: Mapping[str, int]) -> tuple[int, int, int, int]:
    """How many KPIs are well, not well, not reported and not due, as `OVER_TIME` groups them."""
    well, unknown = counts.get("on track", 0) + counts.get("achieved", 0), counts.get("not reported", 0)
    waiting = counts.get("not due", 0)
    return well, sum(counts.values()) - well - unknown - waiting, unknown, waiting


def cut(shown: list[Matter], said: list[Matter]) -> list[Matter]:
    """What the page shows, with each title that it cut completed by the paper that begins alike."""
    return [
        replace(one, title=other.title) if other.title.startswith(one.title.removesuffix(" …")) else one
        for one, other in zip(shown, said, strict=True)
    ]


def unpacked(file: bytes) -> dict[str, bytes]:
    """The files of the ZIP by what they are called after the day: `minutes.docx`."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        names = {re.sub(r".*dia-(\w+)-[\d-]+", r"\1", name): name for name in archive.namelist()}
        return {short: archive.read(name) for short, name in names.items()}


def of_document(file: bytes) -> Said:
    """What a DOCX says; its charts are those of the workbooks behind them, that Word shows when they are edited."""
    read = Document(io.BytesIO(file))
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        books = [package.read(name) for name in package.namelist() if name.startswith("word/embeddings/")]
    return Said(
        texts=[seen(paragraph.text) for paragraph in read.paragraphs],
        tables=[[[seen(cell.text) for cell in row.cells] for row in table.rows] for table in read.tables],
        charts=[_chart_of(openpyxl.load_workbook(io.BytesIO(book)).active.values) for book in books],
    )


def _chart_of(rows: Iterable[tuple[Any, ...]]) -> dict[str, list[Any]]:
    (_, *names), *lines = rows
    columns = list(zip(*lines, strict=True))
    return {"": list(columns[0])} | {name: list(values) for name, values in zip(names, columns[1:], strict=True)}


def of_slides(file: bytes) -> Said:
    """What a PPTX says."""
    shapes = [shape for slide in Presentation(io.BytesIO(file)).slides for shape in slide.shapes]
    charts = [shape.chart.plots[0] for shape in shapes if shape.has_chart]
    return Said(
        texts=[seen(shape.text_frame.text) for shape in shapes if shape.has_text_frame],
        tables=[
            [[seen(cell.text) for cell in row.cells] for row in shape.table.rows] for shape in shapes if shape.has_table
        ],
        charts=[
            {"": list(plot.categories)} | {series.name: list(series.values) for series in plot.series}
            for plot in charts
        ],
    )


def of_workbook(file: bytes) -> Sheets:
    """The lines of each sheet of an XLSX that holds a table, by its title."""
    found = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(file)):
        title, _, _, *lines = [list(row) for row in sheet.values] + [[None]] * 3
        if sheet.freeze_panes and lines:
            head = [cell or "" for cell in lines[0]]
            found[str(title[0])] = [dict(zip(head, line, strict=False)) for line in lines[1:] if line != [None]]
    return found
