"""How the target markets compare, and what is known of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from dia_data.storage.store import Reader


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What is known of an indicator of a market in a period; `printed` is None where the source has none."""

    country_name: str
    indicator_name: str
    period: str | None
    edition: str | None
    unit: str
    value: float | None
    value_low: float | None
    value_high: float | None
    label: str | None
    qualifier: str | None
    is_forecast: bool | None
    printed: str | None
    basis: str | None


@dataclass(frozen=True, kw_only=True)
class CitedReading(Reading):
    """A reading with its place in the source."""

    source_id: str | None
    locator: str | None


@dataclass(frozen=True, kw_only=True)
class Interest:
    """What SMEs have or want (`wish`) in a market, in per cent of the countries named; None: it is not named."""

    country_name: str
    wish: str
    share_pct: float | None
    source_id: str | None
    locator: str | None


@dataclass(frozen=True, kw_only=True)
class Point:
    """What the source says of a market, and how we know it."""

    text: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class Presence:
    """A partner that covers a market, how, and what."""

    partner: str
    how: str
    covers: str


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """What is compared side by side, and how it is shown; what it lacks is empty, such as its `chart` or `headline`.

    `chart` is `growth` or `payment`; who `leads` is the `highest` or the `lowest`.
    """

    indicator_id: str
    indicator_name: str
    unit: str
    short_name: str
    chart: str
    card: str
    chart_title: str
    measures: str
    headline_at: int
    headline: str
    leads: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """A word that an indicator can be, and its place on the scale of such words, the lowest first."""

    indicator_id: str
    word: str
    place: int


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A figure that is not compared: an earlier edition, or an earlier period."""

    indicator_name: str
    position: int
    figure: str


def targets(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """`country_code, country_name, role, region_name, locator, basis, note` of target and reserve markets, in order."""
    return reader.frame(
        """
        select country_code, country_name, role, region_name, markets.locator, markets.basis, markets.note
        from markets_as_of($as_of) as markets
        inner join countries_as_of($as_of) using (country_code)
        left join regions_as_of($as_of) using (region_id)
        order by markets.position
        """,
        as_of=as_of,
    )


def covered_by(reader: Reader, *, partners: Sequence[str], as_of: datetime | None = None) -> list[str]:
    """Country codes of the markets where the partners are at home or have contacts that D3.1 states."""
    found = reader.rows(
        """
        select distinct country_code
        from markets_as_of($as_of)
        where country_code in (
            select country_code from partners_as_of($as_of) where partner_id in (select unnest($partners::varchar[]))
            union all
            select country_code from partner_capabilities_as_of($as_of)
            where kind = 'market_contact' and partner_id in (select unnest($partners::varchar[]))
        )
        """,
        partners=list(partners),
        as_of=as_of,
    )
    return [row["country_code"] for row in found]


def indicators(reader: Reader, *, as_of: datetime | None = None) -> list[Indicator]:
    """The indicators that are compared side by side, in that order."""
    return reader.rows(
        """
        select
            indicator_id, indicator_name, unit, coalesce(columns([
                'short_name', 'chart', 'card', 'chart_title', 'measures', 'headline', 'leads'
            ]), ''), coalesce(headline_at, 0) as headline_at
        from indicators_as_of($as_of) where compared_at is not null order by compared_at, indicator_id
        """,
        into=Indicator,
        as_of=as_of,
    )


def steps(reader: Reader, *, as_of: datetime | None = None) -> list[Step]:
    """The words of each compared indicator that is stated in words."""
    return reader.rows(
        """
        select indicator_id, word, words.position as place
        from indicators_as_of($as_of)
        inner join ordinal_words_as_of($as_of) as words using (scale_id)
        where compared_at is not null
        order by compared_at, indicator_id, words.position, word
        """,
        into=Step,
        as_of=as_of,
    )


def side_by_side(reader: Reader, *, countries: Sequence[str], as_of: datetime | None = None) -> pd.DataFrame:
    """The compared indicators of each market: one row per indicator, period, market and reading.

    Columns: `country_code, country_name, indicator_id, indicator_name, unit, higher_is, period, edition, value,
    value_low, value_high, label, qualifier, is_forecast, printed, source_id, locator, basis, note`. A market without a
    figure is a row with NULLs in `printed` and `basis`, and the reason in `note`. The periods are those in the record;
    an indicator that was observed of no market has NULL.
    """
    return reader.frame(
        """
        select
            country_code, country_name, indicator_id, indicator_name, coalesce(observed.unit, measured.unit) as unit,
            higher_is, compared.period, edition, value, value_low, value_high, label, qualifier, is_forecast, printed,
            source_of(observed.batch_id) as source_id, observed.locator, observed.basis,
            case when printed is null then 'Not in the source.' else observed.note end as note
        from markets_as_of($as_of) as markets
        cross join compared_periods_as_of($as_of) as compared
        inner join indicators_as_of($as_of) as measured using (indicator_id)
        inner join countries_as_of($as_of) using (country_code)
        left join newest_observations_as_of($as_of) as observed using (indicator_id, country_code, period)
        where country_code in (select unnest($countries::varchar[]))
        order by
            compared.compared_at, indicator_id, compared."year" nulls first, compared.period, markets.position,
            observed.locator
        """,
        countries=list(countries),
        as_of=as_of,
    )


def other_measures(reader: Reader, *, countries: Sequence[str], as_of: datetime | None = None) -> pd.DataFrame:
    """What is known where a market lacks a compared figure: another measure of the same thing.

    Columns as `side_by_side`, and `stands_for`, the indicator that the market lacks. An indicator that names the card
    of a compared one without being compared itself is such a measure.
    """
    return reader.frame(
        """
        with lacking as (
            select country_code, indicator_id as stands_for, card
            from markets_as_of($as_of)
            cross join (
                select indicator_id, card from indicators_as_of($as_of)
                where compared_at is not null and card is not null
            )
            where
                country_code in (select unnest($countries::varchar[]))
                and (indicator_id, country_code)
                not in (select indicator_id, country_code from observations_as_of($as_of))
        )
        select
            country_code, country_name, indicator_id, indicator_name, coalesce(observed.unit, measured.unit) as unit,
            higher_is, observed.period, edition, value, value_low, value_high, label, qualifier, is_forecast, printed,
            source_of(observed.batch_id) as source_id, observed.locator, observed.basis,
            concat_ws(' ', 'Another measure: compares with no figure of the other markets.', observed.note) as note,
            stands_for
        from lacking
        inner join indicators_as_of($as_of) as measured using (card)
        inner join newest_observations_as_of($as_of) as observed using (indicator_id, country_code)
        inner join countries_as_of($as_of) using (country_code)
        where measured.compared_at is null
        order by stands_for, country_name, measured.position, observed.period desc, observed.locator
        """,
        countries=list(countries),
        as_of=as_of,
    )


def not_compared(reader: Reader, *, as_of: datetime | None = None) -> list[LeftOut]:
    """What the side-by-side table leaves out.

    Of a period that was published several times the newest edition counts; of what must never be mixed, the newest
    period alone is compared.
    """
    return reader.rows(
        """
        with compared as (select indicator_id, period from compared_periods_as_of($as_of)),
        newest as (select indicator_id, country_code, period, edition from newest_observations_as_of($as_of))
        select distinct
            indicator_name, measured.position,
            if((indicator_id, period) in (from compared), 'earlier edition ' || edition, period) as figure
        from observations_as_of($as_of) as observed
        inner join indicators_as_of($as_of) as measured using (indicator_id)
        where
            compared_at is not null
            and country_code in (select country_code from markets_as_of($as_of))
            and (
                (indicator_id, period) not in (from compared)
                or (indicator_id, country_code, period, edition) not in (from newest)
            )
        order by measured.position, figure
        """,
        into=LeftOut,
        as_of=as_of,
    )


def interest(reader: Reader, *, countries: Sequence[str], as_of: datetime | None = None) -> pd.DataFrame:
    """What SMEs have and want in each market, in per cent of all countries named in one question.

    `country_code, country_name, question_id, world (europe/world), wish (have/want), share_pct, question_text,
    source_id, locator, basis, note`. A market that the answers do not name has NULL. Europe and the world were asked
    separately.
    """
    return reader.frame(
        """
        with asked as (
            select question_id, wave_id, question_text, asks as wish, world
            from newest_questions_as_of($as_of) where asks is not null
        ),
        answered as (
            select
                question_id, wave_id, country_code, share_pct, readings.locator, readings.basis, readings.note,
                readings.batch_id
            from survey_readings_as_of($as_of) as readings
            inner join survey_options_as_of($as_of) using (option_id)
        )
        select
            country_code, country_name, question_id, world, wish, share_pct, question_text,
            source_of(answered.batch_id) as source_id, answered.locator, answered.basis,
            coalesce(answered.note, if(share_pct is null, 'Not named in the source.', null)) as note
        from markets_as_of($as_of) as markets
        inner join countries_as_of($as_of) using (country_code)
        left join regions_as_of($as_of) using (region_id)
        inner join asked on world = case
            when role = 'target_europe' or (role = 'reserve' and is_european) then 'europe' else 'world'
        end
        left join answered using (question_id, wave_id, country_code)
        where country_code in (select unnest($countries::varchar[]))
        order by markets.position, wish
        """,
        countries=list(countries),
        as_of=as_of,
    )


def sizes(reader: Reader, *, countries: Sequence[str], as_of: datetime | None = None) -> pd.DataFrame:
    """Market sizes as stated, each in its own measure, currency and year: `country_name` and what `figures` has."""
    return reader.frame(
        """
        select
            country_name, indicator_name, definition, coalesce(observed.unit, measured.unit) as unit, period, edition,
            value, value_low, value_high, label, qualifier, is_forecast, printed,
            source_of(observed.batch_id) as source_id, observed.locator, observed.basis, observed.note
        from newest_observations_as_of($as_of) as observed
        inner join indicators_as_of($as_of) as measured using (indicator_id)
        inner join countries_as_of($as_of) using (country_code)
        left join markets_as_of($as_of) as markets using (country_code)
        where
            topic = 'market_size' and is_money
            and country_code in (select unnest($countries::varchar[]))
        order by markets.position, measured.position, period
        """,
        countries=list(countries),
        as_of=as_of,
    )


def figures(reader: Reader, *, country: str, as_of: datetime | None = None) -> pd.DataFrame:
    """Everything measured about one market, the columns of `side_by_side` plus `topic` and `definition`."""
    return reader.frame(
        """
        select
            country_code, country_name, topic, indicator_name, definition, indicator_id,
            coalesce(observed.unit, measured.unit) as unit, higher_is, period, edition, value, value_low, value_high,
            label, qualifier, is_forecast, printed, source_of(observed.batch_id) as source_id, observed.locator,
            observed.basis, observed.note
        from observations_as_of($as_of) as observed
        inner join indicators_as_of($as_of) as measured using (indicator_id)
        inner join countries_as_of($as_of) using (country_code)
        where country_code = $country
        order by measured.position, period desc, observed.locator
        """,
        country=country,
        as_of=as_of,
    )


def notes(reader: Reader, *, countries: Sequence[str], as_of: datetime | None = None) -> pd.DataFrame:
    """Strengths, weaknesses, summary points and mentions.

    Columns: `country_name, kind, text, source_id, locator, basis, note`.
    """
    return reader.frame(
        """
        select
            country_name, kind, text, source_of(points.batch_id) as source_id, points.locator, points.basis, points.note
        from market_notes_as_of($as_of) as points
        inner join countries_as_of($as_of) using (country_code)
        where country_code in (select unnest($countries::varchar[]))
        order by country_name, kind, points.position
        """,
        countries=list(countries),
        as_of=as_of,
    )


def credit_grid(reader: Reader, *, country: str, as_of: datetime | None = None) -> pd.DataFrame:
    """The lines of a market's credit-risk grid in its newest edition.

    Columns: `block, line, mark, words, edition, source_id, locator, basis, note`. `words` lists the columns of the grid
    as printed; `mark` is NULL where the position of the mark is lost.
    """
    return reader.frame(
        """
        with scales as (
            select scale_id, string_agg(word, ' · ' order by position desc) as words
            from ordinal_words_as_of($as_of) where basis = 'stated' group by scale_id
        )
        select
            block, line, mark, words, edition, source_of(grid.batch_id) as source_id, grid.locator, grid.basis,
            grid.note
        from credit_risks_as_of($as_of) as grid inner join scales using (scale_id)
        inner join batches_as_of($as_of) as known on known.batch_id = grid.batch_id
        where country_code = $country
        qualify dense_rank() over (
            order by
                regexp_extract(edition, '(19|20)[0-9][0-9](-[0-9][0-9])?$') desc, known_from desc, revision desc,
                edition desc
        ) = 1
        order by grid.position
        """,
        country=country,
        as_of=as_of,
    )


def coverage(reader: Reader, *, country: str, as_of: datetime | None = None) -> pd.DataFrame:
    """Which partners cover a market, and how: `partner, how, covers, source_id, locator, basis, note`."""
    return reader.frame(
        """
        select
            short_name as partner, 'at home there' as how, sector_printed as covers,
            source_of(partners.batch_id) as source_id, partners.locator, partners.basis, partners.note
        from partners_as_of($as_of) as partners where country_code = $country
        union all
        select
            short_name, 'has contacts there', capability, source_of(contacts.batch_id), contacts.locator,
            contacts.basis, contacts.note
        from partner_capabilities_as_of($as_of) as contacts
        inner join partners_as_of($as_of) using (partner_id)
        where kind = 'market_contact' and contacts.country_code = $country
        order by how, partner
        """,
        country=country,
        as_of=as_of,
    )
