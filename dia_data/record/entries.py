"""What all forms share: how text, names and choices are checked, and how a form's batch is appended."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from dia_data import agenda
from dia_data.characters import remove_ignorable
from dia_data.errors import EntryChanged, EntryInvalid, quote
from dia_data.storage.store import Change, Reader, Row
from dia_data.wording.days import format_moment

DEMONSTRATION = "demonstration"
"""The source that marks a record as the demonstration, and the basis of everything recorded there."""

LONGEST_TEXT = 500
LONGEST_NAME = 80

INVISIBLE = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}
"""Unicode categories of signs that leave no mark on the screen."""


def find_basis(reader: Reader) -> str:
    """The basis of what members record: `entered`, or `demonstration` where the record is the demonstration."""
    marked = reader.value("select count(*) from sources where source_id = $mark", mark=DEMONSTRATION)
    return DEMONSTRATION if marked else "entered"


def append(change: Change, source: Row, facts: Mapping[str, Sequence[Row]], *, author: str, note: str = "") -> str:
    """Record the rows of a form as one batch and return its id; their basis is `basis(change)` where they name none.

    The form is described as a source when it is used for the first time.
    """
    source_id = str(source["source_id"])
    if not change.value("select count(*) from sources where source_id = $source_id", source_id=source_id):
        change.describe_source(source)
    usual = {"basis": find_basis(change)}
    rows = {table: [usual | dict(row) for row in of_table] for table, of_table in facts.items()}
    return change.record(kind="entry", source_id=source_id, recorded_by=author, facts=rows, note=note or None)


def raise_if_invalid(*problems: str) -> None:
    """Raise `EntryInvalid` with the problems found, if there are any."""
    if problems:
        raise EntryInvalid(list(problems))


class Recorded(Protocol):
    """What stands in the record, with the batch that it is of, and who recorded that when."""

    @property
    def batch_id(self) -> str: ...  # noqa: D102
    @property
    def recorded_by(self) -> str: ...  # noqa: D102
    @property
    def recorded_at(self) -> datetime: ...  # noqa: D102


Standing = TypeVar("Standing", bound=Recorded)


def raise_if_changed(now: Standing | None, seen: str | None, *, said: Callable[[Standing], str]) -> None:
    """Raise `EntryChanged` where what stands now is not of the batch that the member saw.

    `now` is None where nothing stands, `seen` where there was nothing; `said` tells of what stands now what was done,
    without who did it.
    """
    if (now.batch_id if now else None) == seen:
        return
    if now is None:
        raise EntryChanged("what you saw was undone; nothing has replaced it.")
    raise EntryChanged(f"{describe_author(now)} {said(now)}.")


def join_lines(text: str) -> str:
    """The text without line ends, control characters and surrounding space; otherwise as typed."""
    return " ".join("".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in text).split())


def is_visible(text: str) -> bool:
    """Whether the text leaves a mark on the screen."""
    return any(unicodedata.category(sign) not in INVISIBLE for sign in remove_ignorable(text))


def find_name_problems(author: str) -> list[str]:
    """What is wrong with the name of who records."""
    if not is_visible(author):
        return [
            f"Your name: it is empty. Enter the name that the history is to show, at most {LONGEST_NAME} characters."
        ]
    return find_length_problems("Your name", author, LONGEST_NAME, way_out="Shorten it.")


def find_reason_problems(reason: str, *, needed_for: str = "") -> list[str]:
    """What is wrong with a reason; `needed_for` says what cannot be recorded without one, such as “a new target”."""
    if needed_for and not is_visible(reason):
        return [f"Reason: it is empty. Give a short reason for {needed_for}."]
    return find_length_problems("Reason", reason, LONGEST_TEXT, way_out="Shorten it.")


def find_text_problems(field: str, text: str) -> list[str]:
    """What is wrong with a text of one sentence."""
    if not is_visible(text):
        return [f"{field}: it is empty. Write it in one sentence."]
    return find_length_problems(field, text, LONGEST_TEXT, way_out="Shorten it, or make it two.")


def find_length_problems(field: str, text: str, longest: int, *, way_out: str) -> list[str]:
    """That a text is too long."""
    if len(text) <= longest:
        return []
    return [f"{field}: it has {len(text):,} characters; at most {longest} are allowed. {way_out}"]


def find_choice_problems(field: str, value: str | None, known: Mapping[str, str]) -> list[str]:
    """That a code is not among the `known` ones (code to the name that members see)."""
    if value in known:
        return []
    found = f"{quote(value)} is unknown" if value else "nothing is chosen"
    return [f"{field}: {found}; choose one of {', '.join(known.values())}."]


def find_view_problems(view: str | None) -> list[str]:
    """That an address leads out of the dashboard; none is fine."""
    if view is None or agenda.is_address(view):
        return []
    return [f"View: {quote(view)} is not an address of the dashboard. Use one that begins with a page, such as /kpis."]


def find_mention_problems(field: str, value: str | None, known: Mapping[str, str]) -> list[str]:
    """That a code which may be left out (None) is not among the `known` ones."""
    return [] if value is None else find_choice_problems(field, value, known)


def describe_author(row: Recorded) -> str:
    """Who recorded something and when."""
    return f"{row.recorded_by} ({format_moment(row.recorded_at)})"
