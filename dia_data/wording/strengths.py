"""Strength of cooperation between regions in words and symbols."""

from collections.abc import Mapping

from dia_data.wording.figures import NOT_IN_SOURCE, is_known

STRENGTHS: Mapping[int, str] = {1: "weak", 2: "medium strong", 3: "strong", 4: "very strong"}
"""The four signs of ECO figures 13 and 16 in the words of their legend."""

RD, BUSINESS, BOTH, DIFFERENCE = "R&D", "Business", "Side by side", "Difference"

STEPS_WORDS = {1: "by one step", 2: "by two steps", 3: "by three steps"}


def show_strength(purpose: str, value: float) -> str:
    """A strength as dots, a difference as triangles: one for each step."""
    if not is_known(value):
        return NOT_IN_SOURCE
    step = int(value)
    if purpose != DIFFERENCE:
        return "●" * step
    return "▲" * step or "▼" * -step or "="


def describe_strength(purpose: str, value: float | None) -> str:
    """The same in words: `very strong`, `business stronger by one step`."""
    if value is None or not is_known(value):
        return NOT_IN_SOURCE
    if purpose != DIFFERENCE:
        return STRENGTHS[int(value)]
    if not value:
        return "the same"
    return f"{'business' if value > 0 else 'R&D'} stronger {STEPS_WORDS[abs(int(value))]}"
