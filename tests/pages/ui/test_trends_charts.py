"""The matrix as a figure: which squares stand where, and what a click on one answers."""

from typing import Any

import plotly.graph_objects as go
import pytest

from dia_data.queries import trends
from dia_data.store import Store
from pages.ui import trends_charts as charts
from pages.ui import trends_table as table


@pytest.fixture(scope="module")
def pairs(loaded: Store) -> list[dict[str, Any]]:
    return trends.pairs(loaded)


def traces(figure: go.Figure) -> dict[str, int]:
    """The legend: how many squares of each kind."""
    return {trace.name.rsplit(" (", 1)[0]: len(trace.x) for trace in figure.data if trace.name}


@pytest.mark.parametrize(
    ("view", "kinds"),
    [
        (table.INFLUENCED, {"marked, and strong in figure 5": 12, "marked": 31, "not marked": 77}),
        (table.INFLUENCING, {"marked, and strong in figure 5": 11, "marked": 8, "not marked": 101}),
        (
            table.STRONG,
            {
                "strong, both directions marked": 11,
                "strong, one direction marked": 1,
                "strong, no direction marked": 1,
                "not marked": 107,
            },
        ),
    ],
)
def test_each_view_draws_every_pair_once_by_what_is_marked(
    pairs: list[dict[str, Any]], view: str, kinds: dict[str, int]
):
    assert traces(charts.matrix(pairs, view=view, chosen=(None, None))) == kinds


def test_a_square_answers_with_its_trend_and_industry(pairs: list[dict[str, Any]]):
    figure = charts.matrix(pairs, view=table.STRONG, chosen=(None, None))
    (alone,) = (trace for trace in figure.data if trace.name == "strong, no direction marked (1)")
    assert list(alone.customdata[0][:2]) == ["social_media", "logistical_services"]
    assert alone.text == "?"


def test_the_chosen_square_is_framed_and_none_where_nothing_is_chosen(pairs: list[dict[str, Any]]):
    for chosen, frames in ((("big_data", "digital_industries"), 1), ((None, None), 0), (("big_data", None), 0)):
        assert len(charts.matrix(pairs, view=table.STRONG, chosen=chosen).data[-1].x) == frames


def test_industries_with_most_strong_interdependencies_stand_first_in_each_view(pairs: list[dict[str, Any]]):
    for view in table.VIEWS:
        labels = charts.matrix(pairs, view=view, chosen=(None, None)).layout.xaxis.ticktext
        assert labels[0] == "Logistical<br>Services"
        assert len(labels) == 10


def test_a_filtered_matrix_is_as_narrow_as_its_columns(pairs: list[dict[str, Any]]):
    one = [row for row in pairs if row["industry_id"] == "blue_growth"]
    assert charts.width(one) < charts.width(pairs) < 1280
    assert len(charts.matrix(one, view=table.STRONG, chosen=(None, None)).layout.xaxis.ticktext) == 1
