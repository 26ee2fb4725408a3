"""Cells are shaded in the direction that is declared, and not where there is none."""

import pandas as pd
import pytest

from dia_data.queries.markets import Step
from pages.ui.markets import heat

WORDS = [Step(indicator_id="grows", word=word, place=place) for place, word in enumerate(("low", "average", "high"))]


def rows(higher_is: str, **values: float | str | None) -> pd.DataFrame:
    words = [value if isinstance(value, str) else None for value in values.values()]
    figures = [None if isinstance(value, str) else value for value in values.values()]
    return pd.DataFrame(
        {
            "indicator_id": "grows", "country_name": list(values), "higher_is": higher_is, "period": "2019",
            "value": figures, "value_low": None, "value_high": None, "label": words,
            "printed": [None if value is None else str(value) for value in values.values()],
        }
    )  # fmt: skip


OF_WORDS = {(step.indicator_id, step.word): float(step.place) for step in WORDS}


@pytest.mark.parametrize(
    ("shown", "scores"),
    [
        (rows("better", Italy=1.0, China=3.0, USA=2.0), {"Italy": 0, "China": 1, "USA": 0.5}),
        (rows("worse", Italy=1.0, China=3.0, USA=None), {"Italy": 1, "China": 0}),
        (rows("worse", Italy="High", China="low", USA="average"), {"Italy": 0, "China": 1, "USA": 0.5}),
        (rows("neither", Italy=1.0, China=3.0), {}),
        (rows("better", Italy=2.0, China=2.0), {}),
        (rows("better", Italy=None, China=2.0), {}),
    ],
)
def test_the_better_figure_scores_higher(shown: pd.DataFrame, scores: dict[str, float]):
    assert heat.score_markets(shown, OF_WORDS) == scores


def test_each_cell_of_the_table_has_a_style_of_its_own_and_rows_of_the_survey_have_none():
    table = pd.DataFrame(
        [["1", "3", "–"], ["9", "8", "7"]], index=["Growth", "Wish"], columns=["Italy", "China", "USA"]
    )
    styles = heat.shade(table, rows("better", Italy=1.0, China=3.0, USA=None), WORDS)
    assert styles.loc["Growth", "China"] == heat.SHADE.format(heat.DARKEST)
    assert styles.loc["Growth", "Italy"] == heat.SHADE.format(heat.FAINTEST)
    assert styles.loc["Growth", "USA"] == ""
    assert list(styles.loc["Wish"]) == ["", "", ""]
