"""The demonstration workspace: what two running years look like, made from a fixed seed and marked as synthetic.

Everything but the transcribed documents is invented. SCS leads in it: the documents do not say who does.
"""

import hashlib
from pathlib import Path
from random import Random

from dia_data.demonstration import conversation, evaluation, meetings, planning, reports
from dia_data.demonstration.timeline import Calendar, Entry, write_entries
from dia_data.documents import loading
from dia_data.record.entries import DEMONSTRATION
from dia_data.settings import CORRECTIONS, DOCUMENTS
from dia_data.storage import files, opening
from dia_data.storage.store import Reader, Store

SEED = 20200101


def fingerprint_folder(folder: Path, *patterns: str) -> str:
    """What stands for the names and the content of the files in a folder; another one where one differs."""
    found = hashlib.sha256()
    for file in sorted({file for pattern in patterns for file in folder.glob(pattern) if file.is_file()}):
        found.update(f"{file.relative_to(folder).as_posix()} {file.stat().st_size}\n".encode() + file.read_bytes())
    return found.hexdigest()


PROGRAM = fingerprint_folder(Path(__file__).parents[1], "**/*.py", "schema/**/*.sql", "demonstration/rows/*.csv")
"""All of the program that knows no page: what entries are made with is spread over it. Read when it is loaded: what
runs makes the demonstration, not what has been put in its place since."""


def build(path: Path) -> None:
    """Make the demonstration at `path`, in place of one that is there; the same content each time, to the byte.

    It is written beside and moved there at the end. Raises `DatabaseInUse` where a dashboard has the old one open,
    what else `Store` raises about it, and what `loading.load` raises; the old one stays then.
    """
    with files.hold_lock(path):
        opening.settle(path)
        with files.make_workshop(path) as folder:
            made = folder / path.name
            _fill(made)
            with files.translate_os_errors(path):
                made.replace(path.resolve())


def is_outdated(reader: Reader) -> bool:
    """Whether a demonstration was made from something else than it would be made from now."""
    made_from = reader.value(
        "select max(checksum) from batches where kind = 'entry' and source_id = $source", source=DEMONSTRATION
    )
    return bool(made_from != fingerprint())


def was_tried_out(reader: Reader) -> bool:
    """Whether somebody recorded something in a demonstration, or took something back, after it was made."""
    by_hand = reader.value(
        """
        select count(*) from changes inner join batches using (batch_id)
        where
            kind <> 'document'
            and changes.revision > coalesce((select max(revision) from batches where source_id = $source), 0)
        """,
        source=DEMONSTRATION,
    )
    return bool(by_hand)


def fingerprint() -> str:
    """What stands for all that a demonstration would be made from now: program, loading, corrections."""
    parts = (PROGRAM, fingerprint_folder(DOCUMENTS, "*/*"), fingerprint_folder(CORRECTIONS.parent, CORRECTIONS.name))
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()


def _fill(path: Path) -> None:
    calendar = Calendar()
    store = Store(path, clock=calendar)
    try:
        loading.load(store)
        entries = _collect_entries(Random(SEED))  # noqa: S311 -- nothing secret
        write_entries(store, calendar, entries, made_from=fingerprint())
    finally:
        store.close()


def _collect_entries(chance: Random) -> list[Entry]:
    """All that the members recorded; the order matters only for what chance gives to whom."""
    planned = planning.list_entries()
    return [
        *planned,
        *reports.list_entries(chance),
        *conversation.list_entries(chance),
        *evaluation.list_entries(chance),
        *meetings.list_entries(planned),
    ]
