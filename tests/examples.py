"""Answers made up for a test, which names only what it is about."""

from dataclasses import fields
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Answer = TypeVar("Answer")

PLAIN = {
    str: "",
    int: 0,
    float: 0.0,
    bool: False,
    tuple: (),
    date: date(2021, 1, 1),
    datetime: datetime(2021, 1, 1),  # noqa: DTZ001  the record writes UTC without offset
}


def example(kind: type[Answer], /, **given: Any) -> Answer:
    """An answer of a dataclass with the fields given; of the others those that may be unknown are."""
    types = get_type_hints(kind)
    return kind(**{field.name: _plain(types[field.name]) for field in fields(kind)} | given)


def _plain(hint: Any) -> Any:
    if isinstance(hint, UnionType) and NoneType in get_args(hint):
        return None
    return PLAIN.get(get_origin(hint) or hint, {})
