"""A process that records batches without end, to be killed or refused; it prints each revision that is acknowledged.

With several files, a copy of the process records in each but the last, one after the other as the copies are killed:
what takes long, the imports, is then done once.
"""

import argparse
import logging
import os
import resource
import sys
from pathlib import Path

from dia_data.errors import DatabaseNotWritable, DiaError
from dia_data.store import Store

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
    options = parser.parse_args()
    logging.getLogger("dia").addHandler(logging.NullHandler())  # what is refused is told below
    if options.largest_file:
        resource.setrlimit(resource.RLIMIT_FSIZE, (options.largest_file, options.largest_file))
    if options.as_nobody and os.geteuid() == 0:
        os.setuid(NOBODY)
    try:
        record_without_end(own_file(options.files), options.log_size)
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


def record_without_end(file: Path, log_size: str) -> None:
    """Record until it is refused; then ask and record once more, as a dashboard would that goes on running."""
    store = Store(file)
    store.rows("set wal_autocheckpoint = $size", size=log_size)
    try:
        while True:
            record_batch(store)
            sys.stdout.write(f"{os.getpid()} {store.revision}\n")
            sys.stdout.flush()
    except DatabaseNotWritable as refusal:
        sys.stderr.write(f"{refusal}\n")
        store.rows("from batches")
        record_batch(store)


def record_batch(store: Store) -> None:
    statements = [
        {"fact_id": f"fact {number}", "topic": "talk", "statement": "x" * LENGTH, "basis": "entered"}
        for number in range(STATEMENTS_PER_BATCH)
    ]
    with store.change() as change:
        change.record(kind="entry", source_id="form", recorded_by="a member", facts={"stated_facts": statements})


if __name__ == "__main__":
    main()
