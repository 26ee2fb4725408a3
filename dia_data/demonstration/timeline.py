"""What was recorded when: entries in the order of their time, written through a clock that stands where it is put."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from dia_data.record.entries import DEMONSTRATION
from dia_data.storage.store import Row, Store

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
    carried_out_by: "Entry | None" = None
    """The earlier entry whose batch carried out the decisions in this one."""


def name_author(partner_id: str) -> str:
    """An invented person of a partner."""
    return f"Demo author {partner_id.upper()}"


def write_entries(store: Store, calendar: Calendar, entries: Iterable[Entry], *, made_from: str) -> None:
    """Record and withdraw all entries in one transaction, each at its time.

    `made_from` stands with each batch as its checksum, as that of its file does with the batch of a document.
    """
    steps = [(entry.at, entry, None) for entry in entries]
    returned = [(entry.withdrawn.at, entry, entry.withdrawn) for _, entry, _ in steps if entry.withdrawn]
    with store.change() as change:
        change.describe_source(SOURCE)
        batches: dict[int, str] = {}
        for calendar.moment, entry, withdrawal in sorted([*steps, *returned], key=itemgetter(0)):
            if withdrawal:
                change.withdraw(batches[id(entry)], withdrawn_by=withdrawal.author, reason=withdrawal.reason)
            else:
                batches[id(entry)] = change.record(
                    kind="entry",
                    source_id=DEMONSTRATION,
                    recorded_by=entry.author,
                    facts=_complete_facts(entry, batches),
                    note=entry.note or None,
                    checksum=made_from,
                )


def _complete_facts(entry: Entry, batches: Mapping[int, str]) -> dict[str, list[Row]]:
    """The rows of an entry as they are recorded: synthetic, and with the batch that carried out what was decided."""
    common: dict[str, str] = {"basis": DEMONSTRATION}
    if entry.carried_out_by:
        common["changed_batch"] = batches[id(entry.carried_out_by)]
    return {table: [common | dict(row) for row in rows] for table, rows in entry.facts.items()}
