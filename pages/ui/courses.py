"""States of activities and numbers of days, as signs and words."""

from dia_data.roadmap import State

SIGNS = {
    State.OVERDUE: "⚠",
    State.PAST: "◷",
    State.RUNNING: "▶",
    State.UPCOMING: "○",
    State.DONE_LATE: "✓",
    State.DONE: "✓",
    State.NOT_DATED: "?",
}


def days(count: int) -> str:
    """`1 day`, `30 days`."""
    return f"{count:,} day{'' if abs(count) == 1 else 's'}"
