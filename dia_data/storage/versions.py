"""The shape of the database file: made new, or upgraded in place inside one transaction."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from dia_data import sums
from dia_data.errors import DatabaseForeign, DatabaseIncomplete, DatabaseNewer
from dia_data.names import normalise
from dia_data.storage.readings import build_reading
from dia_data.storage.tables import FACT_TABLES

SCHEMA = Path(__file__).parents[1] / "schema"

CURRENT = 15
"""The version that this program writes. Raise it with each change of `schema/*.sql` once members have files."""

Step = str | Callable[[duckdb.DuckDBPyConnection], None]


def _store_normal_forms(connection: duckdb.DuckDBPyConnection) -> None:
    """Give each name its normal form, and reports of one organisation that was spelled in two ways one id."""
    columns = (
        ("kpi_results", "organisation_key", "organisation"),
        ("survey_options", "option_key", "option_label"),
        ("observations", "label_key", "label"),
        ("ordinal_words", "word_key", "word"),
    )
    for table, column, name in columns:
        # These names are written above; no value is put into SQL text.
        connection.execute(f"alter table {table} add column {column} varchar")
        found = connection.execute(f"select distinct {name} from {table} where {name} is not null").fetchall()  # noqa: S608
        forms = pa.table({"typed": [typed for (typed,) in found], "form": [normalise(typed) for (typed,) in found]})
        if found:
            connection.register("forms", forms)
            connection.execute(f"update {table} set {column} = form from forms where {name} = typed")  # noqa: S608
            connection.unregister("forms")
    connection.execute(ONE_ID)


ONE_ID = """
    update kpi_results set result_id = first_id
    from (
        select
            result_id as of_id, organisation_key as of_name,
            first(result_id) over (
                partition by kpi_id, period, partner_id, country_code, mission_id, organisation_key
                order by first_revision, result_id
            ) as first_id
        from (
            select
                result_id, kpi_id, period, partner_id, country_code, mission_id, organisation_key,
                min(revision) as first_revision
            from kpi_results inner join batches using (batch_id)
            where organisation_key <> '' group by all
        )
    )
    where
        result_id = of_id and organisation_key = of_name and of_id <> first_id
        and (batch_id, first_id) not in (select (batch_id, result_id) from kpi_results)
"""
"""The id given first stays that of a report; where one batch has both spellings, both stay."""

DECLARED = """
    alter table survey_questions add column if not exists asks varchar;
    alter table survey_questions add column if not exists world varchar;
    alter table survey_questions add column if not exists option_noun varchar;
    alter table survey_results add column if not exists found_in varchar;
    alter table observations add column if not exists found_in varchar;
    alter table activities add column if not exists mission varchar;
    alter table kpis add column if not exists counts varchar;
    alter table sectors add column if not exists audience varchar;
    alter table indicators add column if not exists compared_at integer;
    alter table indicators add column if not exists short_name varchar;
    alter table indicators add column if not exists chart varchar;
    alter table indicators add column if not exists card varchar;
    alter table indicators add column if not exists chart_title varchar;
    alter table indicators add column if not exists measures varchar;
    alter table indicators add column if not exists headline_at integer;
    alter table indicators add column if not exists headline varchar;
    alter table indicators add column if not exists leads varchar;
    alter table indicators add column if not exists is_money boolean;
    update survey_questions set
        asks = if(question_id like 'business%', 'have', 'want'),
        world = if(question_id like '%europe', 'europe', 'world')
    where kind = 'shares' and theme = 'countries';
    update survey_questions set option_noun = case question_id
        when 'ict_wants_industry' then 'fields'
        when 'production_wants_ict' then 'fields'
        when 'industrial_markets' then 'markets'
        when 'objectives' then 'objectives'
        when 'selection_reasons' then 'reasons'
        when 'development_modes' then 'ways'
        when 'support_services' then 'needs'
    end;
    update survey_results set found_in = if(locator like '%pie%', 'chart', 'prose') where locator is not null;
    update observations set found_in = if(locator like '%table%', 'table', 'prose') where locator is not null;
    update activities set mission = case
        when starts_with(activity_id, 'sme_mission_') then 'sme'
        when activity_name like 'Fact-finding mission to%' then 'fact_finding'
    end
    where kind = 'mission';
    update kpis set counts = 'smes_per_mission' where kpi_id = 'mission_smes';
    update sectors set audience = case sector_id
        when 'ict' then 'ict'
        when 'smart_products_manufacturing' then 'production'
        when 'machining_manufacturing' then 'production'
        when 'plasma_technology' then 'production'
    end;
    update indicators set is_money = contains(unit, 'currency');
    update indicators set compared_at = list_position(
        [
            'sector_value_added_growth', 'sector_growth_3y', 'sector_growth_5y', 'gdp_growth', 'idi_rank',
            'export_orientation', 'competition', 'payment_terms'
        ],
        indicator_id
    );
    update indicators set
        short_name = drawn.short_name, chart = drawn.chart, card = drawn.card, chart_title = drawn.title,
        measures = drawn.measures
    from (
        values
        (
            'sector_value_added_growth', 'Value added', 'growth', 'sector_value_added_growth',
            'How fast does the ICT sector grow?', 'Growth of the ICT sector'
        ),
        ('gdp_growth', 'economy', 'growth', 'gdp_growth', 'How fast does the economy grow?', 'Growth of GDP'),
        ('payment_terms', 'payments', 'payment', 'payments', 'How long do payments take?', 'Days until payment')
    ) as drawn (of_id, short_name, chart, card, title, measures)
    where indicator_id = of_id;
    update indicators set card = 'sector_value_added_growth'
    where indicator_id in (
        'ict_sales_growth', 'ict_market_growth', 'ict_sector_growth', 'ict_market_yearly_growth', 'ict_output_growth'
    );
    update indicators set headline_at = led.place, headline = led.headline, leads = led.leads
    from (
        values
        ('sector_value_added_growth', 1, 'Fastest growth, {period}', 'highest'),
        ('payment_terms', 2, 'Longest usual payments', 'highest'),
        ('idi_rank', 3, 'Best digital rank, IDI {period}', 'lowest')
    ) as led (of_id, place, headline, leads)
    where indicator_id = of_id;
