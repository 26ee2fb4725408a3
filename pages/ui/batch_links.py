"""Where one batch of the record is shown, as addresses say it."""

from collections.abc import Mapping

from dia_data import agenda

HISTORY = "History & undo"
"""The view of /record that lists what was recorded."""

BATCH = "batch"
"""The name of a batch in the address."""


def build_batch_query(batch_id: str) -> dict[str, str]:
    """What the address of /record says to show one batch: what it changed, who, why, and how it is undone."""
    return {"report": HISTORY, BATCH: batch_id}


def link_batch(batch_id: str, workspace: Mapping[str, str]) -> str:
    """The address that shows one batch in the workspace shown, as seen from a page beside it: for columns of links."""
    return f".{agenda.build_address('record', build_batch_query(batch_id) | dict(workspace))}"
