"""The charts of SWOT: a quadrant, the matrix of coverage and the ratings, as options of ECharts."""

from typing import Any

import pytest

from dia_data.swot import Answer, PointActivity
from pages.ui.charts import echarts, papers, statements
from pages.ui.indicators import kpi_status
from pages.ui.swot import board_chart, coverage_chart, ratings, ratings_chart
from pages.ui.swot import text as table
from pages.ui.swot.ratings_chart import Rated
from tests.examples import example
from tests.pages.ui.swot.test_text import point

ROWS = [
    board_chart.Row(sentence="Text (S1)", signs=table.Signs(supports=3, contradicts=1, tripped=1)),
    board_chart.Row(sentence="More (S2)", signs=table.Signs()),
]


def activity(code: str) -> PointActivity:
    return example(PointActivity, activity_id=code, activity_name=f"Activity {code}")


def rated(label: str, relevance: float, urgency: float, **changed: Any) -> Rated:
    return Rated(
        point=point(label, **changed), label=label, relevance=relevance, urgency=urgency, raters=2, basis="entered"
    )


def test_each_series_of_a_quadrant_that_is_clicked_has_the_points_in_order_and_shares_the_scale():
    option = statements.draw(board_chart.chart_quadrant(ROWS, most=5))
    sentences, against, supporting, warnings = option["series"]
    assert [one["name"] for one in sentences["data"]] == ["Text (S1)", "More (S2)"]
    assert [one["value"] for one in against["data"]] == [-1, 0]
    assert [one["value"] for one in supporting["data"]] == [3, 0]
    assert warnings["data"] == [[statements.WARNING_AT, 0]]
    assert (option["xAxis"][1]["min"], option["xAxis"][1]["max"]) == (-6.5, 6.5)
    assert [one["silent"] for one in (against, supporting, warnings)] == [True] * 3


def test_a_warning_has_the_colour_of_what_is_off_track():
    assert kpi_status.ALL["off_track"].colour == statements.WARNING_COLOUR


def test_a_point_without_evidence_says_so_and_shows_no_zero():
    _, against, supporting, _ = statements.draw(board_chart.chart_quadrant(ROWS, most=5))["series"]
    assert supporting["data"][1]["label"]["formatter"] == "no link"
    assert against["data"][1]["label"]["show"] is False


@pytest.mark.parametrize("is_phone", [True, False])
def test_a_line_is_as_high_as_its_longest_sentence_needs_up_to_a_limit(*, is_phone: bool):
    short, long = (board_chart.measure_row(["a" * length], is_phone=is_phone) for length in (10, 500))
    assert short < long
    assert board_chart.measure_row(["a" * 5000], is_phone=is_phone) == long
    cut = board_chart.cut_sentence("a" * 500, is_phone=is_phone)
    assert cut.endswith("…")
    assert board_chart.cut_sentence("Text (S1)", is_phone=is_phone) == "Text (S1)"


def test_coverage_has_a_cell_for_each_point_and_activity_and_a_square_where_they_are_linked_only():
    points = [point("a"), point("b", quadrant="threat")]
    answers = [example(Answer, item_id="b", activity_id="2", reason="{b} <i>helps</i>")]
    cells = coverage_chart.list_cells(points, [activity("1"), activity("2")], answers)
    assert [(cell.activity.activity_id, cell.point.item_id) for cell in cells] == [
        ("2", "a"), ("2", "b"), ("1", "a"), ("1", "b")
    ]  # fmt: skip
    squares, dots = echarts.draw(coverage_chart.chart_coverage(cells, {"a": "S1", "b": "T1"}))["series"]
    assert [one["itemStyle"]["color"] for one in squares["data"]].count(coverage_chart.PURPLE) == 1
    assert len(dots["data"]) == 3
    # Told as a value, which ECharts escapes; in a template of its own it would be read as markup.
    assert "{b} <i>helps</i>" in squares["data"][1]["value"]
    assert "helps" not in squares["tooltip"]["formatter"]


def test_points_rated_nearly_alike_share_a_label_and_a_click_tells_each_of_them():
    every = [rated("S1", 4, 4), rated("O1", 4.1, 4.2), rated("W1", 2, 2, quadrant="weakness")]
    assert ratings_chart.name_groups(every) == {"O1": "O1, S1", "W1": "W1"}
    helps, hinders = echarts.draw(ratings_chart.chart_ratings(every))["series"]
    assert [one["value"][:2] for one in helps["data"]] == [[4, 4], [4.1, 4.2]]
    assert [one.label for of_kind in ratings_chart.sort_for_series(every) for one in of_kind] == ["S1", "O1", "W1"]
    assert len(hinders["data"]) == 1


def test_the_ratings_in_words_name_the_most_urgent_and_those_that_are_level():
    every = [rated(f"S{place}", 4, 4) for place in range(6)]
    assert table.write_ratings_headline(every[:1]) == ("S0 is rated most urgent of 1 rated point: 4.0 of 5 on average")
    assert table.write_ratings_headline([]) == "No point is rated yet"
    assert "1 more is level with the last." in table.list_highest(every)


def test_the_papers_have_bars_for_evidence_ratings_and_links():
    points = [point("a"), point("b", is_retired=True)]
    rows = table.tabulate_points(points, {"a": "S1", "b": "S2"}, {"a": table.Signs(supports=2, contradicts=1)})
    (chart,) = papers.chart_evidence(rows)
    assert (chart.kind, chart.categories) == ("diverging", ["S1 Text"])
    assert {one.name: list(one.values) for one in chart.series} == {"against": [1], "for": [2]}
    assert chart.note == "No bar: no link. Active warning: none."
    (chart,) = papers.chart_ratings(ratings.tabulate([rated("S1", 4, 3)]))
    assert [list(one.values) for one in chart.series] == [[4], [3]]
