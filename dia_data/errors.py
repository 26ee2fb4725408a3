"""What can go wrong, named for the fact. Each message is a sentence for a member: what happened and the way out."""

from pathlib import Path


class DiaError(Exception):
    """Base of all errors that a member can read as a sentence."""


class DatabaseInUse(DiaError):
    """Another process holds the database file."""

    def __init__(self, path: Path, holder: str) -> None:
        super().__init__(
            f"The database {path} is held by {holder}. "
            "Stop that process (or use the dashboard that it already serves), then start again."
        )


class DatabaseUnreadable(DiaError):
    """The file in the database's place is damaged or is no DuckDB file."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The file {path} cannot be read as a database ({reason}). Nothing was changed. "
            "Put a backup in its place, or move the file away: the next start builds a new database from the documents."
        )


class DatabaseForeign(DiaError):
    """The file is a DuckDB database, but of another program."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The file {path} is a DuckDB database of another program. Nothing was changed. "
            "Move it away: the next start builds a new database from the documents."
        )


class DatabaseNewer(DiaError):
    """The file was written by a newer version of this program."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"The database {path} was written by a newer version of the dashboard "
            f"(schema {found}; this version knows up to {known}). Nothing was changed. Update the dashboard."
        )


class DatabaseNotWritable(DiaError):
    """The database file or its folder cannot be written, or the disk is full."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The database {path} cannot be written ({reason}). What was recorded before is untouched. "
            "Make the folder writable and see that its disk has room, then start again."
        )


class DocumentInvalid(DiaError):
    """A transcribed document breaks its contract; nothing of it was loaded."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("Nothing was loaded. " + " ".join(problems))


class IntegrityBroken(DiaError):
    """Rows that were about to be recorded break a rule of the record; nothing was recorded."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("Nothing was recorded. " + " ".join(sentences))


class BatchUnknown(DiaError):
    """A batch that was named does not exist or is withdrawn already."""

    def __init__(self, batch_id: str) -> None:
        super().__init__(
            f"There is no batch {batch_id!r} that could be withdrawn. See the list of batches on /sources."
        )


class EntryInvalid(DiaError):
    """What a member wants to record breaks a rule; nothing was recorded."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("Nothing was recorded. " + " ".join(problems))


class EntryChanged(DiaError):
    """Somebody else recorded something about the same thing after this member's form was opened."""

    def __init__(self, changed: str) -> None:
        super().__init__(
            f"Nothing was recorded yet. While your form was open, {changed} "
            "Press the button again to record yours all the same, or leave it as it is now."
        )


class PointUnknown(DiaError):
    """A SWOT point that was named is not in the record."""

    def __init__(self, item_id: str) -> None:
        super().__init__(
            f"Nothing was recorded. There is no SWOT point {item_id!r}: the batch that added it may be withdrawn. "
            "Choose a point of the board on /swot."
        )


class PointChanged(EntryChanged):
    """Somebody else recorded something about a SWOT point after this member's form was opened."""
