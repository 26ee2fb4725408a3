"""Where the sources contradict themselves or each other: found by questions to the data, listed, never fatal.

A contradiction is what a reader would call one: two places that cannot both be right. One cause is one row. What a
source leaves out contradicts nothing: see `completeness`.
"""

from dia_data.checks import Check

CHECKS = (
    Check(
        name="shares_add_up",
        sentence="The shares of one whole add up to 100 %.",
        sql="""
        select question_text as question, results.locator, round(sum(share_pct), 1) as total_pct
        from survey_results_as_of($as_of) as results
        inner join survey_options_as_of($as_of) using (option_id)
        inner join survey_questions_as_of($as_of) as questions using (question_id, wave_id)
        where questions.kind = 'shares' and found_in = 'chart'
        group by wave_id, question_text, results.locator having abs(sum(share_pct) - 100) > 0.05
        """,
    ),
    Check(
        name="figure_5_rests_on_3_and_4",
        sentence="Each strong interdependency (figure 5) is marked as an influence in figure 3 or figure 4.",
        sql="""
        select trend_name, sector_name as industry, 'in figure 5, in neither 3 nor 4' as finding
        from trend_industries_as_of($as_of) as marks
        inner join trends_as_of($as_of) using (trend_id)
        inner join sectors_as_of($as_of) on industry_id = sector_id
        group by all
        having bool_or("view" = 'interdependency') and not bool_or("view" <> 'interdependency')
        """,
    ),
    Check(
        name="both_ways_is_strong",
        sentence="What figures 3 and 4 both mark, figure 5 marks as a strong interdependency.",
        sql="""
        select trend_name, sector_name as industry, 'in figures 3 and 4, not in 5' as finding
        from trend_industries_as_of($as_of) as marks
        inner join trends_as_of($as_of) using (trend_id)
        inner join sectors_as_of($as_of) on industry_id = sector_id
        group by all
        having
            bool_or("view" = 'downstream') and bool_or("view" = 'upstream') and not bool_or("view" = 'interdependency')
        """,
    ),
    Check(
        name="subtrends_are_of_figure_5",
        sentence="Figure 6 lists sub-trends only for pairs that figure 5 marks.",
        sql="""
        select distinct trend_name, sector_name as industry, 'in figure 6, not in figure 5' as finding
        from subtrends_as_of($as_of) as listed
        inner join trends_as_of($as_of) using (trend_id)
        inner join sectors_as_of($as_of) on industry_id = sector_id
        where (trend_id, industry_id) not in (
            select (marks.trend_id, marks.industry_id) from trend_industries_as_of($as_of) as marks
            where "view" = 'interdependency'
        )
        """,
    ),
    Check(
        name="cooperation_is_mutual",
        sentence="A cooperation is as strong read from row to column as from column to row (figures 13 and 16).",
        sql="""
        select one.purpose, here.region_name as region, there.region_name as other, one.printed, two.printed as reverse
        from cooperation_as_of($as_of) as one
        left join cooperation_as_of($as_of) as two
            on one.purpose = two.purpose
            and one.from_region_id = two.to_region_id and one.to_region_id = two.from_region_id
        inner join regions_as_of($as_of) as here on one.from_region_id = here.region_id
        inner join regions_as_of($as_of) as there on one.to_region_id = there.region_id
        where
            two.strength is distinct from one.strength
            and (two.strength is null or one.from_region_id < one.to_region_id)
        """,
    ),
    Check(
        name="cooperation_is_as_told",
        sentence="What the prose says of a cooperation fits its mark in figure 13 or 16.",
        sql="""
        select
            statement, facts.locator,
            string_agg(
                here.region_name || ' – ' || there.region_name || ': '
                || ['weak', 'medium strong', 'strong', 'very strong'][strength] || ' (' || printed || ')', '; '
                order by here.position, there.position
            ) as marked,
            string_agg(distinct cells.locator, '; ' order by cells.locator) as figure
        from cooperation_readings_as_of($as_of) as told
        inner join stated_facts_as_of($as_of) as facts using (fact_id)
        inner join cooperation_as_of($as_of) as cells using (purpose, from_region_id, to_region_id)
        inner join regions_as_of($as_of) as here on from_region_id = here.region_id
        inner join regions_as_of($as_of) as there on to_region_id = there.region_id
        where strength not between strength_low and strength_high
        group by fact_id, statement, facts.locator
        order by facts.locator, statement
        """,
    ),
    Check(
        name="industries_match_profiles",
        sentence="§5.2.3 and §6 name the same target industries for each partner whose industries both name.",
        sql="""
        with covered as (select distinct partner_id, sector_id from partner_industries_as_of($as_of)),
        named as (
            select distinct partner_id, sector_id from partner_capabilities_as_of($as_of) where kind = 'sector'
        ),
        described as (from named where sector_id is not null),
        found as (
            (select *, 'named in §5.2.3, not in §6' as finding from (from covered except from described))
            union all
            (select *, 'named in §6, not in §5.2.3' from (from described except from covered))
        )
        select short_name as partner, sector_name as industry, finding
        from found
        inner join partners_as_of($as_of) using (partner_id)
        inner join sectors_as_of($as_of) as sectors on found.sector_id = sectors.sector_id
        where
            partner_id in (select partner_id from covered) and partner_id in (select partner_id from named)
        order by all
        """,
    ),
    Check(
        name="counts_match_rows",
        sentence="A count stated in prose equals the number of rows in the record.",
        sql="""
        select
            first(statement order by locator) as statement, value as stated, in_record,
            string_agg(locator, '; ' order by locator) as locator
        from stated_facts_as_of($as_of) inner join counted_as_of($as_of) using (counts)
        where
            value <> in_record
            and not coalesce(qualifier = 'more than' and in_record > value, false)
            and not coalesce(qualifier = 'nearly' and in_record between 0.95 * value and value, false)
        group by counts, value, in_record
        order by all
        """,
    ),
    Check(
        name="one_target_per_mission",
        sentence="The number of SMEs per mission in an activity's title lies within the target of the KPI.",
        sql="""
        select statement, value as stated, kpi_name, target_min, target_max
        from stated_facts_as_of($as_of)
        inner join kpis_as_of($as_of) as kpis using (counts)
        inner join kpi_targets_as_of($as_of) as targets using (kpi_id)
        where counts = 'smes_per_mission' and value not between target_min and target_max
        """,
    ),
    Check(
        name="prose_agrees_with_table",
        sentence="Prose and table state the same value for one indicator, market and period.",
        sql="""
        select
            indicator_name, country_name, prose.period, prose.printed as in_prose, tabled.printed as in_table,
            prose.locator as prose, tabled.locator as "table"
        from observations_as_of($as_of) as prose
        inner join observations_as_of($as_of) as tabled using (indicator_id, country_code, period, edition)
        inner join indicators_as_of($as_of) using (indicator_id)
        inner join countries_as_of($as_of) using (country_code)
        where
            tabled.found_in = 'table' and prose.found_in <> 'table'
            and prose.unit is not distinct from tabled.unit
            and (prose.value, prose.value_low, prose.value_high, prose.label_key)
            is distinct from (tabled.value, tabled.value_low, tabled.value_high, tabled.label_key)
        """,
    ),
    Check(
        name="one_quantity_one_value",
        sentence="A quantity has one value for a market and time, whatever a document calls it.",
        sql="""
        with readings as (
            select
                quantity, country_code, edition, period, coalesce(figures.unit, measured.unit) as unit,
                coalesce(value_low, value, '-infinity'::double) as low,
                coalesce(value_high, value, 'infinity'::double) as high,
                indicator_id, measured.position,
                figures.printed || ' (' || indicator_name || ', ' || period || ', ' || figures.locator || ')' as reading
            from observations_as_of($as_of) as figures
            inner join indicators_as_of($as_of) as measured using (indicator_id)
            inner join indicator_quantities_as_of($as_of) using (indicator_id)
            where label is null
        )
        select distinct one.quantity, country_name, one.reading as reading, other.reading as other_reading
        from readings as one
        inner join readings as other
            on one.quantity = other.quantity and one.country_code = other.country_code and one.edition = other.edition
            and one.unit = other.unit and one.position < other.position
        inner join countries_as_of($as_of) as countries on one.country_code = countries.country_code
        where
            (one.period = other.period or 'not stated' in (one.period, other.period))
            and (one.high < other.low or other.high < one.low)
        order by all
        """,
    ),
    Check(
        name="stated_twice_stated_alike",
        sentence="A number that one document states twice has the same value in both places.",
        sql="""
        select
            indicator_name as thing, country_name as about, period,
            string_agg(observed.printed || ' (' || observed.locator || ')', '; ' order by observed.locator) as readings
        from observations_as_of($as_of) as observed
        inner join indicators_as_of($as_of) using (indicator_id)
        inner join countries_as_of($as_of) using (country_code)
        group by indicator_name, country_name, period, edition, observed.unit
        having count(distinct (value, value_low, value_high, label_key)) > 1
        union all
        select
            option_label, question_text, wave_id,
            string_agg(share_pct || ' % (' || results.locator || ')', '; ' order by results.locator)
        from survey_results_as_of($as_of) as results
        inner join survey_options_as_of($as_of) using (option_id)
        inner join survey_questions_as_of($as_of) using (question_id, wave_id)
        group by option_label, question_text, wave_id
        having count(distinct share_pct) > 1
        """,
    ),
)
