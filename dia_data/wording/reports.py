"""What is reported for a quarter, in words."""

from dia_data.wording.days import format_period
from dia_data.wording.figures import format_count


def describe_open_lines(still_open: int, *, of: int, period: str) -> str:
    """How many of the lines that are due for a quarter are still open: `2 of 3 lines due for 2020 Q2 are open.`."""
    quarter = format_period(period)
    if not of:
        return f"nothing is due for {quarter}."
    if not still_open:
        return f"all {format_count(of, 'line')} due for {quarter} are reported."
    return f"{still_open} of {format_count(of, 'line')} due for {quarter} {'is' if still_open == 1 else 'are'} open."
