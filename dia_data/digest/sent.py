"""Which digests were sent on which day: a small table beside the database, so that nothing is sent twice."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from dia_data.errors import DiaError

NAME = "digest-sent.csv"
HEADING = "day,partner_id"


class SendingAlready(DiaError):
    """Another process sends the digest at this moment."""

    def __init__(self) -> None:
        super().__init__("Nothing was sent: the digest is being sent by another process. Wait until it has ended.")


class SentUnknown(DiaError):
    """What was sent before cannot be read or written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"Nothing was sent: {path}, which says what was sent already, cannot be read or written ({reason}). "
            "Make the file writable, then try again."
        )


class SentNotNoted(DiaError):
    """A digest was sent, and that cannot be noted."""

    def __init__(self, path: Path, partner_id: str, reason: str) -> None:
        super().__init__(
            f"The digest of {partner_id} was sent, but {path} cannot be written ({reason}), so no more were sent. "
            "Make room on the disk; this one will be sent again."
        )


class Sent:
    """What was sent, held by one process at a time."""

    def __init__(self, path: Path, descriptor: int) -> None:
        """Read what was noted in an open file."""
        self._path = path
        self._descriptor = descriptor
        with os.fdopen(os.dup(descriptor), encoding="utf-8", errors="replace") as file:
            self._known = set(file.read().split())

    def includes(self, day: date, partner_id: str) -> bool:
        """Whether a partner was sent its digest of a day."""
        return f"{day.isoformat()},{partner_id}" in self._known

    def note(self, day: date, partner_id: str) -> None:
        """Note that it was; on disk before the next one is sent. Raises `SentNotNoted`."""
        line = f"{day.isoformat()},{partner_id}"
        self._known.add(line)
        try:
            os.write(self._descriptor, f"{line}\n".encode())
            os.fsync(self._descriptor)
        except OSError as error:
            raise SentNotNoted(self._path, partner_id, error.strerror or str(error)) from error


@contextmanager
def open_sent(folder: Path) -> Iterator[Sent]:
    """What was sent, from the table in a folder, which is made where there is none.

    Raises `SendingAlready` or `SentUnknown`.
    """
    path = folder / NAME
    descriptor = _open_file(path)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SendingAlready from error
        if not os.fstat(descriptor).st_size:
            os.write(descriptor, f"{HEADING}\n".encode())
            os.lseek(descriptor, 0, os.SEEK_SET)
        yield Sent(path, descriptor)
    finally:
        os.close(descriptor)


def _open_file(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
    except OSError as error:
        raise SentUnknown(path, error.strerror or str(error)) from error
