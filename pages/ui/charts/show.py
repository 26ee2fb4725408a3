"""Puts a chart on a page: the one place where Streamlit is handed one."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui import clicks
from pages.ui.charts import echarts, look, statements, timeline
from pages.ui.charts.chart import Chart, StatementChart, StreamChart, Timeline

Library = Literal["echarts", "plotly"]


def choose_ink() -> str:
    """The colour of text in the theme of who looks."""
    return look.choose_ink(st.context.theme.type)


def show(
    chart: Chart,
    *,
    key: str,
    height: int,
    by: Library = "echarts",
    on_select: Callable[[], object] | None = None,
    place: DeltaGenerator | None = None,
    font: int | None = None,
) -> None:
    """Show a chart; `on_select` is called after a click on a mark, which `clicks.read_click` tells.

    All its type has `font` pixels where that is given. Plotly is loaded on pages alone that ask for it: it is heavy.
    """
    ink = "" if chart.follows_theme and st.context.theme.type is None else choose_ink()
    if by == "plotly":
        show_figure(chart, key=key, height=height, ink=ink)
    else:
        drawn = echarts.draw(chart, ink=ink)
        option = echarts.enlarge(drawn, font) if font else drawn
        show_option(option, key=key, height=height, alt=chart.alt, on_select=on_select, place=place)


def show_together(charts: Sequence[Chart], *, key: str, height: int, alt: str) -> None:
    """Show several charts in one picture."""
    show_option(echarts.draw_together(charts, ink=choose_ink()), key=key, height=height, alt=alt)


def show_streams(chart: StreamChart, *, key: str, height: int) -> None:
    """Show streams."""
    show_option(echarts.draw_streams(chart, ink=choose_ink()), key=key, height=height, alt=chart.alt)


def show_statements(
    chart: StatementChart, *, key: str, height: int, on_select: Callable[[], object] | None = None
) -> None:
    """Show sentences with what speaks for and against them; `on_select` is called after a click on one."""
    show_option(statements.draw(chart, ink=choose_ink()), key=key, height=height, alt=chart.alt, on_select=on_select)


def show_timeline(chart: Timeline, *, key: str, height: int, on_select: Callable[[], object] | None = None) -> None:
    """Show a time line; `on_select` is called after a click on a row."""
    show_option(timeline.draw(chart, ink=choose_ink()), key=key, height=height, alt=chart.alt, on_select=on_select)


def show_figure(chart: Chart, *, key: str, height: int, ink: str) -> None:
    """Show a chart drawn by Plotly, with its button that enlarges it."""
    from pages.ui.charts import plotly  # noqa: PLC0415 (heavy)

    st.plotly_chart(plotly.draw(chart, ink=ink, height=height), config=look.CONFIG, key=key, alt=chart.alt)


def show_option(
    option: echarts.Option,
    *,
    key: str,
    height: int,
    alt: str,
    on_select: Callable[[], object] | None = None,
    place: DeltaGenerator | None = None,
) -> None:
    """Show what was drawn by ECharts already."""
    clicked: dict[str, Any] = {}
    if on_select:
        clicks.reset_when_new(key)
        clicked = {"on_select": on_select}
    draw = place.echarts_chart if place else st.echarts_chart
    draw(option, key=key, height=height, renderer="svg", alt=alt, **clicked)
