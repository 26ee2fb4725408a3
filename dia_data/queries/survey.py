"""What the SMEs answered, how sure it is, and which services and activities answer their needs.

Where the survey was run several times, each theme is answered by the newest wave that asked about it; `waves` says
which that is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

import pandas as pd

from dia_data.storage.store import Reader
from dia_data.survey import Interval, compute_wilson_interval, find_fitting_bases, find_largest_base

NO_INTERVAL = Interval(low_pct=float("nan"), high_pct=float("nan"))


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer option of a question, its share and the interval around it; None: not stated, or no interval."""

    question_id: str
    question_text: str
    kind: str
    audience: str
    option_id: str
    option_label: str
    share_pct: float | None
    qualifier: str | None
    base: float | None
    interval_low_pct: float | None
    interval_high_pct: float | None
    source_id: str
    locator: str
    basis: str | None


@dataclass(frozen=True, kw_only=True)
class CountryShare:
    """What SMEs have or want (`wish`) in a place, in per cent of all places named; None: it is not named.

    `gap_points` is what they want less what they have; `partners` are at home there, `contacts` state contacts there.
    """

    part: str
    place: str
    country_code: str | None
    is_other: bool
    wish: str
    share_pct: float | None
    gap_points: float | None
    source_id: str | None
    locator: str | None
    partners: str | None
    contacts: str | None


def waves(reader: Reader, *, as_of: datetime | None = None) -> list[dict[str, Any]]:
    """The runs of the survey, the newest first: `wave_id, wave_name, fielded, themes` (those it answers, if any)."""
    return reader.rows(
        """
        with shown as (
            select wave_id, list(distinct theme order by theme) as themes
            from newest_questions_as_of($as_of) group by wave_id
        )
        select wave_id, wave_name, fielded, coalesce(themes, []) as themes
        from survey_waves_as_of($as_of) as waves
        inner join batches_as_of($as_of) as known using (batch_id)
        left join shown using (wave_id)
        order by
            coalesce(regexp_extract(fielded, '(19|20)[0-9][0-9]'), '') desc, known_from desc, revision desc,
            wave_id desc
        """,
        as_of=as_of,
    )


