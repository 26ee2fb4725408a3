"""The slides of a paper: one for each card, at most eight, and what is left to other files is named."""

import io

import pandas as pd
import pptx
import pytest

from dia_data.papers import pptx as slides
from dia_data.papers.deck import MOST_SLIDES, Deck, plan_slides
from dia_data.papers.paper import Block, Chart, Grid, Heading, Paper, Series


def card(name: str, *, categories: int = 0, rows: int = 3) -> list[Block]:
    """A heading, a chart where there are categories, and a table."""
    chart = Chart(
        title=f"Bars: {name}", kind="bar", categories=[f"{name} {place}" for place in range(categories)],
        series=[Series(name="share", values=[1.0] * categories)],
    )  # fmt: skip
    grid = Grid(title=name, rows=pd.DataFrame({"value": range(rows)}), note="Source: ours.")
    return [Heading(text=name), *([chart] if categories else []), grid]


def paper(*cards: list[Block]) -> Paper:
    return Paper(
        title="Page", as_of=pd.Timestamp("2021-06-30"), workspace="w", blocks=[block for one in cards for block in one]
    )


def titles(deck: Deck) -> list[str]:
    return [one.title for one in deck.slides]


def test_a_card_with_a_long_table_is_one_slide_with_its_chart_that_says_where_the_table_is():
    (slide,) = plan_slides(paper(card("Growth", categories=6, rows=130))).slides
    assert (slide.title, [chart.title for chart in slide.charts]) == ("Growth", ["Bars"])
    assert "The table has 130 rows: see the workbook." in slide.notes


def test_of_a_chart_with_very_many_bars_the_first_are_drawn_and_the_slide_says_so():
    (slide,) = plan_slides(paper(card("Countries", categories=54, rows=54))).slides
    assert len(slide.charts[0].categories) == 26
    assert "The first 26 of 54 are drawn: see the workbook." in slide.notes


def test_small_tables_have_a_slide_of_their_own_while_there_is_room():
    assert titles(plan_slides(paper(card("One", categories=2)))) == ["One", "One"]
    crowded = plan_slides(paper(*(card(name, categories=12) for name in "ABCD")))
    assert titles(crowded) == ["A", "A", "B", "B", "C", "D"]


def test_where_there_are_too_many_small_charts_share_a_slide():
    deck = plan_slides(paper(*(card(name, categories=12 if name in "AB" else 3) for name in "ABCDEFGH")))
    assert titles(deck)[:3] == ["A", "B", "C · D"]
    assert (len(deck.slides), deck.left_out) == (6, [])
    assert [len(one.charts) for one in deck.slides] == [1, 1, 2, 2, 1, 1]


def test_what_does_not_fit_even_so_is_named():
    deck = plan_slides(paper(*(card(name) for name in "ABCDEFGH")))
    assert (titles(deck), deck.left_out) == (list("ABCDEF"), ["G", "H"])


@pytest.mark.parametrize("number", [1, 6, 7, 20])
def test_a_paper_has_at_most_eight_slides_and_the_last_names_the_rest(number: int):
    made = pptx.Presentation(io.BytesIO(slides.write(paper(*(card(f"Card {place}.") for place in range(number))))))
    assert len(made.slides) == min(number, MOST_SLIDES - 2) + 2
    last = "\n".join(shape.text_frame.text for shape in made.slides[-1].shapes if shape.has_text_frame)
    assert ("On the page besides, in the workbook and the PDF: " in last) == (number > MOST_SLIDES - 2)
    assert all(f"Card {place}." in last for place in range(MOST_SLIDES - 2, number))
