"""The heat table of the judgements: a row per activity, a cell per partner, the disagreement at the end."""

from typing import Any

from dia_data.evaluations import Spread
from pages.ui.charts import echarts, look
from pages.ui.evaluation import charts

NAMES = {
    "call": "SME call",
    "training": "Training for SME delegates to go international, with market information",
    "alone": "Exit strategy",
}
SPREADS = [
    Spread(activity_id="training", criterion="impact", by_partner={"SCS": 1, "GAIA": 5}),
    Spread(activity_id="call", criterion="impact", by_partner={"SCS": 3, "GAIA": 3}),
    Spread(activity_id="alone", criterion="impact", by_partner={"MITC": 5}),
]
PARTNERS = ["SCS", "GAIA", "MITC"]


def plot_heat(*, ink: str = look.INK, **options: Any) -> dict[str, Any]:
    return echarts.draw(charts.chart_heat(SPREADS, NAMES, PARTNERS, **options), ink=ink)


def series(option: dict[str, Any], name: str) -> list[Any]:
    return next(one["data"] for one in option["series"] if one["name"] == name)


def by_place(option: dict[str, Any]) -> dict[tuple[int, int], dict[str, Any]]:
    return {tuple(cell["value"][:2]): cell for cell in series(option, charts.CELLS)}


def test_the_biggest_disagreement_stands_at_the_top_with_its_whole_name():
    option = plot_heat()
    assert option["yAxis"][0]["data"][0] == NAMES["training"]
    assert option["yAxis"][0]["inverse"]
    for form in option["media"]:
        shown = form["option"]["yAxis"][0]["data"]
        assert [name.replace("\n", " ") for name in shown] == [NAMES[one.activity_id] for one in SPREADS]


def test_each_judgement_is_a_figure_and_the_higher_it_is_the_stronger_its_shade():
    cells = by_place(plot_heat())
    assert [cells[0, 0]["label"]["formatter"], cells[0, 1]["label"]["formatter"]] == ["1", "3"]
    strengths = [cells[at]["itemStyle"]["opacity"] for at in ((0, 0), (0, 1), (1, 0))]
    assert strengths == sorted(strengths)
    assert {cells[at]["itemStyle"]["color"] for at in ((0, 0), (0, 1), (1, 0))} == {look.PURPLE}


def test_who_did_not_judge_has_a_dash_without_a_shade():
    cell = by_place(plot_heat())[2, 0]
    assert (cell["label"]["formatter"], cell["itemStyle"]["opacity"]) == ("–", 0)
    assert "MITC: not judged" in cell["value"]


def test_the_disagreement_is_a_bar_from_zero_and_unknown_where_one_alone_judged():
    option = plot_heat()
    assert (option["xAxis"][1]["min"], option["xAxis"][1]["max"]) == (0, 1)
    assert series(option, charts.BARS) == [1, 0, "-"]
    assert [text for _, _, text in option["series"][-1]["data"]] == ["1.00", "0.00", "–"]


def test_a_chosen_partner_alone_is_purple():
    cells = by_place(plot_heat(chosen=["GAIA"]))
    assert cells[1, 0]["itemStyle"] == {"color": look.PURPLE, "opacity": 1}
    assert cells[0, 1]["itemStyle"]["color"] == look.GREY
    assert cells[0, 1]["label"]["formatter"] == "3"


def test_text_has_the_colour_of_the_theme_and_white_on_the_strongest_shade():
    option = plot_heat(ink=look.choose_ink("dark"))
    cells = by_place(option)
    assert option["yAxis"][0]["axisLabel"]["color"] == look.INK_ON_DARK
    assert "color" not in cells[0, 0]["label"]  # that of the theme
    assert cells[1, 0]["label"]["color"] == "#FFFFFF"
    assert look.choose_ink(None) == look.INK


def test_what_the_narrow_form_changes_the_wide_form_sets_back():
    narrow, wide = (one["option"] for one in plot_heat()["media"])
    assert narrow.keys() == wide.keys()
    for axis in ("xAxis", "yAxis", "series"):
        assert [one.keys() for one in narrow[axis]] == [one.keys() for one in wide[axis]]


def test_on_the_narrowest_phones_the_figures_of_the_disagreement_have_room():
    chart = charts.chart_heat(SPREADS, NAMES, ["A", "B", "C", "D", "E", "F"])
    media = charts.draw_heat(chart, columns=6, lines=len(SPREADS), ink=look.INK)["media"]
    narrow, slim, wide = media
    # What fits several queries is applied in this order, so the narrowest comes after the narrow one.
    assert slim["query"]["maxWidth"] < narrow["query"]["maxWidth"]
    assert "query" not in wide
    ends = [
        form["option"]["grid"][1]["left"] + form["option"]["grid"][1]["width"] + charts.FIGURE_OFF
        for form in (narrow, slim)
    ]
    assert ends[1] + 26 <= 256  # of a window of 320 pixels
    assert ends[0] > ends[1]
