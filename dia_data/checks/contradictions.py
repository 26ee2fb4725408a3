"""Where the sources contradict themselves or each other: found by questions to the data, listed, never fatal."""

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
        name="figure_5_has_subtrends",
        sentence="Figure 5 marks exactly the pairs for which figure 6 lists sub-trends.",
        sql="""
        with marked as (
            select trend_id, industry_id from trend_industries_as_of($as_of) where "view" = 'interdependency'
        ),
        listed as (select distinct trend_id, industry_id from subtrends_as_of($as_of)),
        found as (
            (select *, 'in figure 5, not in figure 6' as finding from (from marked except from listed))
            union all
            (select *, 'in figure 6, not in figure 5' from (from listed except from marked))
        )
        select trend_name, sector_name as industry, finding
        from found
        inner join trends_as_of($as_of) using (trend_id)
        inner join sectors_as_of($as_of) on industry_id = sector_id
        """,
    ),
    Check(
        name="subtrends_have_shifts",
        sentence="Figures 6 and 7 name the same sub-trends for each industry.",
        sql="""
        with listed as (select distinct industry_id, subtrend_key from subtrends_as_of($as_of)),
        shifted as (select distinct industry_id, subtrend_key from value_chain_shifts_as_of($as_of)),
        found as (
            (select *, 'in figure 6, not in figure 7' as finding from (from listed except from shifted))
            union all
            (select *, 'in figure 7, not in figure 6' from (from shifted except from listed))
        )
        select sector_name as industry, coalesce(any_value(subtrend_name), subtrend_key) as subtrend, finding
        from found
        inner join sectors_as_of($as_of) on industry_id = sector_id
        left join subtrends_as_of($as_of) as named using (industry_id, subtrend_key)
        group by sector_name, subtrend_key, finding order by all
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
        name="industries_match_profiles",
        sentence="A partner covers a target industry in §5.2.3 exactly if its description in §6 names it.",
        sql="""
        with covered as (select distinct partner_id, sector_id from partner_industries_as_of($as_of)),
        described as (
            select distinct partner_id, sector_id from partner_capabilities_as_of($as_of)
            where kind = 'sector' and sector_id is not null
        ),
        found as (
            (select *, 'named in §5.2.3, not in §6' as finding from (from covered except from described))
            union all
            (select *, 'named in §6, not in §5.2.3' from (from described except from covered))
        )
        select short_name as partner, sector_name as industry, finding
        from found
        inner join partners_as_of($as_of) using (partner_id)
        inner join sectors_as_of($as_of) as sectors on found.sector_id = sectors.sector_id
        order by all
        """,
    ),
    Check(
        name="same_audience_same_base",
        sentence="Questions to the same audience, or to one that is not stated, have the same inferred base.",
        sql="""
        with bases as (
            select distinct wave_id, audience, question_text, base
            from survey_results_as_of($as_of)
            inner join survey_options_as_of($as_of) using (option_id)
            inner join survey_questions_as_of($as_of) using (question_id, wave_id)
            where base is not null
        )
        select audience, question_text as question, base as inferred_base from bases
        qualify min(base) over (partition by wave_id, audience) <> max(base) over (partition by wave_id, audience)
        order by all
        """,
    ),
    Check(
        name="counts_match_rows",
        sentence="A count stated in prose equals the number of rows in the record.",
        sql="""
        with interdependencies as (
            from trend_industries_as_of($as_of) where "view" = 'interdependency'
        ),
        -- What members make of a market contradicts no source.
        printed_markets as (
            from markets semi join (
                from batches_as_of($as_of) semi join (from batches where kind = 'document') using (batch_id)
            ) using (batch_id)
        ),
        counted as (
            select 'interdependencies' as counts, count(*) as in_record from interdependencies
            union all
            select 'interdependencies_logistics', count(*) from interdependencies
            where industry_id = 'logistical_services'
            union all
            select 'interdependencies_four_industries', count(*) from interdependencies
            where
                industry_id in
                ('biopharmaceuticals', 'medical_devices', 'logistical_services', 'mobility_technologies')
            union all
            select 'emerging_industries', count(*) from sectors_as_of($as_of) where kind = 'emerging_industry'
            union all
            select 'target_industries', count(*) from sectors_as_of($as_of) where kind = 'target_industry'
            union all
            select 'partners', count(*) from partners_as_of($as_of)
            union all
            select 'target_markets_europe', count(*) from printed_markets where role = 'target_europe'
            union all
            select 'target_markets_world', count(*) from printed_markets where role = 'target_world'
            union all
            select 'programme_months', count(*) from programme_months_as_of($as_of)
            union all
            select 'value_chain_parameters', count(*) from value_chain_parameters_as_of($as_of)
            union all
            select 'fact_finding_missions', count(*) from activities_as_of($as_of)
            where mission = 'fact_finding'
            union all
            select 'develop_europe_covered_share', sum(share_pct) from survey_readings_as_of($as_of)
            inner join survey_options_as_of($as_of) using (option_id)
            inner join newest_questions_as_of($as_of) using (question_id, wave_id)
            where
                asks = 'want' and world = 'europe'
                and country_code in (select country_code from partners_as_of($as_of))
            union all
            select 'sectors_cluster', count(*) from sectors_as_of($as_of) where kind = 'cluster'
            union all
            select 'companies', sum(value) from stated_facts_as_of($as_of) where counts = 'partner_members'
        )
        select
            statement, value as stated, in_record, locator,
            case
                when in_record is null then 'the sources list nothing that could be counted'
                when counts = 'companies' then 'differs; only partners that state their members are counted'
                else 'differs'
            end as finding
        from stated_facts_as_of($as_of) left join counted using (counts)
        where counts not in ('partner_members', 'smes_per_mission') and value is distinct from in_record
            and not coalesce(qualifier = 'more than' and in_record > value, false)
            and not coalesce(qualifier = 'nearly' and in_record between 0.95 * value and value, false)
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
        having count(distinct (value, value_low, value_high, label_key, observed.basis)) > 1
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
