"""The demonstration workspace: what two running years look like, made from a fixed seed and marked as synthetic.

Everything but the transcribed documents is invented. SCS leads in it: the documents do not say who does.
"""

import tempfile
from pathlib import Path
from random import Random

from dia_data import documents
from dia_data.demonstration import conversation, evaluation, planning, reports
from dia_data.demonstration.timeline import Calendar, Entry, write
from dia_data.errors import DatabaseNotWritable
from dia_data.store import Store

SEED = 20200101


def build(path: Path) -> None:
    """Make the demonstration at `path`, in place of one that is there; the same content each time, to the byte.

    It is written beside and moved there at the end. Raises `DatabaseInUse` where a dashboard has the old one open,
    what else `Store` raises about it, `DatabaseNotWritable`, and what `documents.load` raises.
    """
    if path.exists():
        Store(path).close()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".demonstration-", dir=path.parent) as beside:
            made = Path(beside) / path.name
            _fill(made)
            Path(f"{path}.wal").unlink(missing_ok=True)  # left by a dashboard that was killed; not of the new file
            made.replace(path)
    except OSError as error:
        raise DatabaseNotWritable(path, error.strerror or str(error)) from error


def _fill(path: Path) -> None:
    calendar = Calendar()
    store = Store(path, clock=calendar)
    try:
        documents.load(store)
        write(store, calendar, _entries(Random(SEED)))  # noqa: S311 -- nothing secret
    finally:
        store.close()


def _entries(chance: Random) -> list[Entry]:
    """All that the members recorded; the order matters only for what chance gives to whom."""
    return [
        *planning.entries(),
        *reports.entries(chance),
        *conversation.entries(chance),
        *evaluation.entries(chance),
    ]
