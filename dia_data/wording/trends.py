"""Mega trends in words."""

import re


def shorten_trend(trend: str) -> str:
    """The name of a trend without its examples in brackets, as the figures print it."""
    return re.sub(r" \(.*\)$", "", trend)
