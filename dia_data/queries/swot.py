"""Strengths, weaknesses, opportunities and threats, and what in the record bears on them."""

from dataclasses import dataclass
from datetime import datetime
from string import Template

from dia_data.storage.store import Reader
from dia_data.swot import Answer, Evidence, EvidenceFigure, Point, PointActivity, Rating
from dia_data.swot_history import Touch
from dia_data.swot_rules import RuleFigure
from dia_data.wording.scopes import CONSORTIUM

BEHIND = {
    "indicator": """
        select
            links.reference, links.country_code as link_country, indicator_name as name, country_name,
            markets.position, period, edition, value, value_low, value_high, label, qualifier,
            coalesce(figures.unit, measured.unit) as unit, is_forecast, printed, figures.locator, figures.basis,
            figures.batch_id
        from links
        inner join indicators_as_of($as_of) as measured on reference = indicator_id
        inner join markets_as_of($as_of) as markets
            on markets.country_code = links.country_code or (links.country_code is null and role <> 'reserve')
        inner join countries_as_of($as_of) as countries on countries.country_code = markets.country_code
        left join newest_observations_as_of($as_of) as figures
            on figures.indicator_id = reference and figures.country_code = markets.country_code
        where links.kind = 'indicator'
    """,
    "survey_option": """
        select
            reference, any_value(question_text) || ' ' || any_value(option_label) as name, share_pct as value,
            any_value(qualifier) as qualifier, any_value(wave_name) as edition, any_value(fielded) as period,
            string_agg(results.locator, ', ' order by results.locator) as locator,
            any_value(results.basis) as basis, any_value(results.batch_id) as batch_id
        from links
        inner join survey_results_as_of($as_of) as results on reference = results.option_id
        inner join survey_options_as_of($as_of) as options using (option_id)
        inner join newest_questions_as_of($as_of) using (question_id, wave_id)
        inner join survey_waves_as_of($as_of) using (wave_id)
        where links.kind = 'survey_option'
        group by reference, share_pct
    """,
    "kpi": """
        select
            reference, kpi_name as name,
            scope_key || if(
                count(*) over (partition by reference, scope_key) > 1, ', from ' || valid_from, ''
            ) as label,
            target_min as value_low, target_max as value_high,
            unit, targets.printed, coalesce(results, 0) as results, reported.period, targets.locator, targets.basis,
            targets.batch_id
        from links
        inner join kpis_as_of($as_of) on reference = kpi_id
        left join kpi_targets_as_of($as_of) as targets using (kpi_id)
        left join (
            select kpi_id, sum(reports)::bigint as results, max(period) as period
            from kpi_sums_as_of($as_of) group by kpi_id
        ) as reported using (kpi_id)
        where links.kind = 'kpi'
    """,
    "activity": """
        select
            reference, activity_name as name, dates.kind as label, starts, ends,
            coalesce(dates.locator, activities.locator) as locator,
            coalesce(dates.basis, activities.basis) as basis,
            coalesce(dates.batch_id, activities.batch_id) as batch_id
        from links
        inner join activities_as_of($as_of) as activities on reference = activity_id
        left join activity_dates_as_of($as_of) as dates using (activity_id)
        where links.kind = 'activity'
    """,
    "cooperation": """
        select
            reference, here.region_name || ' – ' || there.region_name as name, purpose as label, strength as value,
            'ECO sample of ' || (
                select any_value(replace(period, '/', ' to ')) from stated_facts_as_of($as_of)
                where fact_id = 'eco_sample_clusters'
            ) as edition,
            cells.printed, cells.locator, cells.basis, cells.batch_id
        from links
        inner join cooperation_as_of($as_of) as cells
            on reference = from_region_id || '|' || to_region_id || '|' || purpose
        inner join regions_as_of($as_of) as here on here.region_id = from_region_id
        inner join regions_as_of($as_of) as there on there.region_id = to_region_id
        where links.kind = 'cooperation'
    """,
    "partner": """
        select
            reference, short_name as name, country_name, coalesce(place, 'place not in the source') as label,
            partners.locator, partners.basis, partners.batch_id
        from links
        inner join partners_as_of($as_of) as partners on reference = partner_id
        inner join countries_as_of($as_of) as countries on countries.country_code = partners.country_code
        where links.kind = 'partner'
    """,
    "market_note": """
        select
            reference, coalesce(reworded.text, notes.text) as name, country_name, notes.kind as label,
            coalesce(reworded.locator, notes.locator) as locator, coalesce(reworded.basis, notes.basis) as basis,
            coalesce(reworded.batch_id, notes.batch_id) as batch_id
        from links
        inner join market_notes_as_of($as_of) as notes
            on reference = lower(notes.country_code) || '_' || notes.kind || '_' || notes.position
        inner join countries_as_of($as_of) as countries on countries.country_code = notes.country_code
        left join swot_items_as_of($as_of) as reworded on reworded.item_id = reference
        where links.kind = 'market_note'
    """,
}
"""What stands behind the links of each kind: `reference`, and columns of `figures`. `links` are those of one point."""

