"""How things stand, in words: each status, state and kind of date once, for the screen, sentences and papers.

The codes are those of the record and of the rules that give them: when a KPI has which status is said beside the rule
(`dia_data.kpis.RULES`), what needs attention first in `dia_data.attention.RULE`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dia_data.wording.figures import NOT_IN_SOURCE, NOT_REPORTED


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a status is called, and the sign that stands for it in a cell that has no room for the word."""

    word: str
    sign: str = ""


def _words(**words: str) -> dict[str, Words]:
    return {code: Words(word=word) for code, word in words.items()}


def _signed(**words: tuple[str, str]) -> dict[str, Words]:
    return {code: Words(sign=sign, word=word) for code, (sign, word) in words.items()}


KPI_STATUSES: Mapping[str, Words] = _signed(
    off_track=("✕", "off track"),
    above_range=("▲", "above range"),
    at_risk=("◐", "at risk"),
    stale=("◔", "stale"),
    not_reported=("○", "not reported"),
    not_due=("▷", "not due"),
    on_track=("●", "on track"),
    achieved=("✓", "achieved"),
)
"""How a KPI stands, worst first; the words stand in the address."""

REPORTED = "reported"
"""What a partner's part is when it is neither stale nor missing: it has no target of its own to be judged by."""

REPORT_STATUSES: Mapping[str, Words] = {**KPI_STATUSES, **_signed(reported=("■", "reported"))}
"""The same and how what one partner reports of a KPI stands."""

WELL, NOT_WELL = "on track or achieved", "behind, stale or above range"

KPI_GROUPS: Mapping[str, str] = {
    **dict.fromkeys(("on_track", "achieved"), WELL),
    **dict.fromkeys(("off_track", "above_range", "at_risk", "stale"), NOT_WELL),
    **{code: KPI_STATUSES[code].word for code in ("not_reported", "not_due")},
}
"""Each status of a KPI to what counts together with it where many days stand beside each other."""

ACTIVITY_STATES: Mapping[str, Words] = _words(
    overdue="overdue",
    past="plan in the past",
    running="running",
    upcoming="upcoming",
    done_late="done late",
    done="done",
    not_dated=f"timing {NOT_IN_SOURCE}",
)
"""How an activity stands on a day."""

DECISION_STATES: Mapping[str, Words] = _words(
    overdue="overdue",
    open="open",
    carried_out="carried out",
)
"""How a decision stands on a day, in the order in which they are listed."""

ATTENDANCE: Mapping[str, str] = {"present": "Present", "excused": "Excused", "absent": "Absent"}
"""Whether somebody of a partner was at a meeting, in the order in which minutes say it."""

MEETING_STATES: Mapping[str, str] = {"planned": "planned", "held": "being held", "closed": "closed"}
"""How far a meeting is."""

FORM_STATES: Mapping[str, str] = {
    "cleared": "approved by the leader",
    "submitted": "submitted",
    "draft": "draft",
    "none": NOT_REPORTED,
}
"""How far a partner's form of the self-evaluation is, the furthest first."""

DATE_KINDS: Mapping[str, str] = {"planned": "planned", "revised": "revised", "actual": "actual"}
"""Which dates of an activity are meant; each later kind holds rather than the one before."""

AGENDA_KINDS: Mapping[str, str] = {"standing": "standing", "attention": "needs attention", "own": "own"}
"""Why an item is on the agenda."""

RULE_OUTCOMES: Mapping[str, Words] = _words(
    tripped="active",
    holds_off="not active",
    open="cannot tell",
    unknown=NOT_IN_SOURCE,
)
"""What a rule on the data says of a market."""

MATTER_KINDS: Mapping[str, Words] = {
    **{code: KPI_STATUSES[code] for code in ("off_track", "above_range", "at_risk", "stale")},
    **_words(
        overdue="overdue",
        slipped="delayed",
        contradictory="contradictory",
        disputed="disputed",
        tripped="active warning",
    ),
}
"""Why something needs attention; a KPI is called there as its status is."""
