"""`python -m dia_data COMMAND`: make a database, back it up, restore it, verify it; `COMMANDS` says what each does."""

import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from dia_data import demonstration
from dia_data.documents import loading
from dia_data.errors import DiaError
from dia_data.settings import BACKUPS, DATABASE, DEMONSTRATION, count_kept_backups
from dia_data.storage import backup
from dia_data.storage.store import Store

GENTLE = 10
"""How much a backup gives way to the server, which makes one while people work."""


def main(arguments: list[str]) -> int:
    """Run the named command and return the exit code; an error is one sentence on stderr."""
    name, files = (arguments[0] if arguments else ""), arguments[1:]
    if name not in COMMANDS or len(files) not in FILES[name]:
        print("usage: python -m dia_data build | demonstration | backup [FILE] | restore FILE | verify [FILE]",
            file=sys.stderr)  # fmt: skip
        return 2
    try:
        print(COMMANDS[name](*map(Path, files)))
    except DiaError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _build() -> str:
    """Make the database, or bring it up to date with the documents."""
    with closing(Store(DATABASE)) as store:
        new = loading.load(store)
    return f"{DATABASE}: {len(new)} tables loaded." if new else f"{DATABASE}: up to date."


def _build_demonstration() -> str:
    """Make the demonstration anew."""
    demonstration.build(DEMONSTRATION)
    return f"{DEMONSTRATION}: made anew, with synthetic data."


def _back_up(target: Path | None = None) -> str:
    """Back the database up as a file, or as that of the day in the folder of backups; a dashboard may run meanwhile."""
    os.nice(GENTLE)
    if target:
        return f"{target}: {backup.make_backup(DATABASE, target)}."
    if DATABASE.parent / "backups" == BACKUPS and DATABASE.parent.is_dir():
        BACKUPS.mkdir(exist_ok=True)  # one named elsewhere may be a share that is not mounted
    made = backup.make_daily(DATABASE, BACKUPS, kept=count_kept_backups(), today=datetime.now(UTC).date())
    return f"{made}: the backup of today."


def _restore(file: Path) -> str:
    """Put a backup in place of the database, which is kept."""
    found, kept = backup.restore(file, DATABASE)
    return f"{DATABASE}: {found}. " + (f"What was there before is kept as {kept}." if kept else "Nothing was there.")


def _verify(file: Path = DATABASE) -> str:
    """Read all of the database, or of a backup."""
    found = backup.verify(file) if file == DATABASE else backup.verify_backup(file)
    return f"{file}: {found}."


COMMANDS: Mapping[str, Callable[..., str]] = {
    "build": _build,
    "demonstration": _build_demonstration,
    "backup": _back_up,
    "restore": _restore,
    "verify": _verify,
}
FILES = {"build": {0}, "demonstration": {0}, "backup": {0, 1}, "restore": {1}, "verify": {0, 1}}
"""How many files each command may be given."""

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # what is open is closed then
    sys.exit(main(sys.argv[1:]))
