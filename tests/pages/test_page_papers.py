"""What a page hands over when it is asked for as a file: its charts and its tables."""

import pytest

from dia_data.papers.paper import Block, Chart, Grid
from pages.ui import exports
from tests.pages.conftest import Opened

ADDRESS = "http://localhost/page"


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
