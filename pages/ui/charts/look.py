"""Colours and sizes that all charts and maps share, and where the axes of bars end."""

from collections.abc import Iterable

import pandas as pd

PURPLE = "#8B4FBF"
PURPLE_LIGHT = "#BE9BDD"
GREY = "#8A8594"
"""Read on white and on the dark background alike."""

INK, INK_ON_DARK = "#14101B", "#EFECF4"
"""The text colours of the two themes, for labels that a chart would otherwise draw in grey."""

TEXT_FONT = "DIA Text, sans-serif"
"""That of `.streamlit/config.toml`: ECharts would draw the titles of a chart in the font of headings."""
FONT_SIZE = 14
BEYOND = 1.1
"""An axis goes this far beyond a figure that lies outside its usual ends."""

SMALL = 12
"""On a narrow screen, where nothing else fits."""

NOT_NEEDED = (
    "zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d", "resetScale2d", "toImage",
)  # fmt: skip
"""Buttons of Plotly; what stays is Streamlit's own, which enlarges the chart to the whole window."""

CONFIG = {"displayModeBar": True, "displaylogo": False, "scrollZoom": False, "modeBarButtonsToRemove": list(NOT_NEEDED)}


def choose_ink(theme: str | None) -> str:
    """The colour of text in a theme, `light` or `dark`; of the light one where it is not known yet."""
    return INK_ON_DARK if theme == "dark" else INK


def scale_axis(values: Iterable[float | None], *, usual: float) -> list[float]:
    """The ends of an axis of bars: from 0 to what is usual, and further where a figure lies beyond that.

    What is not known is left out.
    """
    known = [float(value) for value in values if value is not None and pd.notna(value)]
    low, high = min([0.0, *known]), max([usual, *known])
    return [low * BEYOND, high if high == usual else high * BEYOND]
