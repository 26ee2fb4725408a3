"""How the figures of a KPI are said: result, target, forecast, age, scope, and how it is counted."""

from collections.abc import Collection, Mapping

from dia_data.forecasts import INTERVAL, Calibration, Kind
from dia_data.kpis import Definition, Forecast, Standing
from dia_data.queries.readings import Reading
from dia_data.wording.bases import BASES
from dia_data.wording.days import format_day, format_period, format_recorded_day
from dia_data.wording.figures import format_chance, format_count, format_number
from dia_data.wording.lists import join_names

NONE = "–"


COUNTED: Mapping[str, str] = {
    "sum": "What partners report adds up over the periods and over the partners.",
    "distinct": "Each organisation counts once, however often and by however many partners it is reported.",
    "latest": "The last report counts; reports are never added up, and the number may fall.",
    "mean": "The mean of the reported percentages counts.",
}

HELD_FOR: Mapping[str, str] = {
    "consortium": "One target applies to the consortium as a whole.",
    "market": "The target applies separately to each market that it is tracked for.",
    "mission": "The target applies separately to each mission with SMEs.",
    "sme_mission": "The target applies separately to each SME on each mission.",
}

EVIDENCE: Mapping[str, str] = {
    "count": "A list with date, place and organiser of each, so that none is counted twice.",
    "distinct": "The name of each organisation, written as it is registered.",
    "stock": "The number with the day on which it was read, and where (a list of members, a screenshot).",
    "percentage": "The answers to the final survey: how many answered, and what each of them said.",
}
"""What should stand behind a report. D3.1 asks for no evidence: these are our words."""

EVIDENCE_BASIS = f"{BASES['derived'][0]} our proposal; D3.1 names no evidence"

KINDS: Mapping[Kind, str] = {
    Kind.COUNTS: "counts",
    Kind.PEOPLE: "people at events",
    Kind.NAMES: "named organisations",
    Kind.STOCKS: "current totals",
}
"""What forecasts are made of, and checked by."""

TOO_WIDE = {True: "too wide", False: "too wide, in part because whole numbers seldom leave exactly 80 %"}
"""By whether it is of a number that need not be whole."""

MISSED = "†"
"""Beside a forecast of a kind whose earlier forecasts did not hold as often as they should."""

MOST_DECIMALS = 10
"""From here on a median or a bound of a forecast is told without decimals."""


def format_amount(value: float, unit: str = "") -> str:
    """A figure as text: `12`, `1.5 %`, `3.25`; only the unit % is told, others stand in the KPI's name."""
    text = format_number(round(value, 2))
    return f"{text} %" if unit == "%" else text


def format_target(low: float, high: float | None, unit: str = "") -> str:
    """`14`, or a range: `10–14`."""
    return format_amount(low, unit) if high is None else f"{format_amount(low)}–{format_amount(high, unit)}"


def format_result(one: Standing, unit: str = "") -> str:
    """`12 of 14`; or that nothing is reported, and what the target is."""
    wanted = format_target(one.target_min, one.target_max, unit)
    if one.result is None:
        return f"{NONE} of {wanted}"
    return f"{format_amount(one.result, unit)} of {wanted}"


def format_forecast(made: Forecast | None, missed: Collection[Kind] = ()) -> str:
    """`16 (13–20), 85 %`: median, 80 % interval, chance of reaching the target; marked where its kind is `missed`."""
    if made is None:
        return NONE
    low, median, high = (_format_rounded(value) for value in (made.low, made.median, made.high))
    text = f"{median} ({low}–{high}), {format_chance(made.probability)}"
    return f"{text} {MISSED}" if made.kind in missed else text


def describe_missed(tried: Calibration) -> dict[Kind, str]:
    """The kinds of KPIs whose earlier intervals covered clearly more or less than they promise, and a sentence on each.

    None is among them that could be checked too rarely to say.
    """
    of_kinds = {kind: tried.select_kind(kind) for kind in Kind}
    return {
        kind: f"Forecasts of {KINDS[kind]}: {describe_coverage(of_kind, kind)}."
        for kind, of_kind in of_kinds.items()
        if of_kind.is_missed
    }


def describe_coverage(tried: Calibration, kind: Kind) -> str:
    """How often earlier intervals covered what came, on which side they missed, and what that says of their width."""
    width = "as wide as they should be"
    if tried.is_missed:
        width = "too narrow" if tried.covered < INTERVAL * tried.count else TOO_WIDE[kind is Kind.STOCKS]
    covered, below, above = (round(100 * some / tried.count) for some in (tried.covered, tried.below, tried.above))
    return (
        f"{covered} % of {tried.count} earlier 80 % intervals contained the actual result; it was lower in {below} "
        f"%, higher in {above} %. They are {width}"
    )


def _format_rounded(value: float) -> str:
    return format_amount(round(value) if value >= MOST_DECIMALS else round(value, 1))


def format_age(days: int | None) -> str:
    """How long ago the last report was made: `today`, `1 day`, `47 days`."""
    if days is None:
        return NONE
    if days <= 0:
        return "today"
    return format_count(days, "day")


def explain_counting(definition: Definition) -> str:
    """How a KPI is counted and for what its target holds, in two sentences."""
    return f"{COUNTED[definition.accumulate]} {HELD_FOR[definition.scope]}"


def label_reading(row: Reading) -> str:
    """Whose reading it is and whether it is followed: `our reading, followed`, `the other reading, decided on …`."""
    whose = "our reading" if row.is_ours else "the other reading"
    if row.decided_by and row.decided_at:
        return f"{whose}, decided by {row.decided_by} on {format_recorded_day(row.decided_at)}"
    return f"{whose}, followed" if row.is_followed else whose


def explain_expectation(one: Standing, unit: str = "") -> str:
    """What is expected by the day that the result reaches, and what that rests on."""
    due = f"due {format_day(one.due)}"
    if one.is_to_come or (one.expectation.is_stepped and not one.expectation.milestones and not one.expected):
        return f"nothing yet: all of it is due on {format_day(one.due)}"
    sign = BASES[one.expected_basis][0]
    return f"{format_amount(round(one.expected, 1), unit)} ({sign} by {_name_ground(one, unit)}; {due})"


def _name_ground(one: Standing, unit: str) -> str:
    """What an expectation rests on: `the plan`, `a straight line from 6 at the start to the due date`."""
    expectation = one.expectation
    if expectation.milestones:
        return "the plan, in whole units on its days" if expectation.is_stepped else "the plan"
    if expectation.is_stepped:
        return "the due date: so few units are expected all at once"
    begins = format_amount(expectation.baseline, unit)
    return f"a straight line from {begins} on {format_day(expectation.starts)} to the due date"


def describe_reports_due(one: Standing, unit: str = "") -> str:
    """Which quarters are due to be reported since, and what is expected on top by then; empty where none is."""
    if not one.quarters_due:
        return ""
    quarters = join_names([format_period(label) for label in one.quarters_due])
    more = f"; {format_amount(round(one.expected_since, 1), unit)} more expected by then" if one.expected_since else ""
    return f"{quarters}{more}"


def describe_need(one: Standing, unit: str = "") -> str:
    """What is needed per month from now to reach the target in time; an empty text where that says nothing."""
    if not one.needed_per_month:
        return ""
    return f"{format_amount(round(one.needed_per_month, 1) or 0.1, unit)} a month from now on"
