"""A process that records batches without end, to be killed or refused; it prints each revision that is acknowledged.

With several files, a copy of the process records in each but the last, one after the other as the copies are killed:
what takes long, the imports, is then done once.
"""

import argparse
import logging
import math
import os
import resource
import secrets
import sys
import threading
import time
from pathlib import Path

from dia_data.errors import DatabaseNotWritable, DiaError
from dia_data.storage import tidying
from dia_data.storage.store import Store

STATEMENTS_PER_BATCH = 3
LENGTH = 1000

NOBODY = 65534


def main() -> None:
    """Record in the files named; what the record refuses is said on stderr."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--log-size", default="16MB", help="how long the log gets before it is moved into the file")
    parser.add_argument("--largest-file", type=int, help="bytes that a file may have, as on a disk that is full then")
    parser.add_argument("--as-nobody", action="store_true", help="give up root, whom no permission binds")
    parser.add_argument("--tidy-at-once", action="store_true", help="move the log into the file without a pause")
    parser.add_argument("--per-second", type=float, help="how many batches are recorded in a second at most")
    options = parser.parse_args()
    if options.tidy_at_once:
        tidying.SOON_SECONDS, tidying.SHARE = 0, 1
    logging.getLogger("dia").addHandler(logging.NullHandler())  # what is refused is told below
    if options.largest_file:
        resource.setrlimit(resource.RLIMIT_FSIZE, (options.largest_file, options.largest_file))
    if options.as_nobody and os.geteuid() == 0:
        os.setuid(NOBODY)
    try:
        record_without_end(own_file(options.files), options.log_size, 1 / (options.per_second or math.inf))
    except DiaError as error:
        sys.stderr.write(str(error))


def own_file(files: list[Path]) -> Path:
    """The file that this process is to record in, be it one of the copies or the process that made them."""
    *others, last = files
    for file in others:
        copy = os.fork()
        if not copy:
            return file
        os.waitpid(copy, 0)
    return last


def record_without_end(file: Path, log_size: str, pause: float) -> None:
    """Record until it is refused; then ask and record once more, as a dashboard would that goes on running."""
    waiting, due = threading.Event(), time.monotonic()
    store = Store(file)
    store.rows("set wal_autocheckpoint = $size", size=log_size)
    try:
        while True:
            record_batch(store)
            sys.stdout.write(f"{os.getpid()} {store.revision}\n")
            sys.stdout.flush()
            due = max(due + pause, time.monotonic() - 1)
            waiting.wait(max(0, due - time.monotonic()))
    except DatabaseNotWritable as refusal:
        sys.stderr.write(f"{refusal}\n")
        store.rows("from batches")
        record_batch(store)


def record_batch(store: Store) -> None:
    statements = [
        {"fact_id": f"fact {number}", "topic": "talk", "statement": secrets.token_hex(LENGTH // 2), "basis": "entered"}
        for number in range(STATEMENTS_PER_BATCH)
    ]
    with store.change() as change:
        change.record(kind="entry", source_id="form", recorded_by="a member", facts={"stated_facts": statements})


if __name__ == "__main__":
    main()
