"""Stores for tests: an empty one, one that a test fills with made-up rows, and one with the real documents."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dia_data.storage.store import Change, Reader, Store
from tests.saved import copy_record

Facts = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by table."""
Record = Callable[..., str]

FILLING: Mapping[str, Any] = {
    "VARCHAR": "something",
    "INTEGER": 1,
    "BIGINT": 1,
    "DOUBLE": 1.0,
    "BOOLEAN": False,
    "DATE": date(2020, 1, 1),
}
"""What stands in a required column that a test does not name."""


FIRST = (
    *(
        f"browser/test_{name}.py"
        for name in ("every_page", "live", "walk", "meeting", "links", "cooperation", "server")
    ),
    "browser/",
    "pages/test_page_papers.py",
    "pages/test_addresses.py",
    "pages/server/",
    "pages/",
)
"""What takes longest, from the longest on; all else begins after it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where several processes share the tests file by file, none is left alone at the end with a long one."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    path = item.path.relative_to(Path(__file__).parent).as_posix()
    return next((turn for turn, start in enumerate(FIRST) if path.startswith(start)), len(FIRST))


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file of this version without a batch; copied, never opened."""
    path = tmp_path_factory.mktemp("empty") / "dia.duckdb"
    Store(path).close()
    return path


@pytest.fixture
def store(tmp_path: Path, empty_file: Path) -> Iterator[Store]:
    """An empty store of the test's own."""
    opened = Store(Path(shutil.copy(empty_file, tmp_path / "dia.duckdb")))
    yield opened
    opened.close()


@pytest.fixture
def record(request: pytest.FixtureRequest) -> Record:
    """Records made-up rows in the record of the test, `reporting` or `store`, as one batch and returns its id."""
    store: Store = request.getfixturevalue("reporting" if "reporting" in request.fixturenames else "store")

    def recorded(facts: Facts, *, kind: str = "entry", source_id: str = "form") -> str:
        with store.change() as change:
            return enter(change, facts, kind=kind, source_id=source_id)

    return recorded


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> Iterator[Store]:
    """An empty store that stays empty."""
    opened = Store(Path(shutil.copy(empty_file, tmp_path_factory.mktemp("blank"))))
    yield opened
    opened.close()


class Discarded(Exception):
    """The end of a draft."""


@pytest.fixture
def draft(blank: Store) -> Iterator[Change]:
    """A change of an empty record that is never kept: as good as a store for asking, and made in no time."""
    with suppress(Discarded), blank.change() as change:
        yield change
        raise Discarded


def enter(change: Change, facts: Facts, *, kind: str = "entry", source_id: str = "form") -> str:
    """Record made-up rows as one batch and return its id; columns that a test does not care about are filled."""
    full = {table: [filled(change, table, **row) for row in rows] for table, rows in facts.items()}
    return change.record(kind=kind, source_id=source_id, recorded_by="a member", facts=full)


def filled(reader: Reader, table: str, **values: Any) -> dict[str, Any]:
    """A row of `table` with these values, and with something in each other column that must not be empty."""
    required = reader.rows(
        """
        select column_name, data_type from duckdb_columns()
        where table_name = $table and not is_nullable and column_name <> 'batch_id'
        """,
        table=table,
    )
    row = {column["column_name"]: FILLING[column["data_type"]] for column in required}
    return row | {"basis": "stated", "locator": "§1"} | values


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The record of the real documents. Tests read it; none records anything in it."""
    opened = Store(copy_record(tmp_path_factory.mktemp("loaded")))
    yield opened
    opened.close()