# Kinds and the texts above are our own declarations; a value is never put into a template.
_OF_KIND = Template("(select '$kind' as kind, * from ($rows))")
_FIGURES = Template(
    """
    with links as (from swot_evidence_as_of($$as_of) where item_id = $$item_id),
    behind as ($behind)
    select
        links.kind, links.reference, links.country_code, stance, name, country_name, period, edition, value,
        value_low, value_high, label, qualifier, unit, is_forecast, behind.printed, results, starts, ends,
        source_id as document, behind.locator, behind.basis
    from links
    inner join behind
        on behind.kind = links.kind and behind.reference = links.reference
        and links.country_code is not distinct from link_country
    left join batches on behind.batch_id = batches.batch_id
    order by stance desc, links.locator, links.kind, links.reference, behind.position, period, behind.locator
    """
).substitute(
    behind=" union all by name ".join(_OF_KIND.substitute(kind=kind, rows=rows) for kind, rows in BEHIND.items())
)


@dataclass(frozen=True, kw_only=True)
class StrategyLink:
    """A strategy that follows from two points, and one thing that carries it (None: nothing does)."""

    strategy_id: str
    pair: str
    strategy: str
    internal_item_id: str
    external_item_id: str
    kind: str | None
    name: str | None
    reason: str | None
    locator: str | None
    basis: str
    note: str | None


def points(reader: Reader, *, as_of: datetime | None = None) -> list[Point]:
    """Each point of the consortium and of the target markets, retired ones too, in the order of the boards.

    Printed points of a market are rows of
    `market_notes`; what members recorded under the same id comes later and counts instead.
    """
    return reader.rows(
        """
        with every as (
            select item_id, subject, quadrant, position, text, is_retired, locator, basis, note, batch_id
            from swot_items_as_of($as_of)
            union all
            select
                lower(country_code) || '_' || kind || '_' || position, country_code, kind, position, text, false,
                locator, basis, note, batch_id
            from market_notes_as_of($as_of) where kind in ('strength', 'weakness')
        )
        select
            item_id, subject, coalesce(country_name, 'Consortium') as subject_name, quadrant, every.position, text,
            is_retired, source_id, recorded_at, recorded_by, every.locator, every.basis, every.note, batch_id
        from every
        inner join batches_as_of($as_of) as known using (batch_id)
        inner join batches using (batch_id)
        left join markets_as_of($as_of) as markets on subject = markets.country_code and role <> 'reserve'
        left join countries_as_of($as_of) as countries on markets.country_code = countries.country_code
        where subject = 'consortium' or country_name is not null
        qualify row_number() over (partition by item_id order by known.known_from desc, known.revision desc) = 1
        order by
            subject <> 'consortium', markets.position,
            array_position(['strength', 'weakness', 'opportunity', 'threat'], quadrant), every.position, item_id
        """,
        into=Point,
        as_of=as_of,
    )


