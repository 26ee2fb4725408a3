"""Take back what a form recorded: the batch stays in the history, and counts no longer."""

from dia_data.checks import integrity
from dia_data.errors import BatchUnknown, EntryInvalid, IntegrityBroken
from dia_data.record.entries import find_name_problems, find_reason_problems, join_lines, raise_if_invalid
from dia_data.record.limits import check_arguments
from dia_data.storage.store import Change, Store
from dia_data.storage.tables import FACT_TABLES
from dia_data.wording.days import format_moment


@check_arguments
def withdraw(store: Store, *, batch_id: str, reason: str, author: str) -> str:
    """Take back a batch that a form recorded, and return its id.

    Raises `BatchUnknown` for one that never was, and `EntryInvalid` where it is taken back already, where it is a
    document or an import, and where what others recorded rests on it.
    """
    author, reason = join_lines(author), join_lines(reason)
    with store.change() as change:
        raise_if_invalid(
            *_find_batch_problems(change, batch_id),
            *find_reason_problems(reason, needed_for="undoing"),
            *find_name_problems(author),
        )
        change.withdraw(batch_id, withdrawn_by=author, reason=reason)
        if _may_be_named_by_others(batch_id):
            _raise_if_dangling(change)
    return batch_id


def _find_batch_problems(change: Change, batch_id: str) -> list[str]:
    found = change.rows("from batches where batch_id = $batch_id", batch_id=batch_id)
    if not found:
        raise BatchUnknown(batch_id)
    (batch,) = found
    if batch["withdrawn_at"]:
        who = f"{batch['withdrawn_by']} ({format_moment(batch['withdrawn_at'])})"
        return [f"{who} has already undone this: {batch['withdrawn_reason']}."]
    if batch["kind"] != "entry":
        return [f"What came with a {batch['kind']} cannot be undone here; only what was recorded in a form can."]
    return []


def _may_be_named_by_others(batch_id: str) -> bool:
    """Whether rows of the batch have codes that other tables hold; its id names its tables between two slashes."""
    targets = {target.split(".")[0] for table in FACT_TABLES.values() for target in table.codes.values()}
    return not targets.isdisjoint(batch_id.split("/")[1].split("+"))


def _raise_if_dangling(change: Change) -> None:
    """Raise `EntryInvalid` where something that stays names what has just gone."""
    try:
        integrity.raise_if_broken(change)
    except IntegrityBroken as broken:
        raise EntryInvalid(
            ["Something recorded later depends on this change. Undo that first; the history names it."]
        ) from broken
