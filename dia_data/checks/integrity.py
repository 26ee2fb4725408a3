"""What a record must fulfil to be loaded at all: codes that exist, places in the source, values within their scale."""

from string import Template

from dia_data.checks import Check
from dia_data.errors import IntegrityBroken
from dia_data.storage.store import Reader
from dia_data.storage.tables import FACT_TABLES, FactTable

# Names of tables and columns come from our own declarations; a value is never put into a template.
_UNKNOWN_CODE = Template(
    """
    select '$table' as table_name, '$column' as column_name, $column::varchar as value, locator
    from ${table}_as_of($$as_of)
    where $column is not null and $column not in (select $target_column from ${target_table}_as_of($$as_of))
    """
)
_NO_LOCATOR = Template(
    """
    select '$table' as table_name, 'locator' as column_name, null as value, batch_id as locator
    from ${table}_as_of($$as_of) where basis in ('stated', 'approximate') and locator is null
    """
)
_OUTSIDE = Template(
    """
    select '$table' as table_name, '$column' as column_name, $column::varchar as value, locator
    from ${table}_as_of($$as_of) where $column not between $low and $high
    """
)
_MIXED = Template(
    """
    select '$table' as table_name, 'basis' as column_name, facts.basis as value, facts.locator
    from ${table}_as_of($$as_of) as facts inner join batches using (batch_id)
    where
        (facts.basis = 'demonstration' and batches.kind = 'document')
        or (facts.basis = 'demonstration' and 'demonstration' not in (select source_id from sources))
        or (facts.basis = 'entered' and 'demonstration' in (select source_id from sources))
    """
)


def _build_checks() -> tuple[Check, ...]:
    tables = FACT_TABLES.values()
    return (
        Check(
            name="codes",
            sentence="Each code names something that is in the record.",
            sql=" union all ".join(_build_unknown_code(table, column) for table in tables for column in table.codes),
        ),
        Check(
            name="locators",
            sentence="Each figure from a document says where it is printed.",
            sql=" union all ".join(_NO_LOCATOR.substitute(table=table.name) for table in tables),
        ),
        Check(
            name="limits",
            sentence="Each value lies within its scale.",
            sql=" union all ".join(
                _OUTSIDE.substitute(table=table.name, column=column, low=low, high=high)
                for table in tables
                for column, (low, high) in table.limits.items()
            ),
        ),
        Check(
            name="demonstration",
            sentence="Synthetic data is in the demonstration only, and everything entered there is synthetic.",
            sql=" union all ".join(_MIXED.substitute(table=table.name) for table in tables),
        ),
    )


def _build_unknown_code(table: FactTable, column: str) -> str:
    target_table, target_column = table.codes[column].split(".")
    return _UNKNOWN_CODE.substitute(
        table=table.name, column=column, target_table=target_table, target_column=target_column
    )


CHECKS = (
    *_build_checks(),
    Check(
        name="scale_words",
        sentence="Each ordinal word is on the scale of its indicator or grid line.",
        sql="""
        select indicator_id as thing, country_code, label as value, observed.locator
        from observations_as_of($as_of) as observed
        inner join indicators_as_of($as_of) as measured using (indicator_id)
        where
            scale_id is not null
            and (scale_id, coalesce(label_key, '')) not in (
                select (words.scale_id, word_key) from ordinal_words_as_of($as_of) as words
            )
        union all
        select line, country_code, mark, locator from credit_risks_as_of($as_of) as grid
        where
            mark is not null
            and (scale_id, mark) not in (select (words.scale_id, word) from ordinal_words_as_of($as_of) as words)
        """,
    ),
    Check(
        name="ranges",
        sentence="The lower end of a range is not above its upper end.",
        sql="""
        select indicator_id as thing, value_low as low, value_high as high, locator
        from observations_as_of($as_of) where value_low > value_high
        union all
        select kpi_id, target_min, target_max, locator from kpi_targets_as_of($as_of) where target_min > target_max
        """,
    ),
    Check(
        name="something_observed",
        sentence="Each observation has a value, a range or a word.",
        sql="""
        select indicator_id, country_code, period, locator from observations_as_of($as_of)
        where coalesce(value, value_low, value_high) is null and label is null
        """,
    ),
    Check(
        name="shown_indicators",
        sentence="An indicator that has a chart or a headline is compared, and has the words for it.",
        sql="""
        select indicator_id, locator from indicators_as_of($as_of)
        where
            (coalesce(chart, headline) is not null and compared_at is null)
            or (chart is not null and (card || chart_title || measures || short_name) is null)
            or (headline is not null and (headline_at || leads) is null)
        """,
    ),
    Check(
        name="asked_about_countries",
        sentence="A survey question about countries says what it asks, and of which part of the world.",
        sql="""
        select question_id, wave_id, locator from survey_questions_as_of($as_of)
        where kind = 'shares' and (asks is null or world is null)
        """,
    ),
    Check(
        name="public_names",
        sentence="Names that appear in links are unique.",
        sql="""
        select 'country' as kind, country_name as name from countries_as_of($as_of) group by all having count(*) > 1
        union all
        select 'sector', sector_name from sectors_as_of($as_of) group by all having count(*) > 1
        union all
        select 'partner', short_name from partners_as_of($as_of) group by all having count(*) > 1
        """,
    ),
    Check(
        name="waves",
        sentence="No survey wave is in the record twice under two ids.",
        sql="""
        with answered as (
            select
                wave_id,
                list((question_text, option_key, share_pct) order by question_text, option_key, share_pct) as told
            from survey_results_as_of($as_of) as results
            inner join survey_options_as_of($as_of) using (option_id)
            inner join survey_questions_as_of($as_of) using (question_id, wave_id)
            group by wave_id
        ),
        alike as (
            select min(wave_id) as wave, list(wave_id order by wave_id) as ids, 'the same answers' as finding
            from answered group by told having count(*) > 1
            union all
            select min(wave_id), list(wave_id order by wave_id), 'the same name and time'
            from survey_waves_as_of($as_of) where fielded is not null
            group by wave_name, fielded having count(*) > 1
        )
        select wave, array_to_string(ids, ', ') as ids, finding from alike
        """,
    ),
    Check(
        name="editions",
        sentence="The name of an edition ends with the year or month of its publication, or with (undated).",
        sql="""
        select distinct 'observations' as table_name, edition from observations_as_of($as_of)
        where not regexp_full_match(edition, '(.* )?((19|20)[0-9][0-9](-(0[1-9]|1[0-2]))?|\\(undated\\))')
        union
        select distinct 'credit_risks', edition from credit_risks_as_of($as_of)
        where not regexp_full_match(edition, '(.* )?((19|20)[0-9][0-9](-(0[1-9]|1[0-2]))?|\\(undated\\))')
        order by table_name, edition
        """,
    ),
)

SHOWN_ROWS = 3


def raise_if_broken(reader: Reader) -> None:
    """Raise `IntegrityBroken` with the sentences that do not hold now and the first rows that break them."""
    sentences = list_broken(reader)
    if sentences:
        raise IntegrityBroken(sentences)


def list_broken(reader: Reader) -> list[str]:
    """The sentences that do not hold now, each with the first rows that break it."""
    sentences = []
    for check in CHECKS:
        rows = reader.rows(check.sql, as_of=None)
        if rows:
            shown = "; ".join(
                ", ".join(f"{name} {value!r}" for name, value in row.items()) for row in rows[:SHOWN_ROWS]
            )
            sentences.append(f"Not true: {check.sentence} ({len(rows)} rows, such as {shown}.)")
    return sentences