def evidence(reader: Reader, *, as_of: datetime | None = None) -> list[Evidence]:
    """Each link from a point to what supports or contradicts it."""
    return reader.rows(
        """
        with targets as (from markets_as_of($as_of) where role <> 'reserve'),
        named as (
            select 'survey_option' as kind, option_id as reference, country_code from survey_options_as_of($as_of)
            union all select 'activity', activity_id, country_code from activities_as_of($as_of)
            union all select 'partner', partner_id, country_code from partners_as_of($as_of)
            union all
            select 'market_note', lower(country_code) || '_' || kind || '_' || position, country_code
            from market_notes_as_of($as_of)
            union all
            select
                'cooperation', from_region_id || '|' || to_region_id || '|' || purpose, country_code
            from cooperation_as_of($as_of)
            inner join countries_as_of($as_of) on region_id in (from_region_id, to_region_id)
        ),
        abouts as (
            select kind, reference, list(distinct country_code) as countries
            from named where country_code is not null group by all
        )
        select
            item_id, links.kind, reference, country_code, stance, reason,
            case
                when country_code is not null then [country_code]
                when links.kind = 'indicator' then (select list(country_code) from targets)
                else coalesce(countries, [])
            end as about,
            regexp_replace(links.locator, '^D3.1 ', '') as locator, basis, note
        from swot_evidence_as_of($as_of) as links
        left join abouts using (kind, reference)
        order by item_id, stance desc, links.locator, links.kind, reference
        """,
        into=Evidence,
        as_of=as_of,
    )


def figures(reader: Reader, *, item_id: str, as_of: datetime | None = None) -> list[EvidenceFigure]:
    """What stands behind the evidence of one point: a row per link and figure, in the order of `evidence`.

    Columns: `kind, reference, country_code (of the link), stance, name, country_name, period, edition, value,
    value_low, value_high, label, qualifier, unit, is_forecast, printed, results, starts, ends, document, locator,
    basis`. `name` says what is measured or named. An indicator that a market lacks is a row with NULL in `printed`;
    `results` counts the reported results of a KPI. `document` is the source of the figure.
    """
    return reader.rows(_FIGURES, into=EvidenceFigure, item_id=item_id, as_of=as_of)


def rule_figures(reader: Reader, *, as_of: datetime | None = None) -> list[RuleFigure]:
    """What each rule on the data looks at: a row per rule, target market and observation, in the order of boards."""
    return reader.rows(
        """
        select
            rule_id, item_id, rule_name, sentence, comparison, threshold, countries.country_code, country_name,
            figures.period, edition, value, value_low, value_high, label, qualifier,
            coalesce(figures.unit, measured.unit) as unit, is_forecast, printed, figures.locator, figures.basis,
            figures.note
        from swot_rules_as_of($as_of) as rules
        inner join indicators_as_of($as_of) as measured using (indicator_id)
        cross join markets_as_of($as_of) as markets
        inner join countries_as_of($as_of) as countries using (country_code)
        left join newest_observations_as_of($as_of) as figures
            on figures.indicator_id = rules.indicator_id and figures.country_code = countries.country_code
            and (rules.period is null or figures.period = rules.period)
        left join (select item_id, subject from swot_items_as_of($as_of)) as points using (item_id)
        where role <> 'reserve'
        order by
            coalesce(subject, $consortium) <> $consortium, measured.position, rule_id, markets.position, period,
            figures.locator
        """,
        into=RuleFigure,
        consortium=CONSORTIUM,
        as_of=as_of,
    )


def ratings(reader: Reader, *, as_of: datetime | None = None) -> list[Rating]:
    """Each partner's rating of a point."""
    return reader.rows(
        """
        select
            item_id, partner_id, short_name as partner, relevance, urgency, recorded_by, recorded_at,
            ratings.locator, ratings.basis, ratings.note, ratings.batch_id
        from swot_ratings_as_of($as_of) as ratings
        inner join partners_as_of($as_of) as partners using (partner_id)
        inner join batches on batches.batch_id = ratings.batch_id
        order by item_id, partners.position
        """,
        into=Rating,
        as_of=as_of,
    )


