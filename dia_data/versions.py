"""The shape of the database file: made new, or upgraded in place inside one transaction."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from dia_data.errors import DatabaseForeign, DatabaseNewer

SCHEMA = Path(__file__).parent / "schema"

CURRENT = 1
"""The version that this program writes. Raise it with each change of a table that exists in members' files."""

STEPS: Mapping[int, str] = {}
"""SQL that leads *to* a version from the one before. Tables that are new need none: the schema files make them."""


def bring_up_to_date(
    connection: duckdb.DuckDBPyConnection, path: Path, *, current: int = CURRENT, steps: Mapping[int, str] = STEPS
) -> None:
    """Make or upgrade the tables, views and macros of the file at `path`; all or nothing.

    Raises `DatabaseForeign` for another program's file and `DatabaseNewer` for one from a newer version.
    """
    found = _version(connection, path)
    if found > current:
        raise DatabaseNewer(path, found, current)
    if found == current:
        return
    connection.begin()
    try:
        for version in range(found + 1, current + 1) if found else ():
            connection.execute(steps.get(version, ""))
        for file in _schema_files():
            connection.execute(file.read_text(encoding="utf-8"))
        connection.execute("create table if not exists schema_version (version integer not null)")
        connection.execute("delete from schema_version")
        connection.execute("insert into schema_version values ($current)", {"current": current})
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def _version(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    tables = {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()}
    if not tables:
        return 0
    if not {"schema_version", "batches", "changes"} <= tables:
        raise DatabaseForeign(path)
    row = connection.execute("select max(version) from schema_version").fetchone()
    return int(row[0]) if row and row[0] is not None else 0


def _schema_files() -> list[Path]:
    """`record.sql` first, since each `*_as_of(t)` stands on its macro; `figures.sql` last, since it reads them all."""
    return sorted(SCHEMA.glob("*.sql"), key=lambda file: (file.stem != "record", file.stem == "figures", file.stem))
