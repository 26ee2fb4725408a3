"""What a page says and hands over as a file: words that can be read, charts, and tables with all of the screen."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dia_data.frames import make_frame
from dia_data.papers import pptx as slides
from dia_data.papers.fitting import fit_table
from dia_data.papers.paper import Block, Chart, Grid
from dia_data.queries import activities, checks, sources, swot
from dia_data.queries import history as changes
from dia_data.storage import workspaces
from dia_data.storage.store import Store
from dia_data.swot import Evidence
from dia_data.wording.cells import format_cell, is_list
from dia_data.wording.columns import Column, Format, Role, describe_column, list_undescribed
from dia_data.wording.figures import format_count, is_known
from pages._navigation import NAVIGATION
from pages.ui import exports
from pages.ui.indicators import kpi_plans, kpi_rows
from pages.ui.kpis import sheet
from pages.ui.meeting import text as meeting_text
from pages.ui.record import history
from pages.ui.roadmap import text as roadmap_text
from pages.ui.survey.text import DEPENDS_ON
from pages.ui.swot import rules
from pages.ui.trends import steps
from tests.pages.conftest import LAST_DAY, Opened, show
from tests.pages.every_word import FOR_PROGRAMS, choices, nodes, of_papers, of_screen
from tests.pages.paper_tables import READERS, Read, as_number, paper_of, read_csv, read_file

ADDRESS = "http://localhost/page"
PAGES = [entry.file for entry in NAVIGATION]
LOOKED_AT = 30
"""Rows of each table that are compared: slides show no more than some."""

REQUIRED = (Role.FIGURE, Role.PROVENANCE)
DATA_KINDS = ("xlsx", "csv")
"""Kinds that hold every column, as values."""


def blocks(opened: Opened, page: str) -> list[Block]:
    parts = opened(page).session_state[exports.CARDS]
    return [
        block
        for part in parts.values()
        for card in part.cards.values()
        for block in exports._list_blocks(card, ADDRESS)
    ]


@pytest.mark.parametrize(
    ("page", "charts"),
    [
        ("kpis", ["KPIs by status"]),
        ("markets", ["Growth by year", "Growth by year", "Days until payment", "Existing business and interest"]),
        ("survey", ["Countries named", "Countries named"]),
        ("cooperation", ["Strength of cooperation by pair", "Countries without a partner"]),
        ("trends", ["Shifts of value-chain parameters", "Marked pairs by industry"]),
        ("roadmap", ["Time line"]),
        ("swot", ["Evidence against and for each point"]),
        ("partners", ["Target industries by partner"]),
    ],
)
def test_the_charts_of_a_page_come_with_it(opened: Opened, page: str, charts: list[str]):
    drawn = [block for block in blocks(opened, page) if isinstance(block, Chart)]
    assert [chart.title.split(":")[0] for chart in drawn] == charts
    assert all(chart.categories and chart.series for chart in drawn)


def test_a_map_stays_on_the_page_and_the_paper_says_where(opened: Opened):
    notes = [block.note for block in blocks(opened, "partners") if isinstance(block, Grid)]
    assert any(note.endswith(f"The chart is on the page: {ADDRESS}") for note in notes)


@dataclass
class Walk:
    """What a page shows in both workspaces with each of its views and much of what its lists hold."""

    cards: dict[Any, exports.Shown] = field(default_factory=dict)
    """One of each kind of table in each workspace."""
    headings: set[tuple[str, str]] = field(default_factory=set)
    """Of each column of each table that can be sorted its name, and how it is headed."""
    words: set[str] = field(default_factory=set)
    """What is wrong with its words."""

    def take(self, app: AppTest, workspace: str) -> None:
        """Note what the page shows now."""
        self.words |= {f"{workspace}: {fault}" for fault in (*of_screen(app), *of_papers(app))}
        self.headings |= set(headings(app))
        for part in app.session_state[exports.CARDS].values():
            for key, card in part.cards.items():
                self.cards.setdefault((workspace, key, tuple(card.rows.columns), card.rows.empty), card)

    def shown(self) -> list[exports.Shown]:
        """Its tables, once where both workspaces show the same."""
        said = {(card.title, str(card.rows.dtypes), card.rows.to_csv()): card for card in self.cards.values()}
        return list(said.values())


_walks: dict[str, Walk] = {}
"""Each page is walked through once."""


@pytest.fixture
def walked(page: str, opened: Opened, year: Store, monkeypatch: pytest.MonkeyPatch) -> Walk:
    if page not in _walks:
        show(monkeypatch, demonstration=year)
        _walks[page] = walk(opened, page)
    return _walks[page]


def walk(opened: Opened, page: str) -> Walk:
    found = Walk()
    for name in workspaces.NAMES:
        for app in choices(opened(page, **({"workspace": name} if name != workspaces.NAMES[0] else {}))):
            assert not app.exception, app.exception
            found.take(app, name)
    return found


def headings(app: AppTest) -> Iterator[tuple[str, str]]:
    for node in nodes(app._tree):
        if getattr(node, "type", "") in ("arrow_data_frame", "dataframe"):
            labels = json.loads(node.proto.columns or "{}")
            for column in map(str, node.value.columns):
                yield column, (labels.get(column) or {}).get("label") or column


CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+")
"""How what programs call things looks."""


def codes(rows: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """The cells that read as codes, each with its column; those of columns for programs may."""
    for column in map(describe_column, rows.columns):
        if column.role is not Role.INTERNAL and column.name not in FOR_PROGRAMS:
            texts = {value for value in rows[column.name].tolist() if isinstance(value, str)}
            parts = {part for text in texts for part in text.split(", ")}
            yield from ((column.name, part) for part in parts if CODE.fullmatch(part))


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as their cells read."""
    return rows.apply(lambda values: values.map(partial(format_cell, column=describe_column(values.name))))


