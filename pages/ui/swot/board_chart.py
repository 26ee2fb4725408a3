"""One quadrant of a board: a line for each point, and what bears on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pages.ui.charts import statements
from pages.ui.charts.chart import Statement, StatementChart
from pages.ui.swot.text import Signs

LETTERS_OF_A_LINE = {True: 34, False: 58}
"""How many letters a line of a sentence takes, on a phone or not."""
PADDING = 8
MOST_LINES = {True: 6, False: 4}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One point: the sentence with its name, and what bears on it."""

    sentence: str
    signs: Signs


def cut_sentence(sentence: str, *, is_phone: bool) -> str:
    """The sentence as far as a line of the board takes it; the drawer has all of it."""
    room = LETTERS_OF_A_LINE[is_phone] * MOST_LINES[is_phone] - 1
    return sentence if len(sentence) <= room else f"{sentence[: room - 1].rstrip()}…"


def measure_row(sentences: Sequence[str], *, is_phone: bool) -> int:
    """How high each line of a board is, in pixels, so that the longest sentence has room."""
    longest = max((len(sentence) for sentence in sentences), default=0)
    lines = min(max(-(-longest // LETTERS_OF_A_LINE[is_phone]), 2), MOST_LINES[is_phone])
    return lines * statements.LINE + PADDING


def chart_quadrant(rows: Sequence[Row], *, most: int, alt: str = "") -> StatementChart:
    """The evidence against and for each point, and a warning where one is active.

    `most` ends the scale that all quadrants share; a click tells a point by its place among the rows.
    """
    return StatementChart(
        finding=alt,
        compared="points",
        over="evidence linked by us",
        unit="links of ours",
        statements=[
            Statement(
                text=row.sentence,
                against=row.signs.contradicts,
                supporting=row.signs.supports,
                is_warned=bool(row.signs.tripped),
            )
            for row in rows
        ],
        most=most,
        none="no link",
        warning="warning",
        alt=alt,
    )
