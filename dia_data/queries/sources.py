"""Where the figures come from, what was recorded when, and what is not known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

import pandas as pd

from dia_data.names import normalise
from dia_data.storage.store import Reader

SEARCH_LIMIT = 200
SEARCHED_FIRST = ("topic", "figure", "says", "locator")
SEARCHED_COLUMNS = ("topic", "figure", "says", "source_id", "locator", "basis", "note")


@dataclass(frozen=True, kw_only=True)
class Document:
    """What is stated of the origin of a source; `dated` tells how old it is where it prints no date."""

    title: str
    producer: str | None
    published: datetime | None
    url: str | None
    licence: str | None
    disclaimer: str | None
    note: str | None
    dated: str | None


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """How many figures a source has on a topic that are known in the same way.

    `source_id` is None for what is from no document, `basis` None for lines whose value is lost: these are no figures.
    """

    source_id: str | None
    topic: str
    basis: str | None
    figures: int


def documents(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """`source_id, title, producer, published, url, licence, disclaimer, note` of each source published by then.

    And `dated`: where it prints no date, what tells how old it is, with its place (NULL: nothing does).
    """
    return reader.frame(
        """
        from sources
        left join (
            select
                source_id,
                string_agg(
                    statement || ' (' || facts.locator || ')', ' ' order by counts nulls last, fact_id
                ) as dated
            from stated_facts_as_of($as_of) as facts inner join batches using (batch_id)
            where topic = 'document' group by source_id
        ) using (source_id)
        where coalesce(published <= $as_of, true) order by source_id
        """,
        as_of=as_of,
    )


def first_day(reader: Reader, *, as_of: datetime | None = None) -> date | None:
    """The day before which not every document can have existed that counts as always known, as it prints no date.

    It is the newest event that one of them tells as past; None: none of them says when that was.
    """
    found: date | None = reader.value(
        """
        select max(try_cast(period || '-01' as date))
        from stated_facts_as_of($as_of)
        inner join batches using (batch_id) inner join sources using (source_id)
        where counts = 'newest_event' and kind = 'document' and published is null
        """,
        as_of=as_of,
    )
    return found


def statements(reader: Reader, *, topic: str, as_of: datetime | None = None) -> pd.DataFrame:
    """What documents state outside their tables about a topic: `statement, source_id, locator, basis, note`."""
    return reader.frame(
        """
        select statement, source_id, facts.locator, facts.basis, facts.note
        from stated_facts_as_of($as_of) as facts inner join batches using (batch_id)
        where topic = $topic order by source_id, counts nulls last, facts.locator, fact_id
        """,
        topic=topic,
        as_of=as_of,
    )


def batches(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """Each batch ever recorded, the newest first; `counts_at` says whether its facts count at `as_of`.

    Columns: `batch_id, kind, source_id, recorded_at, recorded_by, note, counts_at, withdrawn_at, withdrawn_by,
    withdrawn_reason`.
    """
    return reader.frame(
        """
        select
            batch_id, kind, source_id, recorded_at, recorded_by, note,
            batch_id in (select batch_id from batches_as_of($as_of)) as counts_at,
            withdrawn_at, withdrawn_by, withdrawn_reason
        from batches order by revision desc
        """,
        as_of=as_of,
    )


def first_recorded(reader: Reader, *, as_of: datetime | None = None) -> datetime | None:
    """When the first batch was recorded, of those recorded by then; None: there is none."""
    found: datetime | None = reader.value(
        "select min(recorded_at) from batches where coalesce(recorded_at <= $as_of, true)", as_of=as_of
    )
    return found


def basis_by_topic(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """How many known figures of each basis each topic has: `source_id, topic, basis, figures`."""
    return reader.frame(
        """
        select source_id, topic, basis, count(*) as figures
        from figures_as_of($as_of) inner join batches using (batch_id)
        where is_known
        group by all order by source_id, topic, basis
        """,
        as_of=as_of,
    )


def coverage(reader: Reader, *, as_of: datetime | None = None) -> list[Coverage]:
    """How many figures of each basis each topic has, by document; what is from no document comes last."""
    return reader.rows(
        """
        select
            case when kind = 'document' then source_id end as source_id, topic,
            case when is_known then basis end as basis, count(*) as figures
        from figures_as_of($as_of) inner join batches using (batch_id)
        group by all order by source_id nulls last, topic, basis nulls last
        """,
        into=Coverage,
        as_of=as_of,
    )


def figures_behind(
    reader: Reader, *, source_id: str | None, topic: str, basis: str | None, as_of: datetime | None = None
) -> pd.DataFrame:
    """The figures that one row of `coverage` counts: `topic, figure, says, source_id, locator, basis, note`."""
    return reader.frame(
        """
        select topic, figure, says, source_id, locator, basis, figures.note
        from figures_as_of($as_of) as figures inner join batches using (batch_id)
        where topic = $topic
            and case when kind = 'document' then source_id end is not distinct from $source_id
            and case when is_known then basis end is not distinct from $basis
        order by figure, locator, says
        """,
        source_id=source_id,
        topic=topic,
        basis=basis,
        as_of=as_of,
    )


def market_gaps(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """Which market lacks which indicator: `indicator_name, country_name, periods` (NULL: not in the source)."""
    return reader.frame(
        """
        select
            indicator_name, country_name,
            string_agg(distinct period, ', ' order by period) as periods
        from markets_as_of($as_of) as markets
        cross join indicators_as_of($as_of) as measured
        inner join countries_as_of($as_of) using (country_code)
        left join observations_as_of($as_of) using (indicator_id, country_code)
        where measured.position <= 8
        group by indicator_name, country_name, measured.position, markets.position
        order by measured.position, markets.position
        """,
        as_of=as_of,
    )


def corrections(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """Known slips: `source_id, table_name, column_name, locator, printed, corrected, reason`."""
    return reader.frame(
        """
        select source_id, table_name, column_name, locator, printed, corrected, reason
        from corrections_as_of($as_of) order by all
        """,
        as_of=as_of,
    )


def search(reader: Reader, *, words: str, as_of: datetime | None = None) -> pd.DataFrame:
    """Figures that contain every one of the words: `topic, figure, says, source_id, locator, basis, note`.

    Notes are searched only for what nothing else contains: one on a figure of China may compare it with Germany. At
    most `SEARCH_LIMIT` rows; no words: none.
    """
    wanted = normalise(words).split()
    figures = reader.rows(
        """
        select topic, figure, says, source_id, locator, basis, figures.note
        from figures_as_of($as_of) as figures inner join batches using (batch_id)
        order by topic, figure, locator, says
        """,
        as_of=as_of,
    )
    if not wanted:
        return pd.DataFrame(columns=list(SEARCHED_COLUMNS))
    found = [row for row in figures if _has_all(row, SEARCHED_FIRST, wanted)]
    found = found or [row for row in figures if _has_all(row, (*SEARCHED_FIRST, "note"), wanted)]
    return pd.DataFrame(islice(found, SEARCH_LIMIT), columns=list(SEARCHED_COLUMNS))


def _has_all(row: Mapping[str, Any], columns: Iterable[str], wanted: Iterable[str]) -> bool:
    text = normalise(" ".join(row[name] for name in columns if row[name]))
    return all(word in text for word in wanted)


def totals(reader: Reader, *, as_of: datetime | None = None) -> dict[str, int]:
    """How much the record holds: `documents, figures, recorded, markets, partners, kpis, activities, services`.

    `figures` are those that are known and printed in a document, `documents` those that hold them, and `recorded` are
    known figures that are from no document.
    """
    (row,) = reader.rows(
        """
        with known as (
            select kind, source_id from figures_as_of($as_of) inner join batches using (batch_id) where is_known
        )
        select
            (select count(distinct source_id) from known where kind = 'document') as documents,
            (select count(*) from known where kind = 'document') as figures,
            (select count(*) from known where kind <> 'document') as recorded,
            (select count(*) from markets_as_of($as_of) where role <> 'reserve') as markets,
            (select count(*) from partners_as_of($as_of)) as partners,
            (select count(*) from kpis_as_of($as_of)) as kpis,
            (select count(*) from activities_as_of($as_of)) as activities,
            (select count(*) from services_as_of($as_of)) as services
        """,
        as_of=as_of,
    )
    return row