def heading_faults(found: Walk) -> Iterator[str]:
    """A column is headed as it is described; of one that is not, the page itself writes the heading."""
    for name, heading in found.headings:
        if not list_undescribed([name]) and heading != describe_column(name).title:
            yield f"{name} is described otherwise than {heading!r}"
        if list_undescribed([name]) and not heading[:1].isupper():
            yield f"{name} is neither described nor written out by its page"


def wanted(value: Any, column: Column, kind: str) -> str:
    """How a value stands in a kind of file: as it is read, or as it is."""
    if kind not in DATA_KINDS or isinstance(value, str) or is_list(value) or column.format is Format.FORECAST:
        return format_cell(value, column)
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return as_number(value) if isinstance(value, (int, float)) else format_cell(value)


def missing_in_line(line: str, text: str, row: "pd.Series[Any]", kind: str) -> Iterator[str]:
    """What of a row neither its line says nor, if it is a note, the text below the table."""
    for name, value in row.items():
        column = describe_column(name)
        if column.role not in REQUIRED or not (is_list(value) or is_known(value)):
            continue
        said = " ".join(wanted(value, column, kind).split())
        below = text if column.format is Format.NOTE else ""
        if said and said not in line and said not in below:
            yield f"{column.heading}: {said!r}"


def missing(read: Read, rows: pd.DataFrame, kind: str) -> Iterator[str]:
    """What a file lacks that a table of the screen has."""
    lines = [" ".join(line.replace("'", "").split()) for line in read.lines()]
    text = " ".join(read.text.replace("'", "").split())
    for line, (_, row) in zip(lines, rows.iterrows(), strict=False):
        yield from missing_in_line(line, text, row.map(without_quotes), kind)
    if len(lines) < len(rows):
        yield f"{len(rows) - len(lines)} rows"
    headings = read.headings()
    for column in map(describe_column, rows.columns):
        if column.unit and rows[column.name].notna().any() and column.unit not in headings:
            yield f"unit of {column.heading}"


def without_quotes(value: Any) -> Any:
    """CSV quotes text that a spreadsheet would run; here it counts as the same."""
    return value.replace("'", "") if isinstance(value, str) else value


def missing_in_files(shown: Sequence[exports.Shown]) -> Iterator[str]:
    """What the files of a page lack of its cards."""
    every = [card.rows.head(LOOKED_AT) for card in shown]
    reads = {kind: read_file(kind, paper_of(every)) for kind in READERS if kind != "pptx"}
    reads["csv"] = [read_csv(exports.write_csv(rows)) for rows in every]
    for kind, found in reads.items():
        for card, rows, read in zip(shown, every, found, strict=True):
            yield from (f"{kind}: {card.title}: {fault}" for fault in missing(read, rows, kind))
    for card in shown:
        yield from (f"pptx: {card.title}: {fault}" for fault in missing_on_slides(card.rows))


def even(lines: Sequence[Sequence[str]]) -> list[list[str]]:
    """The cells with one space where there is any."""
    return [[" ".join(text.split()) for text in line] for line in lines]