"""
"""What earlier versions read from names and locators becomes columns, with the meaning that was shown."""

MATTERS = """
    alter table agenda_items add column if not exists matter varchar;
    alter table agenda_items add column if not exists figure varchar;
"""

BASELINES = """
    alter table kpis add column if not exists baseline double;
    alter table kpis add column if not exists baseline_reason varchar;
    alter table kpis add column if not exists measured varchar;
"""
"""What a KPI begins with and when it is measured; what the documents say of it comes with their loading."""

STEPS: Mapping[int, Step] = {
    # SWOT points can be retired.
    2: "alter table swot_items add column is_retired boolean default false",
    5: _store_normal_forms,
    # Changes keep what a clock said that had gone back.
    6: "alter table changes add column if not exists clock_said timestamp",
    9: DECLARED,
    # KPIs begin with a level of their own, and some are measured at the end; readings and due dates are new tables.
    11: BASELINES,
    13: MATTERS,
}
"""What leads *to* a version from the one before. Tables that are new need nothing: the schema files make them."""

TIMES_NEVER_FALL = """
    update changes set clock_said = changed_at, changed_at = mended.moment
    from (
        with marked as (
            select
                revision, changed_at,
                changed_at < max(changed_at) over (
                    order by revision rows between unbounded preceding and 1 preceding
                ) as is_behind
            from changes
        ),
        counted as (
            select *, sum(coalesce(is_behind, false)::bigint) over (order by revision)::bigint as steps from marked
        )
        select
            revision, make_timestamp(max(epoch_us(changed_at) - steps) over (order by revision) + steps) as moment
        from counted
    ) as mended
    where changes.revision = mended.revision and changes.changed_at <> mended.moment;
    update batches set recorded_at = changed_at from changes
    where changes.batch_id = batches.batch_id and action = 'recorded' and recorded_at <> changed_at;
    update batches set withdrawn_at = changed_at from changes
    where changes.batch_id = batches.batch_id and action = 'withdrawn' and withdrawn_at <> changed_at;
    update meetings set frozen_at = begun.moment
    from (
        select meeting_id, frozen_at, max(changed_at) as moment
        from (
            select meeting_id, frozen_at, min(revision) as first_revision
            from meetings inner join batches using (batch_id)
            where frozen_at is not null
            group by meeting_id, frozen_at
        )
        inner join changes on revision < first_revision
        group by meeting_id, frozen_at
    ) as begun
    where
        meetings.meeting_id = begun.meeting_id
        and meetings.frozen_at = begun.frozen_at
        and begun.moment > begun.frozen_at
