"""Numbers as members type them: read where only one number can be meant, refused with the way out where not."""

import re

from dia_data.errors import DiaError, quote

LARGEST = 1_000_000_000
"""Nothing that is counted here comes near; a longer row of digits is a slip of the keyboard."""

SPACES = dict.fromkeys(map(ord, " \u00a0\u2009\u202f'’"))
"""What may stand between groups of three digits and means nothing else."""

PLAIN = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)
GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d+)?", re.ASCII)
TWO_READINGS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
GROUPED_BY_SPACE = re.compile(r"[+-]?\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?:[.,]\d+)?", re.ASCII)
WITH_WORDS = re.compile(r"([+-]?\d[\d.,]*)\s*([^\d\s.,]\D*)", re.ASCII)
SEVERAL = re.compile(r"\d\s*(?:-|–|—|to|bis)\s*\d", re.ASCII)


class NumberUnreadable(DiaError):
    """What was typed is not a number, or could be two."""


def read_number(text: object) -> float:
    """The number that was typed: `12,5` and `12.5` are 12.5, `1 250` is 1250; a number comes back as it is.

    Raises `NumberUnreadable` for words, ranges, units, and for `1.250`: 1250 in one country, 1.25 in another.
    """
    if isinstance(text, int | float) and not isinstance(text, bool):
        return float(_check_reach(text, text))
    typed = " ".join(str(text if text is not None else "").split()).replace("−", "-")
    if not typed:
        raise NumberUnreadable("It is empty. Enter a number; 0 only where nothing happened.")
    if TWO_READINGS.fullmatch(typed):
        raise NumberUnreadable(_explain_two_readings(typed))
    if GROUPED_BY_SPACE.fullmatch(typed):
        return _check_reach(_parse_decimal(typed.translate(SPACES)), typed)
    if PLAIN.fullmatch(typed):
        return _check_reach(_parse_decimal(typed), typed)
    if GROUPED.fullmatch(typed):
        return _check_reach(_parse_grouped(typed), typed)
    raise NumberUnreadable(_explain_unreadable(typed))


def format_for_input(value: float) -> str:
    """A number as it can be typed in again: `1250`, `12.5`."""
    return f"{value:.10g}" if abs(value) < LARGEST else f"{value:.0f}"


def _parse_decimal(text: str) -> float:
    return float(text.replace(",", "."))


def _parse_grouped(text: str) -> float:
    """`1.250,5` and `1,250,000`: the sign that comes first parts groups, another one after it the decimals."""
    first = re.search(r"[.,]", text)
    return _parse_decimal(text.replace(first[0], "")) if first else float(text)


def _explain_two_readings(typed: str) -> str:
    whole, broken = re.sub(r"[.,]", "", typed), format_for_input(_parse_decimal(typed))
    return f"{quote(typed)} can be read as {whole} or as {broken}. Type {whole}, or {broken}."


def _explain_unreadable(typed: str) -> str:
    if SEVERAL.search(typed):
        return f"{quote(typed)} names more than one number. Enter the one that was counted."
    found = WITH_WORDS.fullmatch(typed)
    if found and PLAIN.fullmatch(found[1].rstrip(".,")):
        return f"{quote(typed)} is more than a number. Enter {found[1].rstrip('.,')} alone."
    return f"{quote(typed)} is not a number. Enter digits, or leave the field empty if nothing is known."


def _check_reach(value: float, typed: object) -> float:
    """The value, where it is finite and could have been counted."""
    if value != value:  # noqa: PLR0124  # not a number
        raise NumberUnreadable(f"{quote(typed)} is not a number. Enter digits.")
    if not -LARGEST <= value <= LARGEST:
        raise NumberUnreadable(f"{quote(typed)} is too large to be right: at most {LARGEST:,} is possible.")
    return value
