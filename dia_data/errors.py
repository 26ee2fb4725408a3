"""What can go wrong, named for the fact. Each message is a sentence for a member: what happened and the way out."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Self

PROCESS = re.compile(r"\b(?:process|PID) \d+(?: \([^)]*\))?")
PATH = re.compile(r"(?<![\w.:/])(?:[A-Za-z]:)?(?:[/\\][\w.~@+-]+){2,}")

LONGEST_QUOTE = 60
LARGEST_WRITTEN = 10**30


def quote(value: object) -> str:
    """A value as a sentence can repeat it: no longer than one reads, and without characters that cannot be seen."""
    if isinstance(value, str):
        readable = "".join(sign if sign.isprintable() else " " for sign in value[:LONGEST_QUOTE]).strip()
        return f"“{readable}{'…' if len(value) > LONGEST_QUOTE else ''}”"
    is_plain = isinstance(value, float | date | None) or (isinstance(value, int) and abs(value) < LARGEST_WRITTEN)
    return str(value) if is_plain else f"a value of the kind {type(value).__name__}"


class DiaError(Exception):
    """Base of all errors that a member can read as a sentence."""

    places: tuple[Path, ...] = ()

    def __new__(cls, *arguments: Any, **named: Any) -> Self:
        """Note the files that the error is about, before it says where they are."""
        error = super().__new__(cls, *arguments)
        error.places = tuple(given for given in (*arguments, *named.values()) if isinstance(given, Path))
        return error

    @property
    def public(self) -> str:
        """The sentence for whoever opens a page: files without their folders, and no process by its number.

        Where things lie on the computer is for those who run it: it stands in the log and in the terminal.
        """
        sentence = str(self)
        for place in (*self.places, *(place.parent for place in self.places)):
            if place.name:  # the root of all folders has none, and tells nothing
                sentence = sentence.replace(str(place), place.name)
        return PATH.sub("a file of the server", PROCESS.sub("another process", sentence))


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
            "Restore a backup (python -m dia_data restore FILE), or move the file away together with the file of the "
            "same name that ends in .wal, which holds its newest entries: the next start then builds a new database "
            "from the documents, without what members recorded."
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
            "Make the folder writable and make sure its disk has room, then try again."
        )


class DatabaseFolderMissing(DiaError):
    """The folder that the database belongs into is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The folder {path.parent} is not there, so no database was opened or made. "
            "Connect the disk or the share that it is on, or make the folder, then start again."
        )


class DatabaseElsewhere(DiaError):
    """The database is a link to a file that cannot be reached."""

    def __init__(self, path: Path, target: Path) -> None:
        super().__init__(
            f"The database {path} is a link to {target}, which cannot be reached. Nothing was changed. "
            "Connect the disk or the share that it is on, then start again; or remove the link: the next start then "
            "builds a new database from the documents."
        )


class DatabaseLogAlone(DiaError):
    """The newest entries of a database are there without the database."""

    def __init__(self, path: Path, log: Path) -> None:
        super().__init__(
            f"The file {log} holds the newest entries of a database, but {path} is not there. Nothing was changed. "
            "Put the database back beside it; or, to start again from nothing, move that file away as well: "
            "the two belong together, so keep them in one folder."
        )


class DatabaseLogForeign(DiaError):
    """The newest entries beside the database belong to another file, or to another state of it."""

    def __init__(self, path: Path, log: Path, reason: str) -> None:
        super().__init__(
            f"The file {log} does not belong to the database {path} beside it: {reason}. Nothing was changed. "
            "Put back the two files that belong together; or, to go on with the database as it is, move the file that "
            "ends in .wal away: the entries in it are not in the database."
        )


class DatabaseIncomplete(DiaError):
    """The database is ours, but something that each of them has is missing or does not fit."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The database {path} is incomplete: {reason}. Nothing was changed. "
            "Restore a backup: python -m dia_data restore FILE."
        )


class DatabaseGone(DiaError):
    """The file that this process has open no longer stands where it stood."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            f"Nothing was recorded: {what} while the dashboard was running, so entries would be lost. "
            f"Stop the dashboard, put {path} back or restore a backup (python -m dia_data restore FILE), "
            "then start again."
        )


class DatabaseMissing(DiaError):
    """There is no database where one was named."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no database {path}. Check that its name is right and that its disk is connected.")


class BackupInvalid(DiaError):
    """A database or a backup can be read, but what it holds is not sound."""

    def __init__(self, path: Path, faults: list[str]) -> None:
        super().__init__(f"The file {path} is not sound. {' '.join(faults)} Use another backup.")


class BackupNotMade(DiaError):
    """A backup could not be made or restored; nothing was changed."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"The file {path} was left as it is: {reason}. Choose another file.")


class SettingInvalid(DiaError):
    """A variable of the environment says something that cannot be."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(f"The setting {name} says {value!r}; expected {expected}. Correct it, then start again.")


class DocumentInvalid(DiaError):
    """A transcribed document breaks its contract; nothing of it was loaded."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("Nothing was loaded. " + " ".join(problems))


class IntegrityBroken(DiaError):
    """Rows that were about to be recorded break a rule of the record; nothing was recorded."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("Nothing was recorded. " + " ".join(sentences))


class ColumnsUnlike(DiaError):
    """A question does not have the columns that its answers are declared with."""

    def __init__(self, declared_as: str, *, lacking: Sequence[str], unknown: Sequence[str]) -> None:
        parts = [f"lacks {', '.join(lacking)}"] * bool(lacking) + [f"adds {', '.join(unknown)}"] * bool(unknown)
        super().__init__(f"The question for {declared_as} {' and '.join(parts)}: columns and fields must be the same.")


class BatchUnknown(DiaError):
    """A batch that was named does not exist or is withdrawn already."""

    def __init__(self, batch_id: str) -> None:
        super().__init__(f"There is no change {quote(batch_id)} to undo. See the list of changes on /sources.")


class EntryInvalid(DiaError):
    """What a member wants to record breaks a rule; nothing was recorded."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("Nothing was recorded. " + " ".join(problems))


class RowsInvalid(EntryInvalid):
    """Rows of a report or a sheet break a rule.

    `of_rows` says by the place of a row what is wrong with it, `others` what is wrong with the rest.
    """

    def __init__(self, of_rows: Mapping[int, Sequence[str]], others: Sequence[str], labels: Sequence[str]) -> None:
        self.of_rows = of_rows
        self.others = list(others)
        super().__init__([*(f"{labels[place]}: {one}" for place, all_ in of_rows.items() for one in all_), *others])


class EntryChanged(DiaError):
    """Somebody else recorded something about the same thing after this member's form was opened."""

    def __init__(self, changed: str) -> None:
        self.changed = changed
        super().__init__(
            f"Nothing was recorded yet. While your form was open, {changed} "
            "Press the button again to save yours anyway, or leave it as it is now."
        )


class PointUnknown(DiaError):
    """A SWOT point that was named is not in the record."""

    def __init__(self, item_id: str) -> None:
        super().__init__(
            f"Nothing was recorded. There is no SWOT point {quote(item_id)}: "
            "it may have been undone. Choose a point on the board on /swot."
        )


class PointChanged(EntryChanged):
    """Somebody else recorded something about a SWOT point after this member's form was opened."""
