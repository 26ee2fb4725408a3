"""What was recorded when: entries in the order of their time, written through a clock that stands where it is put."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from dia_data.record.entries import DEMONSTRATION, append
from dia_data.store import Change, Row, Store

BEGINNING = datetime.fromisoformat("2020-01-01")
"""When the documents are loaded."""

PARTNERS = ("scs", "gaia", "tice", "mesap", "mitc", "bnpt")
LEADER = "scs"
"""Who leads is not in the documents; here it is the first of the six."""

SOURCE = {
    "source_id": DEMONSTRATION,
    "title": "Demonstration: synthetic data",
    "producer": "Invented by the dashboard",
    "note": "Made from a fixed seed to show a running programme. No figure, name, date or opinion in it is real.",
}


class Calendar:
    """A clock that shows the moment it was set to."""

    def __init__(self) -> None:
        self.moment = BEGINNING

    def __call__(self) -> datetime:
        """The moment it was set to."""
        return self.moment


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """A batch taken back: when, by whom and why."""

    at: datetime
    author: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One batch: the rows recorded at once by one author."""

    at: datetime
    author: str
    facts: Mapping[str, Sequence[Row]]
    note: str = ""
    withdrawn: Withdrawal | None = None


def author(partner_id: str) -> str:
    """An invented person of a partner."""
    return f"Demo author {partner_id.upper()}"


def write(store: Store, calendar: Calendar, entries: Iterable[Entry]) -> None:
    """Record and withdraw all entries in one transaction, each at its time."""
    steps = [(entry.at, entry, None) for entry in entries]
    returned = [(entry.withdrawn.at, entry, entry.withdrawn) for _, entry, _ in steps if entry.withdrawn]
    with store.change() as change:
        batches: dict[int, str] = {}
        for calendar.moment, entry, withdrawal in sorted([*steps, *returned], key=itemgetter(0)):
            if withdrawal:
                change.withdraw(batches[id(entry)], withdrawn_by=withdrawal.author, reason=withdrawal.reason)
            else:
                batches[id(entry)] = _record(change, entry)


def _record(change: Change, entry: Entry) -> str:
    return append(change, SOURCE, entry.facts, author=entry.author, note=entry.note)
