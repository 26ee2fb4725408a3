"""Draws sentences and what speaks for and against them as an option of ECharts. Nothing here knows the server.

The browser chooses how wide the sentences are, since it alone knows how wide the chart is.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pages.ui.charts import echarts, look
from pages.ui.charts.chart import Statement, StatementChart
from pages.ui.charts.echarts import Option
from pages.ui.charts.look import GREY, PURPLE

BARS_FROM, BARS_WIDTH, WARNING_AT = 68, 17, 87.5
"""Where the bars begin, how wide they are, and where a warning stands: in per cent of the chart."""
SENTENCES: Mapping[int, tuple[int, int]] = {
    0: (200, look.SMALL),
    360: (238, look.SMALL),
    420: (280, look.SMALL),
    500: (350, 13),
}
"""From which width on a sentence is how wide, and its type, in pixels."""
WORD_FROM = 420
"""From which width on a warning has its word beside the icon."""
LINE = 15
"""How high a line of a sentence is, in pixels."""
BAR = 10
BEYOND = 1.5
"""How much longer than the longest bar each side of the scale is, so that its number has room."""
UNSEEN = "rgba(0,0,0,0)"
WARNING_COLOUR = "#D1450B"
"""That of what is off track."""
WARNING = "path://M1 21h22L12 2 1 21zm12-3h-2v-2h2v2zm0-4h-2v-4h2v4z"
"""The icon of a warning, drawn as a shape: a chart knows no icons."""
SENTENCE, LABELS = "sentences", "warning_words"

Text = Mapping[str, Any]


def draw(chart: StatementChart, *, ink: str = look.INK) -> Option:
    """Sentences on the left, beside each its bars, and a warning; `ink` is the colour of text.

    Each series has the sentences in their order, so that a click tells which; what is clicked is the whole line.
    """
    rows, text = chart.statements, {"color": ink, "fontSize": 13}
    end = chart.most + BEYOND
    names = {
        "type": "category", "inverse": True, "data": [str(place) for place in range(len(rows))],
        "axisTick": {"show": False}, "axisLabel": {"show": False},
    }  # fmt: skip
    middle = {"show": True, "onZero": True, "lineStyle": {"color": GREY}}
    return {
        "grid": [
            echarts.fix_grid(left=0, right=0, top=0, bottom=0),
            echarts.fix_grid(left=f"{BARS_FROM}%", width=f"{BARS_WIDTH}%", top=0, bottom=0),
        ],
        "xAxis": [
            {"type": "value", "min": 0, "max": 100, "show": False},
            {"type": "value", "min": -end, "max": end, "show": False, "gridIndex": 1},
        ],
        "yAxis": [{**names, "axisLine": {"show": False}}, {**names, "gridIndex": 1, "axisLine": middle}],
        "series": [_draw_sentences(rows, text), *_draw_bars(chart, text), _draw_warnings(chart, text)],
        "media": [_fit(from_width) for from_width in SENTENCES],
        "animation": False,
    }


def _fit(from_width: int) -> Option:
    width, size = SENTENCES[from_width]
    series = [
        {"id": SENTENCE, "label": {"width": width, "fontSize": size, "lineHeight": size + 2}},
        {"id": LABELS, "label": {"show": from_width >= WORD_FROM}},
    ]
    return {"query": {"minWidth": from_width}, "option": {"series": series}}


def _draw_sentences(rows: Sequence[Statement], text: Text) -> Option:
    """Bars that are not seen and fill their lines: what is clicked."""
    label = {"show": True, "position": "insideLeft", "distance": 0, "align": "left", "overflow": "break", **text}
    return {
        "id": SENTENCE,
        "type": "bar",
        "barWidth": "96%",
        "label": label,
        "selectedMode": "single",
        "emphasis": {"itemStyle": {"color": PURPLE, "opacity": 0.12}, "label": dict(text)},
        "data": [
            {"value": 100, "name": row.text, "label": {"formatter": "{b}"}, **echarts.keep_looks({"color": UNSEEN})}
            for row in rows
        ],
    }


def _draw_bars(chart: StatementChart, text: Text) -> list[Option]:
    """What speaks against to the left and for to the right, each with its number; where neither does, in words."""
    shared = {"type": "bar", "xAxisIndex": 1, "yAxisIndex": 1, "stack": "evidence", "barWidth": BAR, "silent": True}
    nothing = {"value": 0, "label": {"show": True, "position": "right", "formatter": chart.none, **text}}
    against = [{"value": -row.against, "label": _write_number(row.against, "left", text)} for row in chart.statements]
    supporting = [
        {"value": row.supporting, "label": _write_number(row.supporting, "right", text)}
        if row.supporting or row.against
        else nothing
        for row in chart.statements
    ]
    return [
        {**shared, "name": "against", "itemStyle": {"color": GREY}, "data": against},
        {**shared, "name": "for", "itemStyle": {"color": PURPLE}, "data": supporting},
    ]


def _write_number(count: int, side: str, text: Text) -> Option:
    return {"show": count > 0, "position": side, "formatter": str(count), "distance": 4, **text}


def _draw_warnings(chart: StatementChart, text: Text) -> Option:
    label = {"show": True, "position": "right", "formatter": chart.warning, "distance": 4, "opacity": 1, **text}
    return {
        "id": LABELS,
        "type": "scatter",
        "symbol": WARNING,
        "symbolSize": 15,
        "silent": True,
        "z": 5,
        "itemStyle": {"color": WARNING_COLOUR, "opacity": 1},
        "label": label,
        "data": [[WARNING_AT, place] for place, row in enumerate(chart.statements) if row.is_warned],
    }
