"""What lies beside a database file: its lock, its log, and what is made beside it before it takes its place.

The rule of this module: nothing is removed or replaced that this call did not make, but what a process of ours left
that was killed, and that only while the lock proves that nobody uses it.
"""

import errno
import fcntl
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from dia_data.errors import DatabaseElsewhere, DatabaseFolderMissing, DatabaseInUse, DatabaseNotWritable

program_log = logging.getLogger("dia")

LOGS = (".wal", ".wal.checkpoint", ".wal.recovery")
"""What DuckDB appends to the name of a database for the files that hold its newest changes."""

LOCK = ".lock"
COPYING = ".copying.lock"

LEAST_ROOM = 1_000_000
"""Bytes that a disk must have free, else the next change may find no room: its log takes some thousand."""

Identity = tuple[int, int]
"""The device and the number of a file: what a name stands for at a moment."""


def locate_log(path: Path) -> Path:
    """Where DuckDB writes the newest changes of the database at `path`."""
    return Path(f"{path}{LOGS[0]}")


def find_logs(path: Path) -> list[Path]:
    """The files beside `path` that hold its newest changes and are there."""
    return [log for log in (Path(f"{path}{ending}") for ending in LOGS) if os.path.lexists(log)]


def identify(path: Path) -> Identity | None:
    """What stands at `path` now; None: nothing that can be reached."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def check_place(path: Path) -> bool:
    """Whether there is a database at `path`; False: its place is free.

    Raises `DatabaseFolderMissing`, `DatabaseElsewhere` for a link whose target cannot be reached (a share that is not
    mounted: what is made in its stead would hide it), or `DatabaseNotWritable`.
    """
    with translate_os_errors(path):
        if not os.path.lexists(path.parent):
            raise DatabaseFolderMissing(path)
        if path.is_symlink() and not path.exists():
            raise DatabaseElsewhere(path, path.readlink())
        return path.exists()


def raise_if_full(path: Path) -> None:
    """Raise `DatabaseNotWritable` where the disk of the database at `path` is full."""
    with translate_os_errors(path):
        disk = os.statvfs(path.parent)
        if disk.f_bavail * disk.f_frsize < LEAST_ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextmanager
def translate_os_errors(path: Path) -> Iterator[None]:
    """Give what the system says of a file the name it has here."""
    try:
        yield
    except OSError as error:
        raise DatabaseNotWritable(path, error.strerror or str(error)) from error


class Hold:
    """The lock of a database, from before it is looked at until it is closed; the system lifts it as a process ends."""

    def __init__(self, path: Path) -> None:
        """Take the lock. Raises `DatabaseInUse`, or what `check_place` raises."""
        check_place(path)
        self._descriptor = _take_lock(path)

    def release(self) -> None:
        """Give the database back. The lock's file stays: whoever removed it would lift the lock of the next."""
        os.close(self._descriptor)


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Hold the lock of a database for as long as the block runs. Raises as `Hold`."""
    hold = Hold(path)
    try:
        yield
    finally:
        hold.release()


def _take_lock(path: Path) -> int:
    with translate_os_errors(path):
        descriptor = os.open(_locate_lock_file(path, LOCK), os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(descriptor, 20).decode(errors="replace")
            os.close(descriptor)
            raise DatabaseInUse(path, _name_process(holder)) from error
        with suppress(OSError):  # the number is for the sentence alone, and a full disk has no room for it
            os.ftruncate(descriptor, 0)
            os.write(descriptor, str(os.getpid()).encode())
        return descriptor


def _locate_lock_file(path: Path, ending: str) -> Path:
    """A lock's file: hidden, since nobody needs to copy or to move it."""
    return path.with_name(f".{path.name}{ending}")


def was_ever_held(path: Path) -> bool:
    """Whether a program of ours ever opened the database where it stands."""
    return _locate_lock_file(path, LOCK).exists()


def _name_process(number: str) -> str:
    if number == str(os.getpid()):
        return "this very process"
    return f"process {number}" if number.isdecimal() else "another process"


@contextmanager
def stand_still(path: Path, *, wait: bool) -> Iterator[bool]:
    """Whether nobody else copies or tidies the files of a database while the block runs.

    Between moves of the log into the file, the file stays as it is and the log only grows: a process that holds this
    can copy both though the server records on. With `wait` the block begins when it is its turn.
    """
    try:
        descriptor = os.open(_locate_lock_file(path, COPYING), os.O_RDWR | os.O_CREAT, 0o666)
    except OSError:  # where no file can be made, nobody records either
        yield True
        return
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)


@contextmanager
def make_workshop(path: Path) -> Iterator[Path]:
    """A folder beside `path` to make its file in, gone when the block ends. Whoever makes something holds the lock."""
    with translate_os_errors(path):
        folder = Path(tempfile.mkdtemp(prefix=f".{path.stem}-", dir=path.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_workshops(path: Path) -> None:
    """Remove the folders that makers of `path` left who were killed; the lock of `path` must be held.

    One that holds anything but the beginnings of that database, or a database that is open, stays and is named in the
    log of the program.
    """
    workshop_name = re.compile(re.escape(f".{path.stem}-") + r"[a-z0-9_]{8}")
    for folder in path.parent.glob(f".{path.stem}-*"):
        if not workshop_name.fullmatch(folder.name) or folder.is_symlink() or not folder.is_dir():
            continue
        parts = list(folder.iterdir())
        if all(_is_beginning(part, path) for part in parts):
            for part in parts:
                part.unlink()
            folder.rmdir()
        else:
            program_log.warning(
                "The folder %s was left by somebody who was stopped. Look into it and remove it.", folder
            )


def _is_beginning(part: Path, path: Path) -> bool:
    """Whether a file is part of an unfinished database that nobody has open."""
    if part.is_symlink() or not part.is_file() or not part.name.startswith((path.name, f".{path.name}")):
        return False
    with part.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True


def place(made: Path, path: Path) -> bool:
    """Put what was made at `path` if nothing is there; False: something is, and it stays. The lock must be held."""
    with translate_os_errors(path):
        try:
            os.link(made, path)
        except FileExistsError:
            return False
        except OSError:  # a file system without second names
            if os.path.lexists(path):
                return False
            made.rename(path)
        return True


def replace(made: Path, path: Path) -> Path | None:
    """Put what was made in place of the database at `path` and its log; the name that both are kept under, if any.

    The lock must be held. At each moment the place holds the old database, or the new one beside a log which does not
    belong to it and is refused: a database without its newest entries is never there.
    """
    with translate_os_errors(path):
        logs, is_there = find_logs(path), path.exists()
        if not is_there and not logs:
            place(made, path)
            return None
        moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        kept = path.with_name(f"{path.stem}-before-{moment}{path.suffix}")
        if is_there:
            _keep(path, kept)
        made.replace(path.resolve())
        for log in logs:
            log.rename(f"{kept}{log.name.removeprefix(path.name)}")
        return kept


def _keep(path: Path, kept: Path) -> None:
    """Give a file a second name, which stays when the first is given to another file."""
    try:
        os.link(path.resolve(), kept)
    except OSError:  # a file system without second names, or a link to another one
        shutil.copy2(path, kept)
