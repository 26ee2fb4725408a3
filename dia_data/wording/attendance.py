"""Who was at a meeting, in words."""

from collections.abc import Sequence

from dia_data.queries.meetings import Attendance
from dia_data.wording.lists import join_names
from dia_data.wording.statuses import ATTENDANCE


def describe_attendance(attended: Sequence[Attendance]) -> str:
    """`Present: SCS and GAIA. Excused: MITC. Not recorded: BNPT.`; an empty text where nothing is recorded."""
    if not any(one.state for one in attended):
        return ""
    names = {
        word: [one.partner for one in attended if one.state == state]
        for state, word in [*ATTENDANCE.items(), (None, "Not recorded")]
    }
    return " ".join(f"{word}: {join_names(partners)}." for word, partners in names.items() if partners)
