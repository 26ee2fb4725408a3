"""One quadrant of a board as an option of ECharts: a line for each point, and what bears on it.

The browser chooses how wide the sentences are, since it alone knows how wide the quadrant is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pages.ui.charts import echarts, look
from pages.ui.charts.look import GREY, PURPLE
from pages.ui.indicators import kpi_status
from pages.ui.swot.text import Signs

BARS_FROM, BARS_WIDTH, WARNING_AT = 68, 17, 87.5
"""Where the bars begin, how wide they are, and where a warning stands: in per cent of the quadrant."""
SENTENCES: Mapping[int, tuple[int, int]] = {
    0: (200, look.SMALL),
    360: (238, look.SMALL),
    420: (280, look.SMALL),
    500: (350, 13),
}
"""From which width on a sentence is how wide, and its type, in pixels."""
WORD_FROM = 420
"""From which width on a warning has its word beside the icon."""
LETTERS_OF_A_LINE = {True: 34, False: 58}
"""How many letters a line of a sentence takes, on a phone or not."""
LINE, PADDING = 15, 8
MOST_LINES = {True: 6, False: 4}
BAR = 10
UNSEEN = "rgba(0,0,0,0)"
WARNING_COLOUR = kpi_status.ALL["off_track"].colour
WARNING = "path://M1 21h22L12 2 1 21zm12-3h-2v-2h2v2zm0-4h-2v-4h2v4z"
"""The icon of a warning, drawn as a shape: a chart knows no icons."""
LABELS = "warning_words"


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
    return lines * LINE + PADDING


def plot_quadrant(rows: Sequence[Row], *, most: int, ink: str = look.INK) -> dict[str, Any]:
    """Sentences on the left, beside each a bar of evidence against and for it, and a warning where one is active.

    `most` ends the scale that all quadrants share; each series has the points in order, so that a click tells which.
    """
    names = [str(place) for place in range(len(rows))]
    hidden = {
        "type": "category",
        "inverse": True,
        "data": names,
        "axisTick": {"show": False},
        "axisLabel": {"show": False},
    }
    text = {"color": ink, "fontSize": 13}
    return {
        "grid": [
            echarts.fix_grid(left=0, right=0, top=0, bottom=0),
            echarts.fix_grid(left=f"{BARS_FROM}%", width=f"{BARS_WIDTH}%", top=0, bottom=0),
        ],
        "xAxis": [
            {"type": "value", "min": 0, "max": 100, "show": False},
            {"type": "value", "min": -most - 1.5, "max": most + 1.5, "show": False, "gridIndex": 1},
        ],
        "yAxis": [
            hidden | {"axisLine": {"show": False}},
            hidden | {"gridIndex": 1, "axisLine": {"show": True, "onZero": True, "lineStyle": {"color": GREY}}},
        ],
        "series": [_build_sentences(rows, text), *_build_bars(rows, text), _build_warnings(rows, text)],
        "media": [
            {
                "query": {"minWidth": from_width},
                "option": {
                    "series": [
                        {"id": "sentences", "label": {"width": width, "fontSize": size, "lineHeight": size + 2}},
                        {"id": LABELS, "label": {"show": from_width >= WORD_FROM}},
                    ]
                },
            }
            for from_width, (width, size) in SENTENCES.items()
        ],
        "animation": False,
    }  # fmt: skip


def _build_sentences(rows: Sequence[Row], text: Mapping[str, Any]) -> dict[str, Any]:
    """Bars that are not seen and fill their lines: what is clicked."""
    label = {"show": True, "position": "insideLeft", "distance": 0, "align": "left", "overflow": "break", **text}
    unseen = {"color": UNSEEN}
    return {
        "id": "sentences",
        "type": "bar",
        "barWidth": "96%",
        "label": label,
        "selectedMode": "single",
        "emphasis": {"itemStyle": {"color": PURPLE, "opacity": 0.12}, "label": dict(text)},
        "data": [
            {"value": 100, "name": row.sentence, "label": {"formatter": "{b}"}, **echarts.keep_looks(unseen)}
            for row in rows
        ],
    }


def _build_bars(rows: Sequence[Row], text: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Evidence against to the left and for to the right, each with its number; where there is neither, in words."""
    shared = {"type": "bar", "xAxisIndex": 1, "yAxisIndex": 1, "stack": "evidence", "barWidth": BAR, "silent": True}
    against = [{"value": -row.signs.contradicts, "label": _number(row.signs.contradicts, "left", text)} for row in rows]
    supporting = [
        {"value": row.signs.supports, "label": _number(row.signs.supports, "right", text)}
        if row.signs.supports or row.signs.contradicts
        else {"value": 0, "label": {"show": True, "position": "right", "formatter": "no link", **text}}
        for row in rows
    ]
    return [
        {**shared, "name": "against", "itemStyle": {"color": GREY}, "data": against},
        {**shared, "name": "for", "itemStyle": {"color": PURPLE}, "data": supporting},
    ]


def _number(count: int, side: str, text: Mapping[str, Any]) -> dict[str, Any]:
    return {"show": count > 0, "position": side, "formatter": str(count), "distance": 4, **text}


def _build_warnings(rows: Sequence[Row], text: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": LABELS,
        "type": "scatter",
        "symbol": WARNING,
        "symbolSize": 15,
        "silent": True,
        "z": 5,
        "itemStyle": {"color": WARNING_COLOUR, "opacity": 1},
        "label": {"show": True, "position": "right", "formatter": "warning", "distance": 4, "opacity": 1, **text},
        "data": [[WARNING_AT, place] for place, row in enumerate(rows) if row.signs.tripped],
    }
