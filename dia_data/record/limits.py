"""What any argument of a function that records must be, whoever calls: read from its annotation, before anything else.

What a field means (a known code, a scale, a day in the programme) is checked by the function itself.
"""

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import wraps
from types import UnionType
from typing import Any, ParamSpec, TypeVar, Union, get_args, get_origin, get_type_hints

from dia_data.documents import numbers, periods
from dia_data.errors import EntryInvalid, quote

LONGEST_INPUT = 10_000
"""Characters that are looked at: each field says how many of them it takes."""
MOST_LINES = 1_000
"""Rows, names, items or milestones that one batch takes."""

FIELDS: Mapping[str, str] = {
    "activity_id": "Activity",
    "author": "Your name",
    "batch_id": "Change",
    "budget_eur": "Budget",
    "changed_batch": "Carried out by",
    "country_code": "Market",
    "due": "Due",
    "ends": "End",
    "followup_id": "Recommendation",
    "event_name": "What happened",
    "happened_on": "Day",
    "held_on": "Day",
    "is_done": "Done",
    "is_dropped": "Dropped",
    "is_listed": "On the list",
    "items": "Agenda",
    "judgements": "Judgement",
    "kpi_id": "KPI",
    "kpi_ids": "KPI",
    "meeting_name": "Name of the meeting",
    "milestones": "Plan",
    "position": "Place",
    "round_name": "Name",
    "rows": "Report",
    "scope_key": "Scope",
    "starts": "Start",
    "states": "Attendance",
    "subject_kind": "About",
    "target_max": "Upper end",
    "target_min": "Target",
    "title": "Item",
}
"""What sentences call an argument; others are called by their own name."""

HALF_CHARACTER = re.compile("[\ud800-\udfff]")
"""One half of a pair that only together stands for a character: it cannot be written into a file."""

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")
Problems = list[str]


def check_arguments(function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """The function, which is only called with arguments that are what its annotations say, and within the limits here.

    Else `EntryInvalid` says which field is wrong: a program may hand in anything, and so does a slip of the keyboard.
    """
    wanted = get_type_hints(function)
    signature = inspect.signature(function)

    @wraps(function)
    def checked(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        bound = signature.bind(*args, **kwargs)
        given = {name: value for name, value in bound.arguments.items() if name != "store"}
        problems = [
            one for name, value in given.items() for one in find_problems(wanted[name], name_field(name), value)
        ]
        if problems:
            raise EntryInvalid(problems)
        texts = {name: HALF_CHARACTER.sub(" ", value) for name, value in given.items() if isinstance(value, str)}
        bound.arguments.update(texts)
        return function(*bound.args, **bound.kwargs)

    return checked


def name_field(argument: str) -> str:
    """What sentences call an argument."""
    return FIELDS.get(argument) or argument.removesuffix("_id").replace("_", " ").capitalize()


def find_problems(annotation: Any, name: str, value: object) -> Problems:
    """What is wrong with a value of a field that is annotated so."""
    kinds = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    if value is None:
        return [] if {type(None), Any, object} & set(kinds) else [f"{name}: nothing is chosen or entered. Enter it."]
    kind = next(one for one in kinds if one is not type(None))
    check = CHECKS.get(get_origin(kind) or kind)
    return check(name, value) if check else []


def find_field_problems(thing: Any) -> Problems:
    """What is wrong with the fields of a dataclass, as of the arguments of a function."""
    wanted = get_type_hints(type(thing))
    return [one for name in wanted for one in find_problems(wanted[name], name_field(name), getattr(thing, name))]


def find_text_problems(name: str, value: object) -> Problems:
    """That a value is not a text, or one of a length that nobody typed."""
    if not isinstance(value, str):
        return [f"{name}: {quote(value)} is not a text. Enter one, or choose one from the list."]
    if len(value) > LONGEST_INPUT:
        return [f"{name}: it has {len(value):,} characters, far more than the field takes. Shorten it."]
    return []


def find_day_problems(name: str, value: object) -> Problems:
    """That a value is no day, or one that nothing of the programme can be dated on."""
    if not isinstance(value, date) or isinstance(value, datetime):
        return [f"{name}: {quote(value)} is not a date. Choose one."]
    if not periods.FIRST_YEAR <= value.year <= periods.LAST_YEAR:
        years = f"{periods.FIRST_YEAR} to {periods.LAST_YEAR}"
        return [f"{name}: the year {value.year} cannot be right. Choose one from {years}."]
    return []


def find_number_problems(name: str, value: object) -> Problems:
    """That a value is not a number, is not finite, or is larger than anything counted here."""
    if not isinstance(value, int | float) or isinstance(value, bool) or value != value:  # noqa: PLR0124  # or NaN
        return [f"{name}: {quote(value)} is not a number. Enter one."]
    if not -numbers.LARGEST <= value <= numbers.LARGEST:
        return [f"{name}: {quote(value)} is too large to be right: at most {numbers.LARGEST:,} is possible."]
    return []


def _find_whole_problems(name: str, value: object) -> Problems:
    problems = find_number_problems(name, value)
    if problems or isinstance(value, int):
        return problems
    return [f"{name}: {quote(value)} is not a whole number. Enter one."]


def _find_boolean_problems(name: str, value: object) -> Problems:
    return [] if isinstance(value, bool) else [f"{name}: {quote(value)} is neither yes nor no. Choose one of them."]


def _find_list_problems(name: str, value: object) -> Problems:
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        return [f"{name}: {quote(value)} is not a list. Enter one line for each entry."]
    return _find_size_problems(name, len(value))


def _find_mapping_problems(name: str, value: object) -> Problems:
    if not isinstance(value, Mapping):
        return [f"{name}: {quote(value)} does not say what belongs to which entry. Fill in the form again."]
    return _find_size_problems(name, len(value))


def _find_size_problems(name: str, size: int) -> Problems:
    if size <= MOST_LINES:
        return []
    return [f"{name}: it has {size:,} entries; at most {MOST_LINES:,} are possible at once. Record it in parts."]


CHECKS: Mapping[Any, Callable[[str, object], Problems]] = {
    str: find_text_problems,
    date: find_day_problems,
    float: find_number_problems,
    int: _find_whole_problems,
    bool: _find_boolean_problems,
    Sequence: _find_list_problems,
    Mapping: _find_mapping_problems,
}
"""What is checked of each kind of argument; an `object` is read by the function, which says what it takes."""
