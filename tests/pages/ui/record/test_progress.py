"""How much of a quarter each partner has reported, in a sentence and as bars."""

import pytest

from pages.ui.charts import echarts
from pages.ui.charts.look import GREY, PURPLE
from pages.ui.record import progress

NAMES = {"scs": "SCS", "mesap": "MESAP", "mitc": "MITC"}
COUNTS = {"scs": 5, "mesap": 9}


@pytest.mark.parametrize(
    ("counts", "chosen", "sentence"),
    [
        (COUNTS, None, "2 of 3 partners have reported a KPI for 2021 Q4. Choose yours above to see what is missing."),
        ({}, None, "None of 3 partners has reported a KPI for 2021 Q4. Choose yours above to see what is missing."),
        (COUNTS, "mesap", "**MESAP**: 9 of 23 KPIs reported for 2021 Q4."),
        (COUNTS, "mitc", "**MITC**: 0 of 23 KPIs reported for 2021 Q4."),
    ],
)
def test_the_sentence_is_on_the_chosen_partner_or_on_all(counts: dict[str, int], chosen: str | None, sentence: str):
    assert progress.write_progress(counts, NAMES, total=23, period="2021-Q4", chosen=chosen) == sentence


def test_each_partner_has_a_bar_from_zero_on_a_track_of_all_kpis():
    chart = progress.chart_progress(COUNTS, NAMES, total=23, period="2021-Q4")
    reported, still_open = chart.marks
    assert [(bar.start, bar.end) for bar in still_open.bars] == [(5, 23), (9, 23), (0, 23)]
    assert [bar.end for bar in reported.bars] == [5, 9, 0]
    assert list(chart.figures) == ["5 of 23", "9 of 23", "0 of 23"]
    assert chart.alt == "KPIs reported for 2021 Q4, of 23: SCS 5, MESAP 9, MITC 0"
    assert echarts.draw(chart)


def test_the_bar_of_the_chosen_partner_stands_out():
    chart = progress.chart_progress(COUNTS, NAMES, total=23, period="2021-Q4", chosen="mesap")
    assert [bar.style.fill for bar in chart.marks[0].bars] == [GREY, PURPLE, GREY]
