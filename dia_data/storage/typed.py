"""Rows of an answer as objects of a frozen dataclass: a column that is renamed is then missed by the type checker."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from dia_data.errors import ColumnsUnlike
from dia_data.storage.opening import Connection

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Typed = TypeVar("Typed", bound=DataclassInstance)
else:
    Typed = TypeVar("Typed")


def read_dicts(found: Connection) -> list[dict[str, Any]]:
    """The rows found, each as a dict of its columns."""
    names = _list_columns(found)
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def read_objects(found: Connection, into: type[Typed]) -> list[Typed]:
    """The rows found, each as an object of `into`, whose fields are the columns; a list is a tuple there.

    Raises `ColumnsUnlike` where the question has another column than the class has fields.
    """
    names = _list_columns(found)
    _raise_if_unlike(names, into)
    lists = [name for name, column in zip(names, found.description or (), strict=True) if column[1].id == "list"]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    for name in lists:
        for row in rows:
            row[name] = None if row[name] is None else tuple(row[name])
    return [into(**row) for row in rows]


def _list_columns(found: Connection) -> list[str]:
    return [column[0] for column in found.description or ()]


def _raise_if_unlike(names: Sequence[str], into: type[Typed]) -> None:
    asked, declared = Counter(names), Counter(field.name for field in fields(into))
    if asked != declared:
        raise ColumnsUnlike(into.__name__, lacking=sorted(declared - asked), unknown=sorted(asked - declared))
