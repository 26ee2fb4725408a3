"""The shape of the database file: made new, or upgraded in place inside one transaction."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from dia_data.errors import DatabaseForeign, DatabaseNewer

SCHEMA = Path(__file__).parent / "schema"

CURRENT = 4
"""The version that this program writes. Raise it with each change of `schema/*.sql` once members have files."""

STEPS: Mapping[int, str] = {
    # SWOT points can be retired.
    2: "alter table swot_items add column is_retired boolean default false",
}
"""SQL that leads *to* a version from the one before. Tables that are new need none: the schema files make them."""


OUR_MARK = {("schema_version", "version"), ("batches", "batch_id"), ("changes", "revision")}
"""Columns by which a file is known to be ours, whatever its version."""

COLUMNS_OF_MAIN = "select table_name, column_name from duckdb_columns() where not internal and schema_name = 'main'"

ANYTHING_AT_ALL = """
    select table_name from duckdb_tables()
    union all select view_name from duckdb_views() where not internal
    union all select function_name from duckdb_functions() where not internal
    limit 1
"""


def bring_up_to_date(
    connection: duckdb.DuckDBPyConnection, path: Path, *, current: int = CURRENT, steps: Mapping[int, str] = STEPS
) -> None:
    """Make or upgrade the tables, views and macros of the file at `path`; all or nothing.

    Raises `DatabaseForeign` for another program's file and `DatabaseNewer` for one from a newer version.
    """
    found = inspect(connection, path, current=current)
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


def inspect(connection: duckdb.DuckDBPyConnection, path: Path, *, current: int = CURRENT) -> int:
    """The schema version of the file; 0: it is empty. Raises `DatabaseForeign` or `DatabaseNewer`."""
    columns = set(connection.execute(COLUMNS_OF_MAIN).fetchall())
    if not columns >= OUR_MARK:
        if connection.execute(ANYTHING_AT_ALL).fetchone():
            raise DatabaseForeign(path)
        return 0
    row = connection.execute("select max(version) from schema_version").fetchone()
    found = int(row[0]) if row and row[0] is not None else 0
    if found > current:
        raise DatabaseNewer(path, found, current)
    return found


def _schema_files() -> list[Path]:
    """`record.sql` first, since each `*_as_of(t)` stands on its macro; `figures.sql` last, since it reads them all."""
    return sorted(SCHEMA.glob("*.sql"), key=lambda file: (file.stem != "record", file.stem == "figures", file.stem))
