"""The matrix as an option of ECharts: which squares stand where, in which order, on a wide and a narrow screen."""

from typing import Any

import pytest

from dia_data.paths import Pair
from dia_data.queries import trends
from dia_data.storage.store import Store
from dia_data.wording.trends import shorten_trend
from pages.ui.charts import echarts, look
from pages.ui.trends import charts
from pages.ui.trends import text as table


@pytest.fixture(scope="module")
def pairs(loaded: Store) -> list[Pair]:
    return trends.pairs(loaded)


def legend(option: dict[str, Any]) -> list[str]:
    return [one["name"] for one in option["legend"]["data"]]


def squares(option: dict[str, Any]) -> list[dict[str, Any]]:
    return option["series"][0]["data"]


def narrow(option: dict[str, Any]) -> dict[str, Any]:
    return option["media"][0]["option"]


@pytest.mark.parametrize(
    ("view", "kinds"),
    [
        (table.INFLUENCED, ["marked, strong in figure 5 (12)", "marked (31)", "not marked (77)"]),
        (table.INFLUENCING, ["marked, strong in figure 5 (11)", "marked (8)", "not marked (101)"]),
        (
            table.STRONG,
            ["strong, both directions (11)", "one direction (1)", "no direction (1)", "not marked (107)"],
        ),
    ],
)
def test_each_view_draws_every_pair_once_and_says_how_many_of_each_kind(pairs: list[Pair], view: str, kinds: list[str]):
    option = echarts.draw(charts.chart_matrix(pairs, view=view, chosen=(None, None)))
    assert legend(option) == kinds
    assert len({tuple(square["value"][:2]) for square in squares(option)}) == len(pairs)


def test_squares_stand_in_the_order_of_the_pairs_so_that_a_click_on_one_tells_its_pair(pairs: list[Pair]):
    found = squares(echarts.draw(charts.chart_matrix(pairs, view=table.STRONG, chosen=(None, None))))
    signed = [place for place, square in enumerate(found) if square.get("label", {}).get("formatter") == "?"]
    (row,) = [pairs[place] for place in signed]
    assert (row.trend_id, row.industry_id) == ("social_media", "logistical_services")


def test_a_sign_in_a_square_without_a_fill_takes_the_colour_of_the_theme(pairs: list[Pair]):
    labels = [
        square.get("label", {})
        for square in squares(echarts.draw(charts.chart_matrix(pairs, view=table.STRONG, chosen=(None,) * 2)))
    ]
    assert {one["formatter"]: one.get("color") for one in labels if one} == {"?": None, "1": charts.INK}


def test_what_is_not_marked_is_a_faint_dot_in_a_square_that_is_clicked_and_not_seen(pairs: list[Pair]):
    option = echarts.draw(charts.chart_matrix(pairs, view=table.STRONG, chosen=(None, None)))
    dots = next(one for one in option["series"] if one.get("id") == charts.DOTS)
    unseen = [one["value"][:2] for one in squares(option) if one["itemStyle"]["opacity"] == charts.BLANK.opacity]
    assert (dots["symbol"], dots["silent"], dots["data"]) == ("circle", True, unseen)
    assert len(unseen) == 107
    for square in squares(option):
        if square["value"][:2] in unseen:
            assert square["itemStyle"]["color"] == "transparent"


def test_a_square_says_what_the_figures_mark(pairs: list[Pair]):
    first = squares(echarts.draw(charts.chart_matrix(pairs, view=table.STRONG, chosen=(None, None))))[0]
    assert first["value"][2:4] == [shorten_trend(pairs[0].trend_name), pairs[0].industry_name]
    assert first["value"][4].startswith("trend influences industry:")
    assert len(first["value"]) == 8


def test_a_click_changes_nothing_in_how_a_square_looks(pairs: list[Pair]):
    for square in squares(echarts.draw(charts.chart_matrix(pairs, view=table.STRONG, chosen=(None, None)))):
        assert square["select"]["itemStyle"] == square["itemStyle"]


def test_the_chosen_square_is_framed_and_none_where_nothing_is_chosen(pairs: list[Pair]):
    for chosen, frames in ((("big_data", "digital_industries"), 1), ((None, None), 0), (("big_data", None), 0)):
        frame = echarts.draw(charts.chart_matrix(pairs, view=table.STRONG, chosen=chosen))["series"][1]
        assert (frame["id"], len(frame["data"])) == ("frame", frames)


def test_industries_with_most_strong_interdependencies_stand_first_in_each_view(pairs: list[Pair]):
    for view in table.VIEWS:
        heads = echarts.draw(charts.chart_matrix(pairs, view=view, chosen=(None, None)))["xAxis"][0]["data"]
        assert heads[0] == "Logistical\nServices"
        assert len(heads) == 10


def test_where_the_wide_form_does_not_fit_the_narrow_one_is_drawn_in_type_of_12_pixels(pairs: list[Pair]):
    option = echarts.draw(charts.chart_matrix(pairs, view=table.STRONG, chosen=(None, None)))
    grid = option["media"][1]["option"]["grid"]
    assert option["media"][0]["query"] == {"maxWidth": grid["left"] + grid["width"] - 1}
    assert [narrow(option)[axis][0]["axisLabel"]["fontSize"] for axis in ("xAxis", "yAxis")] == [look.SMALL] * 2
    assert look.SMALL == 12


def test_what_the_narrow_form_changes_the_wide_form_sets_back(pairs: list[Pair]):
    tight, wide = (
        one["option"]
        for one in echarts.draw(charts.chart_matrix(pairs, view=table.STRONG, chosen=(None, None)))["media"]
    )
    assert tight.keys() == wide.keys()
    assert [one.keys() for one in tight["series"]] == [one.keys() for one in wide["series"]]
    for axis in ("xAxis", "yAxis"):
        assert tight[axis][0]["axisLabel"].keys() == wide[axis][0]["axisLabel"].keys()


def test_few_industries_are_written_level_on_a_narrow_screen_too(pairs: list[Pair]):
    one = [row for row in pairs if row.industry_id == "blue_growth"]
    turned = [
        narrow(echarts.draw(charts.chart_matrix(rows, view=table.STRONG, chosen=(None, None))))["xAxis"][0][
            "axisLabel"
        ]["rotate"]
        for rows in (one, pairs)
    ]
    assert turned == [0, 90]
