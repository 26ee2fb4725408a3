"""A process that reports and re-dates without end, to be killed or refused; it prints what is acknowledged."""

import argparse
import resource
import sys
from datetime import date
from pathlib import Path

from dia_data.errors import DatabaseNotWritable
from dia_data.record import kpis, programme
from dia_data.storage.store import Store

NAMES = 40
"""How many organisations each report names."""


def main() -> None:
    """Record in the file named; what the record refuses is said on stderr."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--largest-file", type=int, help="bytes that a file may have, as on a disk that is full then")
    options = parser.parse_args()
    if options.largest_file:
        resource.setrlimit(resource.RLIMIT_FSIZE, (options.largest_file, options.largest_file))
    store = Store(options.file)
    try:
        number = 0
        while True:
            number += 1
            acknowledge(report(store, number))
            acknowledge(
                programme.reschedule(store, starts=date(2020, 1 + number % 2, 1), reason="moved", author="Lead")
            )
    except DatabaseNotWritable as refusal:
        sys.stderr.write(str(refusal))


def report(store: Store, number: int) -> str:
    rows = [
        {"period": "2020-Q2", "partner_id": "scs", "organisation": f"Example {number} of {place} {'x' * 80}"}
        for place in range(NAMES)
    ]
    return kpis.record_results(store, kpi_id="smes", rows=rows, author="Ana")


def acknowledge(batch_id: str) -> None:
    sys.stdout.write(f"{batch_id}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
