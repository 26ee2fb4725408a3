"""Colours and marks of the alliance on paper: purple leads, grey accompanies."""

PURPLE = "#8B4FBF"
PURPLE_DARK = "#6D2E9E"
PURPLE_LIGHT = "#BE9BDD"
GREY = "#8A8594"
GREY_LIGHT = "#DAD5E2"
TEXT = "#14101B"

SERIES = (PURPLE, "#3F3A4A", PURPLE_LIGHT, GREY, "#9C5FC9", "#D0C9DB")
"""The colours of the series of a chart, in their order."""

NAME = "DIA strategy dashboard"

SYNTHETIC = "Demonstration: what members report here is synthetic"
"""Stands on each page of a paper from the demonstration."""
