"""Since when a KPI stands as it does and what made it so, in a sentence; and how it stood quarter by quarter. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from dia_data.documents.periods import find_quarter, list_last_quarter_ends
from dia_data.kpis import STALE_AFTER_DAYS, Judgement, Status
from dia_data.status_history import Change, Passed, Spell, Subject, find_status
from dia_data.wording.days import format_day, format_period
from dia_data.wording.figures import format_count
from dia_data.wording.lists import join_names
from pages.ui.indicators import kpi_status, kpi_text

QUARTERS = 7
"""So many quarters have room in the drawer."""

NOTHING_YET = "Nothing has been reported yet."
BEHIND = (Status.OFF_TRACK, Status.AT_RISK)


@dataclass(frozen=True, kw_only=True)
class Strip:
    """The statuses of a scope at the ends of quarters: a row with a cell for each, and the same in words."""

    frame: pd.DataFrame
    alt: str


def describe_since(spell: Spell, unit: str, activities: Mapping[str, str]) -> str:
    """`Off track since 13 Apr 2020, after a report by SCS for 2020 Q1: the result was 2 and 14.1 was expected …`.

    `activities` leads to their names. The figures are those of the first day of the status.
    """
    word = kpi_status.LOOKS[spell.status].word
    cause = _describe_changes(spell.changes, activities)
    if spell.status == Status.NOT_REPORTED:
        is_new = all(one.subject == Subject.REPORT and not one.is_withdrawn for one in spell.changes)
        return NOTHING_YET if is_new else f"{_capitalise(word)} since {format_day(spell.since)}{cause}."
    facts = [_describe_facts(spell, unit), _describe_passed(spell, unit)]
    told = "; ".join(part for part in facts if part)
    return f"{_capitalise(word)} since {format_day(spell.since)}{cause}{f': {told}' if told else ''}."


def is_nothing_yet(spells: Sequence[Spell]) -> bool:
    """Whether nothing was ever reported, which the drawer says in other places."""
    return all(one.status == Status.NOT_REPORTED for one in spells)


def list_changes(spells: Sequence[Spell], unit: str, activities: Mapping[str, str]) -> list[str]:
    """The same of every status that a scope had, the newest first."""
    told = [describe_since(spell, unit, activities).replace(" since ", " from ", 1) for spell in reversed(spells)]
    ended = f"Nothing was reported until {format_day(spells[0].until)}."
    return [ended if line == NOTHING_YET and len(spells) > 1 else line for line in told]


def build_strip(spells: Sequence[Spell], *, today: date) -> Strip | None:
    """How a scope stood at the ends of the last quarters; None where it was never judged by then."""
    found = [
        (format_period(find_quarter(day).label), spell.status)
        for day in list_last_quarter_ends(today, most=QUARTERS)
        if (spell := find_status(spells, day))
    ]
    if not found:
        return None
    cells = {f"End {quarter}": [[kpi_status.LOOKS[status].word]] for quarter, status in found}
    told = "; ".join(f"{quarter}: {kpi_status.LOOKS[status].word}" for quarter, status in found)
    return Strip(frame=pd.DataFrame(cells), alt=f"Status at the end of each quarter: {told}")


def _capitalise(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


# What was the case on the first day


def _describe_facts(spell: Spell, unit: str) -> str:
    judged = spell.judged
    return _FACTS.get(spell.status, _compare)(judged, unit)


def _compare(judged: Judgement, unit: str) -> str:
    """The result beside what was expected by the day that it reaches."""
    result = kpi_text.format_amount(judged.result or 0, unit)
    expected = kpi_text.format_amount(round(judged.expected, 1), unit)
    return f"the result was {result}, and {expected} was expected by {format_day(judged.expected_by)}"


def _compare_target(judged: Judgement, unit: str) -> str:
    low, high = judged.target.target_min, judged.target.target_max
    result = kpi_text.format_amount(judged.result or 0, unit)
    wanted = kpi_text.format_target(low, high, unit)
    return f"the result was {result} and the target {'range ' if high is not None else ''}was {wanted}"


def _describe_silence(judged: Judgement, unit: str) -> str:
    del unit
    if judged.last_reported is None:
        return ""
    return f"nothing was reported for {STALE_AFTER_DAYS} days after {format_day(judged.last_reported)}"


def _describe_not_due(judged: Judgement, unit: str) -> str:
    del unit
    return f"nothing was expected by {format_day(judged.expected_by)}; it is due on {format_day(judged.due)}"


_FACTS: Mapping[Status, Callable[[Judgement, str], str]] = {
    Status.STALE: _describe_silence,
    Status.ACHIEVED: _compare_target,
    Status.ABOVE_RANGE: _compare_target,
    Status.NOT_DUE: _describe_not_due,
}


# What made it so


def _describe_passed(spell: Spell, unit: str) -> str:
    """Which day had passed, and since when nothing was reported."""
    judged = spell.judged
    last = format_day(spell.since - timedelta(days=1))
    told = {
        Passed.DUE: f"it was due on {last}",
        Passed.CLOSED: f"“{judged.closing.activity_name}” ended on {last}" if judged.closing else "",
        Passed.PERIOD: f"the period that is reported ended on {last}",
        Passed.TARGET: (
            "from that day the target is "
            f"{kpi_text.format_target(judged.target.target_min, judged.target.target_max, unit)}"
        ),
    }.get(spell.passed or Passed.OTHER, "")
    silence = ""
    if spell.passed and spell.status in BEHIND and judged.last_reported:
        silence = f"nothing was reported after {format_day(judged.last_reported)}"
    return " and ".join(part for part in (told, silence) if part)


def _describe_changes(changes: Iterable[Change], activities: Mapping[str, str]) -> str:
    """`, after reports by GAIA and SCS for 2021 Q2`; empty where nothing was recorded that made it so."""
    groups: dict[tuple[Subject, bool], list[Change]] = {}
    for one in changes:
        groups.setdefault((one.subject, one.is_withdrawn), []).append(one)
    told = [_describe_group(subject, ones, activities) for (subject, _), ones in groups.items()]
    return f", after {join_names(told)}" if told else ""


def _describe_group(subject: Subject, ones: Sequence[Change], activities: Mapping[str, str]) -> str:
    who = join_names(_name_each(one.who for one in ones))
    if subject == Subject.REPORT:
        return _describe_reports(ones, who)
    what = WHAT[subject]
    if subject == Subject.DATES:
        named = _name_each(f"“{activities.get(one.activity_id or '', one.activity_id)}”" for one in ones)
        what = f"{what} of {join_names(named)}"
    return f"{who} {'took back a change of' if ones[0].is_withdrawn else 'changed'} {what}"


def _describe_reports(ones: Sequence[Change], who: str) -> str:
    """`a report by SCS for 2020 Q1`, `3 reports by GAIA and SCS for Oct 2021`, `Ben withdrew a report by SCS …`."""
    reports = {(one.partner, one.period) for one in ones}
    partners = join_names(_name_each(one.partner for one in ones))
    periods = join_names(_name_each(format_period(one.period) for one in sorted(ones, key=_get_period) if one.period))
    count = "a report" if len(reports) == 1 else format_count(len(reports), "report")
    told = f"{count}{f' by {partners}' if partners else f' recorded by {who}'} for {periods}"
    return f"{who} withdrew {told}" if ones[0].is_withdrawn else told


def _get_period(change: Change) -> str:
    return change.period or ""


def _name_each(names: Iterable[str | None]) -> list[str]:
    """Each name once, in their order."""
    return list(dict.fromkeys(name for name in names if name))


WHAT: Mapping[Subject, str] = {
    Subject.TARGET: "the target",
    Subject.PLAN: "the plan",
    Subject.DATES: "the dates",
    Subject.PROGRAMME: "the dates of the programme",
    Subject.READING: "the reading of what the target applies to",
    Subject.MARKETS: "the target markets",
}
