"""Record what shows that reported results are true: each sheet of proofs is one batch."""

from collections.abc import Mapping, Sequence
from datetime import date

from dia_data import local_time
from dia_data.documents.days import DayUnreadable, read_day
from dia_data.errors import EntryChanged
from dia_data.grids import build_key
from dia_data.proofs import Thing
from dia_data.queries import proofs
from dia_data.record.choices import list_partners
from dia_data.record.entries import (
    LONGEST_TEXT,
    append,
    find_choice_problems,
    find_length_problems,
    find_name_problems,
    join_lines,
    raise_if_invalid,
)
from dia_data.record.kpis import SOURCE
from dia_data.record.limits import check_arguments
from dia_data.record.many import Row, read_all
from dia_data.storage.store import Store
from dia_data.wording.days import describe_today, format_day

FIELDS = {"venue": "Place", "organiser": "Organiser", "link": "Link or file"}


def name_key(thing: Thing) -> str:
    """The key of a thing on the sheet."""
    return build_key(thing.result_id, str(thing.number))


@check_arguments
def record_proofs(
    store: Store, *, partner_id: str | None, period: str, rows: Sequence[Row], author: str, seen: Mapping[str, str]
) -> str:
    """Record the proofs of things that a partner reported for a quarter, and return the batch.

    A row has `key` (`name_key` of a thing), `happened_on, venue, organiser, link`, all as typed. `seen` is the batch of
    each proof as the member saw it, by key. Raises `RowsInvalid` or `EntryChanged`, and then records nothing.
    """
    author = join_lines(author)
    with store.change() as change:
        raise_if_invalid(*find_choice_problems("Partner", partner_id, list_partners(change)))
        found = proofs.list_things(change, partner_id=partner_id, period=period)
        known = {name_key(thing): thing for thing in found}
        today = local_time.find_day(change.clock())

        def read(row: Row) -> Row:
            gone = "It is not reported any more. Open the sheet again."
            raise_if_invalid(*([] if row["key"] in known else [gone]))
            thing = known[row["key"]]
            if thing.batch_id != seen.get(str(row["key"])):
                raise EntryChanged("somebody else recorded its proof")
            return _read_proof(row, thing, today)

        facts = read_all(
            rows, ("key", "happened_on", *FIELDS), read, label=lambda row: _label(known.get(str(row["key"]))),
            problems=find_name_problems(author),
        )  # fmt: skip
        return append(change, SOURCE, {"kpi_proofs": facts}, author=author)


def _read_proof(row: Row, thing: Thing, today: date) -> Row:
    texts = {field: join_lines(str(row[field])) for field in FIELDS}
    day, problems = _read_past_day(row["happened_on"], today)
    raise_if_invalid(
        *problems,
        *(
            problem
            for field, text in texts.items()
            for problem in find_length_problems(FIELDS[field], text, LONGEST_TEXT, way_out="Shorten it.")
        ),
        *([] if day or any(texts.values()) or thing.is_told else ["It is empty. Enter a date, a place or a link."]),
    )
    return {"result_id": thing.result_id, "number": thing.number, "happened_on": day} | {
        field: text or None for field, text in texts.items()
    }


def _read_past_day(typed: object, today: date) -> tuple[date | None, list[str]]:
    try:
        day = read_day(typed)
    except DayUnreadable as unreadable:
        return None, [f"Date: {unreadable}"]
    if day and day > today:
        return None, [f"Date: {format_day(day)} is in the future. {describe_today(today)}"]
    return day, []


def _label(thing: Thing | None) -> str:
    return thing.kpi_name if thing else "A result"