def answers(reader: Reader, *, as_of: datetime | None = None) -> list[Answer]:
    """Which activity works on which point: `item_id, activity_id, activity_name, reason, locator, basis, note`."""
    return reader.rows(
        """
        select
            item_id, activity_id, activity_name, reason, regexp_replace(answers.locator, '^D3.1 ', '') as locator,
            answers.basis, answers.note
        from swot_answers_as_of($as_of) as answers
        inner join activities_as_of($as_of) as activities using (activity_id)
        order by item_id, activities.position
        """,
        into=Answer,
        as_of=as_of,
    )


def activities(reader: Reader, *, as_of: datetime | None = None) -> list[PointActivity]:
    """The joint activities in the order of D3.1: `activity_id, activity_name, kind, locator, basis, note`."""
    return reader.rows(
        """
        select activity_id, activity_name, kind, locator, basis, note
        from activities_as_of($as_of) order by position
        """,
        into=PointActivity,
        as_of=as_of,
    )


def strategies(reader: Reader, *, as_of: datetime | None = None) -> list[StrategyLink]:
    """Strategies that follow from two points, with what carries them: a row per strategy and link, SO first."""
    return reader.rows(
        """
        with carriers as (
            select 'service' as kind, service_id as reference, service_name as name from services_as_of($as_of)
            union all select 'activity', activity_id, activity_name from activities_as_of($as_of)
            union all select 'kpi', kpi_id, kpi_name from kpis_as_of($as_of)
        )
        select
            strategy_id, pair, strategy, internal_item_id, external_item_id, links.kind, name, reason,
            regexp_replace(strategies.locator, '^D3.1 ', '') as locator, strategies.basis, strategies.note
        from swot_strategies_as_of($as_of) as strategies
        left join strategy_links_as_of($as_of) as links using (strategy_id)
        left join carriers on carriers.kind = links.kind and carriers.reference = links.reference
        order by
            array_position(['SO', 'WO', 'ST', 'WT'], pair), strategy_id,
            array_position(['service', 'activity', 'kpi'], links.kind), name
        """,
        into=StrategyLink,
        as_of=as_of,
    )


def touches(reader: Reader, *, item_id: str, as_of: datetime | None = None) -> list[Touch]:
    """Each batch that says something of a point, in the order recorded, with what it says.

    Entries that were withdrawn are there; earlier readings of a document are not.
    """
    return reader.rows(
        """
        with said as (
            select 'point' as about, batch_id, text, is_retired, locator, basis from swot_items where item_id = $item_id
            union all by name
            select 'point' as about, batch_id, text, false as is_retired, locator, basis from market_notes
            where lower(country_code) || '_' || kind || '_' || position = $item_id
            union all by name
            select 'rating' as about, ratings.batch_id, short_name as partner, relevance, urgency, ratings.basis
            from swot_ratings as ratings inner join partners_as_of($as_of) using (partner_id)
            where item_id = $item_id
            union all by name
            select 'evidence' as about, batch_id, count(*) as rows, any_value(basis) as basis
            from swot_evidence where item_id = $item_id group by batch_id
            union all by name
            select 'answer' as about, batch_id, count(*) as rows, any_value(basis) as basis
            from swot_answers where item_id = $item_id group by batch_id
            union all by name
            select 'rule' as about, batch_id, count(*) as rows, any_value(basis) as basis
            from swot_rules where item_id = $item_id group by batch_id
        )
        select
            recorded_at, recorded_by, kind, source_id, about, text, is_retired, partner, relevance, urgency, rows,
            locator, basis, note as reason,
            if(withdrawn_at <= coalesce($as_of, 'infinity'::timestamp), withdrawn_at, null) as withdrawn_at,
            withdrawn_by, withdrawn_reason
        from said inner join batches using (batch_id)
        where
            batch_id in (select batch_id from batches_as_of($as_of))
            or (kind = 'entry' and recorded_at <= coalesce($as_of, 'infinity'::timestamp))
        order by kind <> 'document', revision, about
        """,
        into=Touch,
        item_id=item_id,
        as_of=as_of,
    )
