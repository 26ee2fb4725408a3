"""Colours and sizes that all charts and maps share."""

PURPLE = "#8B4FBF"
PURPLE_LIGHT = "#BE9BDD"
GREY = "#8A8594"
"""Read on white and on the dark background alike."""

FONT_SIZE = 14
CONFIG = {"displayModeBar": True, "displaylogo": False, "scrollZoom": False, "modeBarButtons": [[]]}
