"""States of activities as signs."""

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