"""
"""A moment below the one before it goes a microsecond beyond that; what the clock said is kept beside it."""


def _make_sums_anew(connection: duckdb.DuckDBPyConnection) -> None:
    for statement in sums.TO_MAKE_ANEW:
        connection.execute(statement)


MENDED: Mapping[int, Step] = {
    # A clock had gone back: what was recorded then counted for less than what it corrected.
    6: TIMES_NEVER_FALL,
    7: _make_sums_anew,
}
"""What mends the rows of a version from the one before, once all tables of this one are there."""


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
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    *,
    current: int = CURRENT,
    steps: Mapping[int, Step] = STEPS,
    mended: Mapping[int, Step] = MENDED,
) -> None:
    """Make or upgrade the tables, views and macros of the file at `path`; all or nothing.

    Raises `DatabaseForeign` for another program's file, `DatabaseIncomplete` for one of ours that lacks something, and
    `DatabaseNewer` for one from a newer version.
    """
    found = inspect(connection, path, current=current)
    if found == current:
        _complete_sums(connection)
        return
    connection.begin()
    try:
        crossed = range(found + 1, current + 1) if found else ()
        for version in crossed:
            _take_step(connection, path, version, steps.get(version, ""))
        make_schema(connection)
        for version in crossed:
            _take(connection, mended.get(version, ""))
        connection.execute("create table if not exists schema_version (version integer not null)")
        connection.execute("delete from schema_version")
        connection.execute("insert into schema_version values ($current)", {"current": current})
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def _complete_sums(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the sums of reports anew where another program wrote reports into the file."""
    if connection.execute(sums.ARE_COMPLETE).fetchone() != (True,):
        connection.begin()
        _make_sums_anew(connection)
        connection.commit()


def inspect(connection: duckdb.DuckDBPyConnection, path: Path, *, current: int = CURRENT) -> int:
    """The schema version of the file; 0: it is empty.

    Raises `DatabaseForeign`, `DatabaseIncomplete` or `DatabaseNewer`.
    """
    columns = set(connection.execute(COLUMNS_OF_MAIN).fetchall())
    if not columns >= OUR_MARK:
        lacking = OUR_MARK - columns
        if len(lacking) == 1:
            raise DatabaseIncomplete(path, f"{'.'.join(lacking.pop())} is missing")
        if connection.execute(ANYTHING_AT_ALL).fetchone():
            raise DatabaseForeign(path)
        return 0
    found = _read_version(connection, path)
    if found > current:
        raise DatabaseNewer(path, found, current)
    there = {table for table, _ in columns}
    expected = _list_named_tables(connection) | (_list_tables() if found == current == CURRENT else frozenset())
    if expected - there:
        raise DatabaseIncomplete(path, f"these tables are missing: {', '.join(sorted(expected - there))}")
    return found


def _read_version(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    stated = [row[0] for row in connection.execute("select version from schema_version").fetchall()]
    if len(stated) != 1 or not isinstance(stated[0], int) or stated[0] < 1:
        found = ", ".join(map(str, stated)) or "nothing"
        raise DatabaseIncomplete(path, f"its table schema_version should hold one version, and holds {found}")
    return stated[0]


def _list_named_tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The tables that the record says it has rows in."""
    rows = connection.execute(
        "select distinct unnest(string_split(split_part(batch_id, '/', 2), '+')) from batches"
    ).fetchall()
    return {name for (name,) in rows} - {""}


@cache
def _list_tables() -> frozenset[str]:
    """Each table of the present version."""
    with get_empty_record().cursor() as cursor:
        return frozenset(name for (name,) in cursor.execute("select table_name from duckdb_tables()").fetchall())


def _take_step(connection: duckdb.DuckDBPyConnection, path: Path, version: int, step: Step) -> None:
    try:
        _take(connection, step)
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        sentence = str(error).strip().splitlines()[0]
        raise DatabaseIncomplete(
            path, f"it cannot be brought from schema {version - 1} to {version} ({sentence})"
        ) from error


def _take(connection: duckdb.DuckDBPyConnection, step: Step) -> None:
    if isinstance(step, str):
        connection.execute(step)
    else:
        step(connection)


def make_schema(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables that are missing, and all readings.

    `record.sql` comes first, since each reading of a table stands on its macro; `readings/` last, since these stand on
    the readings of tables.
    """
    files = sorted(SCHEMA.glob("*.sql"), key=lambda file: (file.stem != "record", file.stem))
    for file in files:
        connection.execute(file.read_text(encoding="utf-8"))
    for table in FACT_TABLES.values():
        connection.execute(build_reading(table))
    for file in sorted((SCHEMA / "readings").glob("*.sql")):
        connection.execute(file.read_text(encoding="utf-8"))


@cache
def get_empty_record() -> duckdb.DuckDBPyConnection:
    """A record without a row, in memory: what DuckDB knows of the schema is asked of it. Each thread takes a cursor."""
    connection = duckdb.connect(config={"threads": 1})
    make_schema(connection)
    return connection
