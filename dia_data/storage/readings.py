"""How a fact table is read as known at a time: written from its key, so that the key stands in one place."""

from string import Template

from dia_data.storage.tables import FactTable

# Names of tables and columns come from our own declarations; a value is never put into a template.
_READING = Template(
    """
    create or replace macro ${table}_as_of(t) as table
    select facts.*
    from $table as facts inner join batches_as_of(t) as known using (batch_id)
    qualify dense_rank() over (partition by $whole order by known.known_from desc, known.revision desc) = 1
    """
)


def build_reading(table: FactTable) -> str:
    """The SQL that makes `<table>_as_of(t)`: of the batches known at `t` that state one thing, the latest's rows."""
    return _READING.substitute(table=table.name, whole=", ".join(table.whole))
