"""Since when a KPI stands as it does in a scope, and what made it so. Pure: the days on which it can change are judged.

A status is judged by what was known on its day. It changes with what is recorded or withdrawn, and with days that pass:
the end of a reported period, the due date, the end of a mission, the day from which a target holds, or silence.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from dia_data.kpis import STALE_AFTER_DAYS, Judgement, Status

NEXT = timedelta(days=1)


class Subject(StrEnum):
    """What a change of the record is about, as far as it can alter a status."""

    REPORT = "report"
    TARGET = "target"
    PLAN = "plan"
    DATES = "dates"
    PROGRAMME = "programme"
    READING = "reading"
    MARKETS = "markets"


class Passed(StrEnum):
    """Which day had passed when a status changed and nothing was recorded that changed it."""

    SILENCE = "silence"
    DUE = "due"
    CLOSED = "closed"
    PERIOD = "period"
    TARGET = "target"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Change:
    """Something that was recorded or withdrawn on a day, and by whom.

    Of a report: the `partner`, the `period` and the `organisation` in its normal form. Of dates: the activity. `place`
    is the market or the mission that is spoken of (None: none), and `scope_key` the scope of a target or a plan.
    """

    day: date
    subject: Subject
    is_withdrawn: bool
    who: str
    kpi_id: str | None = None
    partner: str | None = None
    period: str | None = None
    activity_id: str | None = None
    place: str | None = None
    organisation: str | None = None
    scope_key: str | None = None


@dataclass(frozen=True, kw_only=True)
class Spell:
    """How a KPI stood from the day `since` to the day `until`, which are both part of it.

    `judged` is how it was judged on the first day. What made it so are the `changes` of that day, or the day that had
    `passed`; neither where it was so from the beginning of the record on. `scope_key` is whose standing it was.
    """

    scope_key: str
    since: date
    until: date
    judged: Judgement
    changes: tuple[Change, ...] = ()
    passed: Passed | None = None

    @property
    def status(self) -> Status:
        """How it stood."""
        return self.judged.status


Judge = Callable[[date, date], Judgement | None]
"""How a KPI stood in a scope by what was known at the end of one day, judged on another; None: it was not judged."""


@dataclass(frozen=True, kw_only=True)
class _Day:
    known_on: date
    day: date
    judged: Judgement | None


def find_spells(
    judge: Judge,
    *,
    scope_key: str,
    known_days: Sequence[date],
    until: date,
    changes: Mapping[date, Sequence[Change]],
    turns: Collection[date] = (),
) -> list[Spell]:
    """The statuses in a scope one after the other, up to the day `until`.

    `known_days` are the days on which what is known of it changed, in their order, from the first on. `turns` are
    further days on which its status may change.
    """
    days = list(_list_days(judge, known_days, until, turns))
    spells: list[Spell] = []
    before: _Day | None = None
    for one in days:
        if one.judged and (before is None or before.judged is None or before.judged.status != one.judged.status):
            caused, passed = _explain(judge, before, one, changes.get(one.day, ()), turns)
            spells.append(
                Spell(
                    scope_key=scope_key,
                    since=one.day,
                    until=until,
                    judged=one.judged,
                    changes=caused,
                    passed=passed,
                )
            )
        before = one
    return [_close(spell, days) for spell in spells]


def find_status(spells: Iterable[Spell], day: date) -> Spell | None:
    """The spell that a day lies in; None where there was no status."""
    return next((one for one in spells if one.since <= day <= one.until), None)


def _list_days(judge: Judge, known_days: Sequence[date], until: date, turns: Collection[date]) -> Iterator[_Day]:
    """Each day on which the status may change, in their order."""
    known = [day for day in known_days if day <= until]
    for begin, end in pairwise([*known, until + NEXT]):
        first = judge(begin, begin)
        yield _Day(known_on=begin, day=begin, judged=first)
        later = {*turns, *(_list_turns(first) if first else ())}
        for day in sorted(day for day in later if begin < day < end):
            yield _Day(known_on=begin, day=day, judged=judge(begin, day))


def _list_turns(judged: Judgement) -> Iterator[date]:
    """The days on which time alone may change a status: those after what ends, and the first of silence."""
    yield judged.due + NEXT
    if judged.closing:
        yield judged.closing.ended + NEXT
    if judged.covered_until:
        yield judged.covered_until + NEXT
    if judged.last_reported:
        yield judged.last_reported + timedelta(days=STALE_AFTER_DAYS + 1)


def _explain(
    judge: Judge, before: _Day | None, one: _Day, changes: Sequence[Change], turns: Collection[date]
) -> tuple[tuple[Change, ...], Passed | None]:
    """What made a status: the changes of its day, unless it would have come without them; else what had passed."""
    if before is None or one.judged is None:
        return (), None
    if one.day == one.known_on and changes:
        without = judge(before.known_on, one.day)
        if without is None or without.status != one.judged.status:
            return tuple(changes), None
    return (), _find_passed(one.judged, one.day, turns)


def _find_passed(judged: Judgement, day: date, turns: Collection[date]) -> Passed:
    if judged.status == Status.STALE:
        return Passed.SILENCE
    last = day - NEXT
    if judged.closing and judged.closing.ended == last:
        return Passed.CLOSED
    if judged.due == last:
        return Passed.DUE
    if judged.covered_until == last:
        return Passed.PERIOD
    return Passed.TARGET if day in turns else Passed.OTHER


def _close(spell: Spell, days: Sequence[_Day]) -> Spell:
    """The same up to the day before the next one on which the status was another, or none."""
    later = (one.day for one in days[bisect_right([one.day for one in days], spell.since) :] if _differs(one, spell))
    ended = next(later, None)
    return spell if ended is None else replace(spell, until=ended - NEXT)


def _differs(one: _Day, spell: Spell) -> bool:
    return one.judged is None or one.judged.status != spell.status