def missing_on_slides(rows: pd.DataFrame) -> Iterator[str]:
    """What the slide of a table neither shows nor says to be in the workbook."""
    paper = paper_of([rows])
    (read,) = read_file("pptx", paper)
    fitted = fit_table(
        paper.grids[0], most_columns=slides.MOST_COLUMNS, most_rows=len(rows), most_signs=slides.MOST_SIGNS
    )
    if rows.empty:
        if "No rows." not in read.text:
            yield "that it has no rows"
        return
    ((headings, *lines),) = read.tables
    first = fitted.parts[0]
    wanted_lines = [[" ".join(text.split()) for text in line] for line in first.lines[: len(lines)]]
    if (headings, [[" ".join(text.split()) for text in line] for line in lines]) != (
        list(first.headings),
        wanted_lines,
    ):
        yield "what its first rows say"
    if len(lines) < len(rows) and f"The table has {format_count(len(rows), 'row')}: see the workbook." not in read.text:
        yield f"{len(rows) - len(lines)} rows"
    if len(fitted.parts) > 1 and "The workbook has further columns." not in read.text:
        yield "columns"


@pytest.mark.parametrize("page", PAGES)
def test_every_word_can_be_read_on_the_screen_and_in_papers(walked: Walk):
    assert sorted(walked.words) == []


@pytest.mark.parametrize("page", PAGES)
def test_no_file_lacks_a_figure_its_unit_or_where_it_is_from(walked: Walk):
    assert list(heading_faults(walked)) == []
    shown = walked.shown()
    assert sorted({code for card in shown for code in codes(in_words(card.rows))}) == []
    for card in shown:
        assert list_undescribed(card.rows.columns) == [], card.title
        titles = [describe_column(column).title for column in card.rows.columns]
        assert len(set(titles)) == len(titles), (card.title, titles)
    assert list(missing_in_files(shown)) == []


@pytest.mark.parametrize("name", workspaces.NAMES)
def test_a_table_of_words_and_one_that_a_button_opens_are_described_as_well(
    name: str, consortium: Store, year: Store, monkeypatch: pytest.MonkeyPatch
):
    store = year if name == "demonstration" else consortium
    tables = {
        **{
            f"{kind} {check.name}": checks.broken_by(store, kind=kind, name=check.name).columns
            for kind in checks.KINDS
            for check in checks.overview(store, kind=kind)
        },
        "found": sources.search(store, words="growth").columns,
        "evidence": make_frame(swot.evidence(store), Evidence).drop(columns="about").columns,
        "rules": rules.tabulate_verdicts([]).columns,
        "reports": sheet.REPORT_COLUMNS,
        "list of KPIs": kpi_rows.COLUMNS.names,
        "partners": sheet.tabulate_partners([], "").columns,
        "countries": sheet.tabulate_countries([], "sum").columns,
        "plans": kpi_plans.tabulate_plans([], "consortium", {}).columns,
        "agenda": meeting_text.tabulate_items([]).columns,
        "register": meeting_text.tabulate_register([], LAST_DAY, carried_out={}, workspace={}).columns,
        "mapping": steps.tabulate_mapping([]).columns,
        "dates": roadmap_text.tabulate_revisions(activities.revisions(store)).columns,
        "changes": history._shown(changes.between(store, start=date(2019, 1, 1), end=LAST_DAY)).columns,
    }
    assert {title: found for title, names in tables.items() if (found := list_undescribed(names))} == {}


PLACES = [
    *((page, {}) for page in PAGES),
    ("markets", {"market": "Germany"}),
    ("partners", {"partner": "MESAP"}),
    ("kpis", {"kpi": "Training webinars"}),
    ("kpis", {"kpis_view": "By market"}),
    ("roadmap", {"focus": "Fact-finding mission to China"}),
    ("cooperation", {"country": "Germany"}),
    *(("survey", {"theme": theme}) for theme in DEPENDS_ON),
]


def test_each_place_in_a_document_is_told_with_the_document(opened: Opened):
    nowhere = set()
    for page, address in PLACES:
        for part in opened(page, **address).session_state[exports.CARDS].values():
            for name, card in part.cards.items():
                nowhere |= {(page, name, place) for place in without_a_document(card.rows)}
    assert nowhere == set()


def without_a_document(rows: pd.DataFrame) -> set[str]:
    """The places that neither a row nor they themselves say the document of."""
    if "locator" not in rows:
        return set()
    told = rows["source_id"].notna() if "source_id" in rows else pd.Series(data=False, index=rows.index)
    places = rows.loc[rows["locator"].notna() & ~told, "locator"].astype(str)
    return {place for places_in in places for place in places_in.split("; ") if not place.startswith(("D3.1 ", "ECO "))}
