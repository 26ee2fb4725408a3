"""The demonstration workspace: what a running year looks like, made from a fixed seed and marked as synthetic."""

from pathlib import Path

from dia_data import documents
from dia_data.store import Store


def build(path: Path) -> None:
    """Make the demonstration at `path`."""
    store = Store(path)
    documents.load(store)
    store.close()
