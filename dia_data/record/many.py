"""Record many things of one kind at once: all that was typed into a sheet is one batch, or none of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dia_data.errors import EntryChanged, EntryInvalid, RowsInvalid

Row = Mapping[str, Any]


def read_all(
    rows: Sequence[Row],
    parts: Sequence[str],
    read: Callable[[Row], Row],
    *,
    label: Callable[[Row], str],
    problems: Sequence[str] = (),
) -> list[Row]:
    """What each row comes to, to be written into the record.

    `parts` are the keys that each row has; `read` raises `EntryInvalid` or `EntryChanged` of a row, `label` names it.
    Raises `RowsInvalid`, which says what is wrong with each row, or with the rest of the sheet (`problems`); else
    `EntryChanged`, which says all that somebody else recorded meanwhile.
    """
    found: list[Row] = []
    of_rows: dict[int, list[str]] = {}
    changed: list[str] = []
    others = list(problems) if rows else ["Nothing is entered. Fill in at least one row.", *problems]
    for place, row in enumerate(rows):
        try:
            _check_shape(row, parts, rows[:place])
            found.append(read(row))
        except EntryInvalid as refused:
            of_rows[place] = refused.problems
        except EntryChanged as refused:
            changed.append(f"{label(row)}: {refused.changed.rstrip('.')}")
    if of_rows or others:
        raise RowsInvalid(of_rows, others, [_name(place, row, parts, label) for place, row in enumerate(rows, start=1)])
    if changed:
        raise EntryChanged(f"{'; '.join(changed)}.")
    return found


def _check_shape(row: Row, parts: Sequence[str], before: Sequence[Row]) -> None:
    if not isinstance(row, Mapping) or set(row) != set(parts):
        raise EntryInvalid(["It is not a row of this sheet. Open the sheet again."])
    if any(row[parts[0]] == one[parts[0]] for one in before if isinstance(one, Mapping) and parts[0] in one):
        raise EntryInvalid(["It stands twice on this sheet. Keep one of them."])


def _name(place: int, row: Row, parts: Sequence[str], label: Callable[[Row], str]) -> str:
    return label(row) if isinstance(row, Mapping) and set(parts) <= set(row) else f"Report, entry {place}"
