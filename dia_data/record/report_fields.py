"""What the fields of a report take: one number, names of organisations, or names with a number each."""

from collections.abc import Sequence
from typing import Any

from dia_data.documents.numbers import format_for_input
from dia_data.grids import Takes
from dia_data.record.standing_reports import WITH_NAMES

NUMBER, NAMES, NAMED_NUMBERS = Takes.NUMBER, Takes.NAMES, Takes.NAMED_NUMBERS
SEPARATOR = ":"
"""What stands between a name and its number."""


def choose_field(measure: str, scope: str) -> Takes:
    """What a field of a KPI takes."""
    if measure in WITH_NAMES:
        return NAMES
    return NAMED_NUMBERS if scope == "sme_mission" else NUMBER


def read_entries(takes: str, text: str) -> list[dict[str, Any]]:
    """What each row of a report that is typed into a field adds to its place; an empty field is no row."""
    if takes == NUMBER:
        return [{"value": text}] if text.strip() else []
    parts = [part.strip() for part in text.splitlines() if part.strip()]
    if takes == NAMES:
        return [{"organisation": part} for part in parts]
    pairs = (part.rpartition(SEPARATOR) if SEPARATOR in part else (part, "", "") for part in parts)
    return [{"organisation": name.strip(), "value": amount.strip()} for name, _, amount in pairs]


def write_named_numbers(pairs: Sequence[tuple[str, float]]) -> str:
    """Names with their numbers as lines to be edited."""
    return "\n".join(f"{name}{SEPARATOR} {format_for_input(value)}" for name, value in pairs)
