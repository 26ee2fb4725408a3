"""What shows that results are true, in words."""

from collections.abc import Sequence

import pandas as pd

from dia_data.documents.numbers import format_for_input
from dia_data.frames import make_frame
from dia_data.proofs import Thing, count_proven
from dia_data.wording.days import format_day
from dia_data.wording.figures import format_count
from dia_data.wording.lists import join_names

COLUMNS = [
    "kpi_name", "place", "partner", "period", "reported_thing", "has_proof", "happened_on", "venue", "organiser",
    "link", "basis", "locator",
]  # fmt: skip


def name_thing(thing: Thing) -> str:
    """What is to be shown of a thing: which of several it is, or the amount that one proof is for."""
    if thing.organisation:
        amount = f": {format_for_input(thing.value)} {thing.unit}" if thing.value not in (None, 1) else ""
        return f"{thing.organisation}{amount}"
    if thing.of > 1:
        return f"{thing.number} of {thing.of} {thing.unit}"
    return f"{format_for_input(thing.value or 0)} {thing.unit}"


def count_proofs(things: Sequence[Thing]) -> str:
    """How many of the things that were reported have a proof, in a sentence."""
    if not things:
        return "Nothing is reported yet that a proof could be for."
    proven = count_proven(things)
    of = format_count(len(things), "reported thing")
    return f"{proven or 'None'} of {of} {'has' if proven <= 1 else 'have'} a proof."


def tabulate(things: Sequence[Thing]) -> pd.DataFrame:
    """The list for an auditor: each thing that was reported, whether it has a proof, and what that is."""
    rows = make_frame(things, Thing)
    proven = ["yes" if thing.has_proof else "no" for thing in things]
    return rows.assign(has_proof=proven, reported_thing=[name_thing(thing) for thing in things])[COLUMNS]


def describe_double(things: Sequence[Thing]) -> str:
    """That things have the same date and place, and may be one."""
    first = things[0]
    who = join_names(list(dict.fromkeys(one.partner or "the consortium" for one in things)))
    when = format_day(first.happened_on) if first.happened_on else ""
    where = f"({when}, {first.venue}; {who})"
    return f"{first.kpi_name}: {len(things)} with the same date and place {where}. One may count twice."
