"""Charts of the presentation, as options of ECharts: read from the back row after a video call has squeezed them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dia_data.agenda import AgendaItem
from dia_data.roadmap import ActivityStatus, Revision
from pages.ui.charts import look
from pages.ui.charts.chart import Bar, Bars, Chart, Layout, Names, Scale, Style, Words

FONT_SIZE = 19
HEIGHT = 330
AGENDA_HEIGHT = 40
SHORT_ITEM = 8
"""Minutes below which an item has room for its place alone."""
KINDS = {"standing": "#6B6577", "attention": look.PURPLE, "own": "#4A2470"}
"""Dark enough for white text on them."""
DATES = {"planned": look.GREY, "revised": look.PURPLE_LIGHT, "actual": look.PURPLE}


def enlarge(option: Any) -> Any:
    """The same chart with all type in the size of the presentation."""
    if isinstance(option, Mapping):
        return {name: FONT_SIZE if name == "fontSize" else enlarge(value) for name, value in option.items()}
    return [enlarge(value) for value in option] if isinstance(option, list) else option


def plot_bars(
    names: Sequence[str], values: Sequence[float], *, colours: Sequence[str] | None = None, unit: str = ""
) -> dict[str, Any]:
    """Lying bars with their figures and the unit of these, in the order given from the top."""
    shown = colours or [look.PURPLE] * len(names)
    data = [
        {
            "value": value,
            "itemStyle": {"color": colour},
            "label": {"position": "left" if value < 0 else "right"},
        }
        for value, colour in zip(values, shown, strict=True)
    ]
    names_at_the_edge = {"axisLine": {"onZero": False, "show": False}, "axisTick": _NONE}
    label = {"show": True, "formatter": f"{{c}} {unit}".strip(), **_style_text()}
    left = 60 if any(value < 0 for value in values) else 8
    return {
        "grid": {"left": left, "right": 90, "top": 8, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "value", "show": False},
        "yAxis": {
            "type": "category",
            "inverse": True,
            "data": list(names),
            "axisLabel": _label(),
            **names_at_the_edge,
        },
        "series": [{"type": "bar", "data": data, "barMaxWidth": 34, "label": label}],
        "animation": False,
    }


def chart_agenda(items: Sequence[AgendaItem], *, alt: str = "") -> Chart:
    """One bar of the minutes of the items that are not dropped, each with its place and minutes."""
    kept = [(place, item) for place, item in enumerate(items, start=1) if not item.is_dropped]
    starts = [sum(item.minutes for _, item in kept[:before]) for before in range(len(kept))]
    return Chart(
        finding=alt,
        compared="items",
        over="agenda",
        unit="minutes",
        across=Scale(least=0, most=sum(item.minutes for _, item in kept), is_shown=False, suffix=" minutes"),
        down=Names(names=[""], is_shown=False),
        marks=[_build_item(place, item, start) for (place, item), start in zip(kept, starts, strict=True)],
        layout=Layout(left=0, right=0, top=0, bottom=0),
        alt=alt,
    )


def _build_item(place: int, item: AgendaItem, start: float) -> Bars:
    name = str(place) if item.minutes < SHORT_ITEM else f"{place}: {item.minutes} min"
    words = Words(text=name, side="inside", ink="#FFFFFF")
    return Bars(
        name=f"{place}. {item.title}",
        bars=[Bar(line=0, start=start, end=start + item.minutes, words=words)],
        style=Style(fill=KINDS[item.kind], edge="#FFFFFF", edge_width=1),
        thick=1,
    )


def plot_activity(one: ActivityStatus, *, today: date) -> dict[str, Any]:
    """The planned, revised and actual dates of an activity as spans, with a line for today."""
    rows: dict[str, Revision] = {name: row for name in DATES if (row := getattr(one, name))}
    marks = {
        "symbol": "none",
        "data": [{"xAxis": f"{today:%Y-%m-%d}", "label": {"formatter": "today", "position": "start", **_style_text()}}],
        "lineStyle": {"color": look.GREY, "type": "dotted", "width": 2},
    }
    series = [_build_span(name, row.starts or row.ends or today, row.ends or today) for name, row in rows.items()]
    if series:
        series[0]["markLine"] = marks
    return {
        "grid": {"left": 8, "right": 40, "top": 40, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "time", "axisLabel": {"hideOverlap": True, **_style_text()}},
        "yAxis": {"type": "category", "inverse": True, "data": list(rows), "axisLabel": _label(), "axisTick": _NONE},
        "series": series,
        "animation": False,
    }


def _build_span(name: str, starts: date, ends: date) -> dict[str, Any]:
    return {
        "type": "line",
        "data": [[f"{starts:%Y-%m-%d}", name], [f"{ends:%Y-%m-%d}", name]],
        "symbol": "roundRect",
        "symbolSize": 16,
        "lineStyle": {"width": 16, "color": DATES[name]},
        "itemStyle": {"color": DATES[name]},
    }


_NONE = {"show": False}


def _style_text() -> dict[str, Any]:
    return {"fontSize": FONT_SIZE}


def _label() -> dict[str, Any]:
    return {"width": 480, "overflow": "truncate", **_style_text()}
