"""`python -m dia_data build`: make the database, or bring it up to date with the documents."""

import sys

from dia_data import documents
from dia_data.errors import DiaError
from dia_data.settings import DATABASE
from dia_data.store import Store


def main(arguments: list[str]) -> int:
    """Run the named command and return the exit code; an error is one sentence on stderr."""
    if arguments != ["build"]:
        print("usage: python -m dia_data build", file=sys.stderr)
        return 2
    try:
        store = Store(DATABASE)
        new = documents.load(store)
        store.close()
    except DiaError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{DATABASE}: {len(new)} tables loaded." if new else f"{DATABASE}: up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
