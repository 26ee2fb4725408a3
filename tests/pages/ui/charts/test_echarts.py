"""What the options of ECharts have in common."""

from pages.ui.charts import echarts


def test_a_chart_up_to_a_width_is_narrow_and_else_wide():
    narrow, wide = {"grid": {"left": 0}}, {"grid": {"left": 99}}
    narrowest = {"grid": {"left": 9}}
    assert echarts.switch_by_width({300: narrowest, 400: narrow}, wide=wide) == [
        {"query": {"maxWidth": 400}, "option": narrow},
        {"query": {"maxWidth": 300}, "option": narrowest},
        {"option": wide},
    ]


def test_a_mark_looks_the_same_whether_it_was_clicked_or_not():
    style = {"color": "#123456"}
    assert echarts.keep_looks(style) == {"itemStyle": style, "select": {"itemStyle": style}}


def test_text_in_a_mark_is_moved_back_by_half_of_its_width():
    assert echarts.center_text(13, width=20)["offset"] == [-10, 0]


def test_a_grid_gives_no_room_to_the_names_beside_it():
    grid = echarts.fix_grid(left=5, right=1)
    assert (grid["left"], grid["right"], grid["outerBoundsMode"], grid["containLabel"]) == (5, 1, "none", False)


def test_all_type_of_a_chart_is_made_large():
    option = {"legend": {"textStyle": {"fontSize": 14}}, "series": [{"label": {"fontSize": 12, "show": True}}]}
    assert echarts.enlarge(option, 19) == {
        "legend": {"textStyle": {"fontSize": 19}},
        "series": [{"label": {"fontSize": 19, "show": True}}],
    }
