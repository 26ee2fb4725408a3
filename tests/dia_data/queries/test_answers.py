"""What questions answer with has the types that its dataclass declares: pages and the type checker rely on them."""

import inspect
import pkgutil
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from importlib import import_module
from types import NoneType, UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints

import pytest

from dia_data import queries
from dia_data.frames import make_rows
from dia_data.queries import attention, checks, comments, evaluations, history, kpis, markets, meetings, swot
from dia_data.record import choices
from dia_data.storage.store import Store
from tests.saved import copy_demonstration

Question: TypeAlias = Callable[..., Any]

TODAY = date(2021, 9, 30)
MOST = 40

OF_FRAMES: Mapping[Question, type] = {
    markets.side_by_side: markets.CitedReading,
    markets.interest: markets.Interest,
    markets.notes: markets.Point,
    markets.coverage: markets.Presence,
    markets.sizes: markets.Reading,
}
"""Questions that answer with frames of which pages walk over rows, and what these become."""

SILENT = {attention.contradictions, markets.not_compared, meetings.settled}
"""Questions to which neither record has anything to answer."""

GIVEN: Mapping[str, Callable[[Store], Collection[tuple[Any, ...]]]] = {
    "": lambda _: [()],
    "today": lambda _: [(TODAY,)],
    "kind": lambda _: [(kind,) for kind in checks.KINDS],
    "most": lambda _: [(MOST,)],
    "kpi_id": lambda store: [(row.kpi_id,) for row in kpis.definitions(store)],
    "round_id": lambda store: [(row.round_id,) for row in evaluations.rounds(store)],
    "meeting_id": lambda store: [(row.meeting_id,) for row in meetings.meetings(store)],
    # A point for each kind of evidence in each country: what is asked of points takes long.
    "item_id": lambda store: [
        (item_id,) for item_id in {(row.kind, row.country_code): row.item_id for row in swot.evidence(store)}.values()
    ],
    "quarter": lambda _: [("2021-Q3",)],
    "batch_id": lambda store: [(row.batch_id,) for row in history.entries(store, most=MOST)],
    "subject_kind, subject": lambda store: list(comments.still_open(store)),
    "country": lambda store: [(code,) for code in markets.targets(store)["country_code"]],
    "partner_id, period, today": lambda store: [
        (code, period, TODAY) for code in choices.list_partners(store) for period in ("2020-Q4", "2021-Q3")
    ],
    "countries": lambda store: [(list(markets.targets(store)["country_code"]),)],
}
"""What each question is asked for, by the names of what must be said."""


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A year in which members recorded something of each kind. The test reads it."""
    store = Store(copy_demonstration(tmp_path_factory.mktemp("answers")))
    yield store
    store.close()


def test_each_value_of_an_answer_has_the_type_that_its_field_declares(loaded: Store, demonstration: Store) -> None:
    wrong: dict[str, str] = {}
    silent = set()
    for question, hint in list_questions():
        answers = [answer for store in (loaded, demonstration) for answer in ask(question, store)]
        wrong |= dict(problem for answer in answers for problem in find_unlike(answer, hint, question.__name__))
        if not any(answers):
            silent.add(question)
    assert not wrong, "\n".join(f"{place}: {problem}" for place, problem in wrong.items())
    assert silent == SILENT


def list_questions() -> Iterator[tuple[Question, Any]]:
    """Each question that answers with dataclasses, or whose rows become some, and the type of its answer."""
    for module in pkgutil.iter_modules(queries.__path__, f"{queries.__name__}."):
        for name, function in inspect.getmembers(import_module(module.name), inspect.isfunction):
            if function.__module__ == module.name and not name.startswith("_"):
                hint = get_type_hints(function)["return"]
                if function in OF_FRAMES:
                    yield function, list[OF_FRAMES[function]]
                elif holds_objects(hint):
                    yield function, hint


def holds_objects(hint: Any) -> bool:
    return is_dataclass(hint) or any(map(holds_objects, get_args(hint)))


def ask(question: Question, store: Store) -> Iterator[Any]:
    """The answers to a question for all that it can be asked for."""
    parameters = list(inspect.signature(question).parameters.values())[1:]
    names = [one.name for one in parameters if one.default is one.empty]
    for values in GIVEN[", ".join(names)](store):
        answer = question(store, **dict(zip(names, values, strict=True)))
        yield make_rows(answer, OF_FRAMES[question]) if question in OF_FRAMES else answer


def find_unlike(value: Any, hint: Any, place: str) -> Iterator[tuple[str, str]]:
    """Where a value, or what is in it, is not what the hint says: the place, and what stands there."""
    kind, parts = get_origin(hint) or hint, get_args(hint)
    if hint is Any:
        return
    if kind in (Union, UnionType):
        hint = next((one for one in parts if (value is None) is (one is NoneType)), NoneType)
        yield from find_unlike(value, hint, place)
    elif kind in (int, float, bool, date):  # an int is no float, a datetime no date, True no int
        if type(value) is not kind:
            yield place, f"{value!r} is no {kind.__name__}"
    elif not isinstance(value, kind):
        yield place, f"{value!r} is no {kind.__name__}"
    else:
        for part, expected, where in list_parts(value, hint, place):
            yield from find_unlike(part, expected, where)


def list_parts(value: Any, hint: Any, place: str) -> Iterator[tuple[Any, Any, str]]:
    """The parts of a value, each with what it should be and where it is."""
    parts = get_args(hint)
    if is_dataclass(value):
        hints = get_type_hints(type(value))
        for field in fields(value):
            yield getattr(value, field.name), hints[field.name], f"{type(value).__qualname__}.{field.name}"
    elif isinstance(value, Mapping):
        yield from (
            (part, expected, place) for pair in value.items() for part, expected in zip(pair, parts, strict=True)
        )
    elif isinstance(value, Collection) and parts:
        each = len(parts) == 1 or parts[-1] is Ellipsis
        expected = [parts[0]] * len(value) if each else parts
        yield from ((part, one, place) for part, one in zip(value, expected, strict=True))
