"""`python -m dia_data COMMAND`: make a database, back it up, restore it, verify it; `COMMANDS` says what each does."""

import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from dia_data import demonstration, local_time
from dia_data.digest import mail
from dia_data.digest.files import write_folder
from dia_data.digest.page import build_page
from dia_data.digest.sent import open_sent
from dia_data.documents import loading
from dia_data.errors import DiaError
from dia_data.queries import digests
from dia_data.settings import BACKUPS, DATABASE, DEMONSTRATION, DIGESTS, count_kept_backups, get_dashboard_address
from dia_data.storage import backup
from dia_data.storage.store import Store
from dia_data.wording.figures import format_count

GENTLE = 10
"""How much a backup gives way to the server, which makes one while people work."""


def main(arguments: list[str]) -> int:
    """Run the named command and return the exit code; an error is one sentence on stderr."""
    name, known = (arguments[0] if arguments else ""), OPTIONS.get(arguments[0] if arguments else "", ())
    files = [one for one in arguments[1:] if one not in known]
    if name not in COMMANDS or len(files) not in FILES[name] or any(one.startswith("--") for one in files):
        print(USAGE, file=sys.stderr)
        return 2
    options = {one.removeprefix("--"): True for one in arguments[1:] if one in known}
    try:
        print(COMMANDS[name](*map(Path, files), **options))
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


def _make_digest(
    folder: Path = DIGESTS, *, send: bool = False, again: bool = False, demonstration: bool = False
) -> str:
    """Write the digest of each partner into a folder, and send it if asked to; a dashboard may run meanwhile."""
    os.nice(GENTLE)
    base = get_dashboard_address()
    with backup.open_copy(DEMONSTRATION if demonstration else DATABASE) as store:
        if demonstration:  # it stands still at its last report
            last = store.value("select max(changed_at) from changes")
            store.clock = lambda: last
        found = digests.list_digests(store, today=local_time.find_day(store.clock()))
    pages = [build_page(one) for one in found]
    if not send:
        write_folder(pages, folder, base=base)
        return f"{folder}: the digest of {format_count(len(pages), 'partner')}."
    mail.raise_if_demonstration(pages)
    mailing = mail.read_mailing([page.partner_id for page in pages])
    write_folder(pages, folder, base=base)
    with open_sent(DATABASE.parent) as sent:
        report = mail.send(pages, mailing, sent, base=base, again=again)
    if report.failed:
        raise mail.DigestNotSent(str(report))
    return f"{folder}: the digest of {format_count(len(pages), 'partner')}. {report}"


COMMANDS: Mapping[str, Callable[..., str]] = {
    "build": _build,
    "demonstration": _build_demonstration,
    "backup": _back_up,
    "restore": _restore,
    "verify": _verify,
    "digest": _make_digest,
}
FILES = {"build": {0}, "demonstration": {0}, "backup": {0, 1}, "restore": {1}, "verify": {0, 1}, "digest": {0, 1}}
"""How many files or folders each command may be given."""
OPTIONS: Mapping[str, Sequence[str]] = {"digest": ("--send", "--again", "--demonstration")}
"""Which options each command knows."""
USAGE = (
    "usage: python -m dia_data build | demonstration | backup [FILE] | restore FILE | verify [FILE] | "
    "digest [FOLDER] [--send] [--again] [--demonstration]"
)

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # what is open is closed then
    sys.exit(main(sys.argv[1:]))
