"""Colours and marks of the alliance on paper: purple leads, grey accompanies."""

PURPLE = "#8B4FBF"
PURPLE_DARK = "#6D2E9E"
PURPLE_LIGHT = "#BE9BDD"
GREY = "#8A8594"
GREY_LIGHT = "#DAD5E2"
TEXT = "#14101B"

SERIES = (PURPLE, "#3F3A4A", PURPLE_LIGHT, GREY, "#9C5FC9", "#D0C9DB")
"""The colours of the series of a chart, in their order."""

STATUSES = {
    "off_track": "#D1450B",
    "above_range": "#D1450B",
    "at_risk": "#F2B632",
    "stale": "#8A8594",
    "not_reported": "#8A8594",
    "not_due": "#8A8594",
    "on_track": "#3D8FD1",
    "achieved": "#1F6FB2",
}
"""The colours of the statuses of KPIs, on paper as on the screen.

Blue, orange and vermilion stay apart for colour-blind eyes, and grey means that nothing can be said. Two statuses share
a colour where they mean the same for whoever acts; their words tell them apart.
"""

NAME = "DIA strategy dashboard"

SYNTHETIC = "Demonstration: what members report here is synthetic"
"""Stands on each page of a paper from the demonstration."""
