"""`python -m dia_data build` or `demonstration`: make a database, or bring the consortium's up to date."""

import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import closing

from dia_data import demonstration, documents
from dia_data.errors import DiaError
from dia_data.settings import DATABASE, DEMONSTRATION
from dia_data.store import Store


def main(arguments: list[str]) -> int:
    """Run the named command and return the exit code; an error is one sentence on stderr."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print(f"usage: python -m dia_data {'|'.join(COMMANDS)}", file=sys.stderr)
        return 2
    try:
        print(COMMANDS[arguments[0]]())
    except DiaError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _build() -> str:
    with closing(Store(DATABASE)) as store:
        new = documents.load(store)
    return f"{DATABASE}: {len(new)} tables loaded." if new else f"{DATABASE}: up to date."


def _build_demonstration() -> str:
    demonstration.build(DEMONSTRATION)
    return f"{DEMONSTRATION}: made anew, with synthetic data."


COMMANDS: Mapping[str, Callable[[], str]] = {"build": _build, "demonstration": _build_demonstration}

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # what is open is closed then
    sys.exit(main(sys.argv[1:]))
