"""Colours and sizes that all charts and maps share."""

PURPLE = "#8B4FBF"
PURPLE_LIGHT = "#BE9BDD"
GREY = "#8A8594"
"""Read on white and on the dark background alike."""

FONT_SIZE = 14
SMALL = 12
"""On a narrow screen, where nothing else fits."""

NOT_NEEDED = (
    "zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d", "resetScale2d", "toImage",
)  # fmt: skip
"""Buttons of Plotly; what stays is Streamlit's own, which enlarges the chart to the whole window."""

CONFIG = {"displayModeBar": True, "displaylogo": False, "scrollZoom": False, "modeBarButtonsToRemove": list(NOT_NEEDED)}
