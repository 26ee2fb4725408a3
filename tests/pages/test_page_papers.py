"""What a page hands over when it is asked for as a file: its charts, and its tables with all that the screen has."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
import pytest
import streamlit as st

from dia_data.papers.paper import Block, Chart, Grid
from dia_data.storage import workspaces
from dia_data.storage.store import Store
from dia_data.wording.cells import format_cell, is_list
from dia_data.wording.columns import Column, Format, Role, describe_column, list_undescribed
from dia_data.wording.figures import is_known
from pages._navigation import NAVIGATION
from pages.ui import exports
from tests.pages.conftest import Opened
from tests.pages.paper_tables import READERS, Read, as_number, paper_of, read_csv, read_file
from tests.pages.test_every_word import choices

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
        block for part in parts.values() for card in part.cards.values() for block in exports._blocks(card, ADDRESS)
    ]


@pytest.mark.parametrize(
    ("page", "charts"),
    [
        ("kpis", ["KPIs by status"]),
        ("markets", ["Growth by year", "Growth by year", "Days until payment", "Existing business, and wishes"]),
        ("survey", ["Have and want", "Have and want"]),
        ("cooperation", ["Strength of cooperation by pair"]),
        ("trends", ["Marked pairs by industry"]),
    ],
)
def test_the_charts_of_a_page_come_with_it(opened: Opened, page: str, charts: list[str]):
    drawn = [block for block in blocks(opened, page) if isinstance(block, Chart)]
    assert [chart.title.split(":")[0] for chart in drawn] == charts
    assert all(chart.categories and chart.series for chart in drawn)


@pytest.mark.parametrize("page", ["partners", "roadmap"])
def test_a_map_and_a_time_line_that_shows_no_delay_stay_on_the_page_and_the_paper_says_where(opened: Opened, page: str):
    notes = [block.note for block in blocks(opened, page) if isinstance(block, Grid)]
    assert any(note.endswith(f"The chart is on the page: {ADDRESS}") for note in notes)


def cards(opened: Opened, page: str, workspace: str) -> Iterator[exports.Shown]:
    """Every card of a page, with each of its views and some of what its lists hold; one of each kind of table."""
    seen: set[Any] = set()
    for app in choices(opened(page, **({"workspace": workspace} if workspace != workspaces.NAMES[0] else {})), most=2):
        for part in app.session_state[exports.CARDS].values():
            for key, card in part.cards.items():
                kind = (key, tuple(card.rows.columns), card.rows.notna().any().tolist() and card.rows.empty)
                if kind not in seen:
                    seen.add(kind)
                    yield card


def wanted(value: Any, column: Column, kind: str) -> str:
    """How a value stands in a kind of file: as it is read, or as it is."""
    if kind not in DATA_KINDS or isinstance(value, str) or is_list(value) or column.format is Format.FORECAST:
        return format_cell(value, column)
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, bool):
        return str(value)
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
    reads = {kind: read_file(kind, paper_of(every)) for kind in READERS}
    reads["csv"] = [read_csv(exports.csv(rows)) for rows in every]
    for kind, found in reads.items():
        for card, rows, read in zip(shown, every, found, strict=True):
            yield from (f"{kind}: {card.title}: {fault}" for fault in missing(read, rows, kind))


@pytest.mark.parametrize("name", workspaces.NAMES)
@pytest.mark.parametrize("page", PAGES)
def test_no_file_lacks_a_figure_its_unit_or_where_it_is_from(
    page: str, name: str, opened: Opened, year: Store, monkeypatch: pytest.MonkeyPatch
):
    st.cache_data.clear()
    monkeypatch.setitem(workspaces._open, "demonstration", year)
    shown = list(cards(opened, page, name))
    for card in shown:
        assert list_undescribed(card.rows.columns) == [], card.title
        titles = [describe_column(column).title for column in card.rows.columns]
        assert len(set(titles)) == len(titles), (card.title, titles)
    assert list(missing_in_files(shown)) == []
