"""What one batch changed: each value that it gave, beside what stood there before."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from string import Template
from typing import Any

from dia_data.queries import history
from dia_data.storage.store import Reader
from dia_data.storage.tables import FACT_TABLES, FactTable

BOOKKEEPING = frozenset({"batch_id", "basis", "locator", "position"})
"""Columns that say nothing of what a member changed."""

TOLD_APART_BY: Mapping[str, tuple[str, ...]] = {
    "result_id": ("kpi_id", "period", "partner_id", "country_code", "mission_id", "organisation"),
}
"""Ids that are made of other columns, which tell more."""

SAME_CODES = {"mission_id": "activity_id"}

# Names of tables and columns come from our own declarations; a value is never put into a template.
_GIVEN = Template("from $table where batch_id = $$batch_id")
_BEFORE = Template(
    """
    with earlier as (
        select
            batch_id, revision,
            if(kind = 'document', coalesce(published, '-infinity'::timestamp), recorded_at) as known_from
        from batches left join sources using (source_id)
        where
            if(kind = 'document', withdrawn_at is null, revision < $$revision)
            and batch_id not in (select batch_id from changes where action = 'withdrawn' and revision < $$revision)
    )
    select facts.* from $table as facts inner join earlier using (batch_id)
    where ($whole) in (select ($whole) from $table where batch_id = $$batch_id)
    qualify dense_rank() over (partition by $whole order by known_from desc, earlier.revision desc) = 1
    """
)
_NAMES = """
    select 'kpi_id' as of, kpi_id as code, any_value(kpi_name) as name from kpis group by code
    union all
    select 'reading_id', reading_id, any_value(meaning) from kpi_readings group by reading_id
    union all
    select 'activity_id', activity_id, any_value(activity_name) from activities group by activity_id
    union all
    select 'partner_id', partner_id, any_value(short_name) from partners group by partner_id
    union all
    select 'country_code', country_code, any_value(country_name) from countries group by country_code
    union all
    select 'round_id', round_id, any_value(round_name) from evaluation_rounds group by round_id
    union all
    select 'meeting_id', meeting_id, any_value(meeting_name) from meetings group by meeting_id
"""

Row = Mapping[str, Any]
"""A row of any table of facts."""
Names = Mapping[tuple[str, str], str]


@dataclass(frozen=True, kw_only=True)
class ValueChange:
    """A value that a form changed; None before or after: nothing stands there.

    `about` has the columns that tell what the value is of, codes by their names and without ids that say nothing.
    """

    table: str
    about: Mapping[str, Any]
    field: str
    before: Any
    after: Any


def changes(reader: Reader, *, batch_id: str, as_of: datetime | None = None) -> list[ValueChange]:
    """What a form changed, value by value, in the order recorded.

    Empty for a batch that is not known, and for a document.
    """
    found = history.batch(reader, batch_id=batch_id, as_of=as_of)
    if not found or found.kind == "document":
        return []
    names = {(row["of"], row["code"]): row["name"] for row in reader.rows(_NAMES)}
    tables = [FACT_TABLES[name] for name in batch_id.split("/")[1].split("+")]
    return [line for table in tables for line in _compare_table(reader, table, batch_id, found.revision, names)]


def _compare_table(
    reader: Reader, table: FactTable, batch_id: str, revision: int, names: Names
) -> Iterator[ValueChange]:
    given = reader.rows(_GIVEN.substitute(table=table.name), batch_id=batch_id)
    sql = _BEFORE.substitute(table=table.name, whole=", ".join(table.whole))
    before = _group_by_key(table, reader.rows(sql, batch_id=batch_id, revision=revision))
    after = _group_by_key(table, given)
    for key in {**after, **before}:
        yield from _find_differences(table, before.get(key, {}), after.get(key, {}), names)


def _group_by_key(table: FactTable, rows: Iterable[Row]) -> dict[tuple[Any, ...], Row]:
    return {tuple(row[column] for column in table.key): row for row in rows}


def _find_differences(table: FactTable, old: Row, new: Row, names: Names) -> Iterator[ValueChange]:
    row = new or old
    columns = [one for column in table.key for one in TOLD_APART_BY.get(column, (column,))]
    named = {column: _name_value(column, row[column], names) for column in columns if row[column] is not None}
    about = {column: name for column, name in named.items() if not column.endswith("_id") or name != row[column]}
    for field in row:
        if field not in BOOKKEEPING.union(table.key, columns):
            before, after = (_name_value(field, one.get(field), names) for one in (old, new))
            if before != after:
                yield ValueChange(table=table.name, about=about, field=field, before=before, after=after)


def _name_value(column: str, value: Any, names: Names) -> Any:
    """The name of what a code stands for; any other value as it is."""
    return names.get((SAME_CODES.get(column, column), value), value) if isinstance(value, str) else value