def answers(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """Every answer option of every question, one reading each, in the order of the source.

    Columns: `question_id, question_text, kind, audience, theme, option_id, option_label, sector_id, share_pct,
    qualifier, base, base_basis, interval_low_pct, interval_high_pct, interval_basis, printed_in, source_id,
    locator, basis, note`. `printed_in` lists all readings with their places; an option without a share has NULLs. The
    interval (95 %, Wilson) is ours and rests on the inferred base; it is given where several answers were possible.
    """
    found = reader.frame(
        """
        select
            question_id, question_text, kind, audience, theme, option_id, option_label, sector_id, share_pct,
            qualifier, base, base_basis, printed_in,
            source_of(coalesce(readings.batch_id, options.batch_id)) as source_id,
            coalesce(readings.locator, options.locator) as locator,
            readings.basis, coalesce(readings.note, options.note) as note
        from newest_questions_as_of($as_of) as questions
        inner join survey_options_as_of($as_of) as options using (question_id)
        left join survey_readings_as_of($as_of) as readings using (wave_id, option_id)
        order by questions.position, options.position
        """,
        as_of=as_of,
    )
    intervals = [_compute_interval(*row) for row in zip(found["kind"], found["share_pct"], found["base"], strict=True)]
    found.insert(12, "interval_low_pct", pd.Series([one.low_pct for one in intervals], dtype=float))
    found.insert(13, "interval_high_pct", pd.Series([one.high_pct for one in intervals], dtype=float))
    basis = found["base_basis"].where(found["interval_low_pct"].notna(), None)
    found.insert(14, "interval_basis", basis)
    return found


def option_nouns(reader: Reader, *, as_of: datetime | None = None) -> dict[str, str]:
    """What the answers to a question are, such as `needs`, by question; questions without a word are not there."""
    rows = reader.rows(
        "select question_id, option_noun from newest_questions_as_of($as_of) where option_noun is not null",
        as_of=as_of,
    )
    return {row["question_id"]: row["option_noun"] for row in rows}


def audiences(reader: Reader, *, as_of: datetime | None = None) -> dict[str, str]:
    """Which audience the companies of a sector were asked as, by sector; sectors not asked apart are not there."""
    rows = reader.rows(
        "select sector_id, audience from sectors_as_of($as_of) where audience is not null order by position",
        as_of=as_of,
    )
    return {row["sector_id"]: row["audience"] for row in rows}


def _compute_interval(kind: str, share_pct: float, base: float) -> Interval:
    if kind != "multiple" or pd.isna(share_pct) or pd.isna(base):
        return NO_INTERVAL
    return compute_wilson_interval(share_pct, int(base))


def countries(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """What SMEs have and want in each country, in per cent of all mentions in one question: a row per place and wish.

    Columns: `part (Europe/World), place, country_code, is_other, wish (have/want), share_pct, gap_points, gap_basis,
    question_text, printed_in, source_id, locator, basis, note, partners, contacts`. A place that one question does not
    name has NULL there and no gap; `partners` are at home in the country, `contacts` state contacts there.
    """
    found = reader.frame(
        """
        with asked as (
            select wave_id, question_id, question_text, asks as wish,
                if(world = 'europe', 'Europe', 'World') as part
            from newest_questions_as_of($as_of) where asks is not null
        ),
        answered as (
            select asked.*, country_code, coalesce(country_name, option_label) as place,
                coalesce(country_code, option_key) as place_id, share_pct, printed_in,
                source_of(readings.batch_id) as source_id, readings.locator,
                readings.basis, coalesce(readings.note, options.note) as note
            from asked
            inner join survey_options_as_of($as_of) as options using (question_id)
            inner join survey_readings_as_of($as_of) as readings using (wave_id, option_id)
            left join countries_as_of($as_of) using (country_code)
        ),
        places as (
            select part, place_id, if(place_id = 'other', 'Other', min(place)) as place,
                any_value(country_code) as country_code
            from answered group by part, place_id
        )
        select
            part, places.place, places.country_code, place_id = 'other' as is_other, asked.wish, share_pct,
            -- "Other" may be other countries in each question: no gap.
            if(
                is_other, null,
                any_value(share_pct) filter (asked.wish = 'want') over named
                - any_value(share_pct) filter (asked.wish = 'have') over named
            ) as gap_points,
            if(gap_points is null, null, 'derived') as gap_basis, asked.question_text, printed_in, source_id,
            locator, basis,
            coalesce(note, if(share_pct is null, 'Not named in this question.', null)) as note
        from places
        inner join asked using (part)
        left join answered using (part, question_id, wave_id, place_id)
        window named as (partition by part, place_id)
        order by part, is_other, max(share_pct) filter (asked.wish = 'want') over named desc nulls last,
            max(share_pct) over named desc, places.place, asked.wish
        """,
        as_of=as_of,
    )
    return found.merge(_read_presence(reader, as_of), on="country_code", how="left")


def _read_presence(reader: Reader, as_of: datetime | None) -> pd.DataFrame:
    """`country_code, partners, contacts`: who is at home in a country, and who states contacts there."""
    return reader.frame(
        """
        with present as (
            select country_code, short_name, position, true as is_home from partners_as_of($as_of)
            union
            select contacts.country_code, short_name, partners.position, false
            from partner_capabilities_as_of($as_of) as contacts
            inner join partners_as_of($as_of) as partners using (partner_id)
            where kind = 'market_contact'
        )
        select
            country_code, string_agg(short_name, ', ' order by position) filter (is_home) as partners,
            string_agg(short_name, ', ' order by position) filter (not is_home) as contacts
        from present where country_code is not null group by country_code
        """,
        as_of=as_of,
    )


def covering(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """Which partners are said to cover a target industry: `sector_id, partner_id, partner, locator, basis, note`."""
    return reader.frame(
        """
        select covered.sector_id, partner_id, short_name as partner, covered.locator, covered.basis, covered.note
        from partner_industries_as_of($as_of) as covered
        inner join partners_as_of($as_of) as partners using (partner_id)
        order by covered.sector_id, partners.position
        """,
        as_of=as_of,
    )


def at_home(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """Where the partners are at home: `partner_id, partner, country_code, locator, basis, note`."""
    return reader.frame(
        """
        select partner_id, short_name as partner, country_code, locator, basis, note
        from partners_as_of($as_of) order by position
        """,
        as_of=as_of,
    )


def needs_to_activities(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """From need to service to activity, one row per link; what is linked to nothing has a row with NULLs beside it.

    Columns: `need, share_pct, service, description, activity, reason, source_id, locator, basis` (of need and
    service),
    `activity_locator, activity_basis, note`. Which service answers a need is stated; which activity carries a service
    is derived, with a reason.
    """
    return reader.frame(
        """
        with needs as (
            select options.option_id, option_label as need, options.position as need_position,
                share_pct
            from survey_options_as_of($as_of) as options
            inner join newest_questions_as_of($as_of) as questions using (question_id)
            left join survey_readings_as_of($as_of) using (wave_id, option_id)
            where theme = 'support' and questions.kind = 'multiple'
        )
        select
            need, share_pct, service_name as service, description, activity_name as activity, carried.reason,
            source_of(answered.batch_id) as source_id, answered.locator, answered.basis,
            carried.locator as activity_locator, carried.basis as activity_basis,
            coalesce(answered.note, carried.note) as note
        from needs
        full join service_needs_as_of($as_of) as answered using (option_id)
        full join services_as_of($as_of) as services using (service_id)
        full join service_activities_as_of($as_of) as carried using (service_id)
        full join activities_as_of($as_of) as activities using (activity_id)
        order by need_position nulls last, services.position nulls last, activities.position nulls last
        """,
        as_of=as_of,
    )


def bases(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """How many answered each question, as far as its shares tell.

    Columns: `question_text, audience, base, base_basis, next_base, shares (how many rest on it), why, source_id,
    locator, basis`. `next_base` is the next larger number that fits as well; `why` says what the base rests on or why
    it is not known.
    """
    asked = reader.frame(
        """
        with readings as (
            select distinct wave_id, option_id, share_pct, decimals, qualifier, base, base_basis, basis
            from survey_results_as_of($as_of)
        )
        select
            question_text, audience, any_value(base) as base, any_value(base_basis) as base_basis,
            list(distinct share_pct) as printed, count(*) as shares,
            case
                when bool_or(qualifier is not null) then 'An approximate share fits any base.'
                when max(decimals) = 0 then 'Whole percentages fit almost any base.'
                when any_value(base) is null then 'No number of companies gives these shares.'
                when count(*) = 1 then 'Rests on one share alone: weak.'
                else 'The smallest number that gives all its shares.'
            end as why,
            source_of(any_value(questions.batch_id)) as source_id, any_value(questions.locator) as locator,
            any_value(readings.basis) as basis
        from readings
        inner join survey_options_as_of($as_of) using (option_id)
        inner join newest_questions_as_of($as_of) as questions using (question_id, wave_id)
        group by wave_id, question_id, question_text, audience, questions.position
        order by questions.position
        """,
        as_of=as_of,
    )
    companies = reader.value(
        "select max(value) from stated_facts_as_of($as_of) where counts = 'companies'", as_of=as_of
    )
    largest = find_largest_base(companies)
    larger = [
        _find_next_base(shares, base, largest) for shares, base in zip(asked["printed"], asked["base"], strict=True)
    ]
    asked.insert(4, "next_base", pd.Series(larger, dtype=float))
    return asked.drop(columns="printed")


def _find_next_base(shares_pct: Iterable[float], base: float, largest: int) -> float:
    """The second number that fits, where the first is known."""
    if pd.isna(base):
        return float("nan")
    return float(next(islice(find_fitting_bases(list(shares_pct), largest=largest), 1, None), float("nan")))
