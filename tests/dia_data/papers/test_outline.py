"""The headings of a paper: each table and chart is found in the list of headings, and nothing is said twice."""

import pandas as pd

from dia_data.papers.outline import add_headings, split_sections
from dia_data.papers.paper import Block, Chart, Grid, Heading, Text

ROWS = pd.DataFrame({"value": [1]})


def chart(title: str) -> Chart:
    return Chart(title=title, kind="bar", categories=[], series=[])


def headings(*blocks: Block) -> list[tuple[str, int]]:
    return [(one.text, one.level) for one in add_headings(blocks) if isinstance(one, Heading)]


def test_a_card_says_its_title_once():
    found = headings(Heading(text="Growth"), chart("By year: Growth"), Grid(title="Growth", rows=ROWS))
    assert found == [("Growth", 1), ("By year", 2), ("Table", 2)]
    assert headings(Heading(text="Growth"), Grid(title="Growth", rows=ROWS)) == [("Growth", 1)]


def test_tables_under_a_heading_of_several_have_one_of_their_own_below_it():
    found = headings(
        Heading(text="KPIs"), chart("By status"), Heading(text="2. Notes", level=2), Grid(title="All", rows=ROWS)
    )
    assert found == [("KPIs", 1), ("By status", 2), ("2. Notes", 2), ("All", 3)]


def test_without_a_heading_each_table_is_one():
    assert headings(Grid(title="One", rows=ROWS), Grid(title="Two", rows=ROWS)) == [("One", 1), ("Two", 1)]


def test_sections_go_from_heading_to_heading():
    said, grid = Text(text="said"), Grid(title="One", rows=ROWS)
    found = split_sections([grid, grid, Heading(text="KPIs"), said, grid, Heading(text="Nothing below")])
    assert [(one.title, len(one.blocks)) for one in found] == [("", 1), ("", 1), ("KPIs", 2)]
