-- One row per kind of thing that the sources count in prose: how many of it the record holds (NULL: not all is stated).
create or replace macro counted_as_of(t) as table
with interdependencies as (
    from trend_industries_as_of(t) where "view" = 'interdependency'
),
-- What members make of a market contradicts no source.
printed_markets as (
    from markets semi join (
        from batches_as_of(t) semi join (from batches where kind = 'document') using (batch_id)
    ) using (batch_id)
)
select 'interdependencies' as counts, count(*) as in_record from interdependencies
union all
select 'interdependencies_logistics', count(*) from interdependencies
where industry_id = 'logistical_services'
union all
select 'interdependencies_four_industries', count(*) from interdependencies
where industry_id in ('biopharmaceuticals', 'medical_devices', 'logistical_services', 'mobility_technologies')
union all
select 'emerging_industries', count(*) from sectors_as_of(t) where kind = 'emerging_industry'
union all
select 'target_industries', count(*) from sectors_as_of(t) where kind = 'target_industry'
union all
select 'partners', count(*) from partners_as_of(t)
union all
select 'target_markets_europe', count(*) from printed_markets where role = 'target_europe'
union all
select 'target_markets_world', count(*) from printed_markets where role = 'target_world'
union all
select 'programme_months', count(*) from programme_months_as_of(t)
union all
select 'value_chain_parameters', count(*) from value_chain_parameters_as_of(t)
union all
select 'fact_finding_missions', count(*) from activities_as_of(t) where mission = 'fact_finding'
union all
select 'develop_europe_covered_share', sum(share_pct) from survey_readings_as_of(t)
inner join survey_options_as_of(t) using (option_id)
inner join newest_questions_as_of(t) using (question_id, wave_id)
where asks = 'want' and world = 'europe' and country_code in (select country_code from partners_as_of(t))
union all
-- The clusters print narrower names for the two sectors that companies were asked as.
select 'sectors_cluster', count(distinct audience) from sectors_as_of(t) where kind = 'cluster'
union all
-- A part of the clusters says nothing about the whole.
select
    'companies',
    if(
        (select count(*) from partners_as_of(t) where members_stated is null) = 0,
        (select sum(value) from stated_facts_as_of(t) where counts = 'partner_members'), null
    );
