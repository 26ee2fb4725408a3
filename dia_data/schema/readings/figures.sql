-- One row per figure or statement of the record, whatever its table: what it is about, what it says, where it is printed.
-- `is_known` is false where the source has the line and its value is lost, or a field is empty.
create or replace macro figures_as_of(t) as table
select
    'Markets' as topic,
    indicator_name || ', ' || country_name || ', ' || observed.period as figure,
    concat_ws(' ', observed.printed, case when regexp_full_match(observed.printed, '[-0-9.,]+') then measured.unit end) as says,
    observed.locator, observed.basis, observed.note, observed.batch_id, true as is_known
from observations_as_of(t) as observed
inner join indicators_as_of(t) as measured using (indicator_id)
inner join countries_as_of(t) using (country_code)
union all
select 'Market notes', country_name || ': ' || kind, text, notes.locator, notes.basis, notes.note, notes.batch_id,
    true
from market_notes_as_of(t) as notes inner join countries_as_of(t) using (country_code)
union all
select
    'Credit risk', country_name || ': ' || line, coalesce(mark, 'position of the mark lost in the source'),
    grid.locator, grid.basis, grid.note, grid.batch_id, mark is not null
from credit_risks_as_of(t) as grid inner join countries_as_of(t) using (country_code)
union all
select
    'Survey', question_text || ': ' || option_label, concat_ws(' ', results.qualifier, results.share_pct, '%'),
    results.locator, results.basis, results.note, results.batch_id, true
from survey_results_as_of(t) as results
inner join survey_options_as_of(t) using (option_id)
inner join survey_questions_as_of(t) using (question_id, wave_id)
union all
select 'SWOT', subject || ': ' || quadrant, text, locator, basis, note, batch_id, true from swot_items_as_of(t)
union all
select 'Services', service_name, description, locator, basis, note, batch_id, true from services_as_of(t)
union all
select
    'Partners', short_name || ': ' || kind, concat_ws(': ', heading, capability), offers.locator, offers.basis, offers.note,
    offers.batch_id, true
from partner_capabilities_as_of(t) as offers inner join partners_as_of(t) using (partner_id)
union all
select
    'Partners', short_name || ': target industry', sector_name, covered.locator, covered.basis, covered.note,
    covered.batch_id, true
from partner_industries_as_of(t) as covered
inner join partners_as_of(t) using (partner_id)
inner join sectors_as_of(t) as sectors on covered.sector_id = sectors.sector_id
union all
select
    'KPIs', kpi_name || ' (' || scope_key || ')', 'target ' || coalesce(printed, target_min::varchar),
    targets.locator, targets.basis, targets.note, targets.batch_id, true
from kpi_targets_as_of(t) as targets inner join kpis_as_of(t) using (kpi_id)
union all
select
    'Activities', activity_name,
    case
        when coalesce(starts, ends) is null then 'timing not in the source'
        when ends is null then dates.kind || ' from ' || starts
        else concat_ws(' ', dates.kind, starts, 'to ' || ends)
    end,
    coalesce(dates.locator, activities.locator), coalesce(dates.basis, activities.basis),
    coalesce(dates.note, activities.note), coalesce(dates.batch_id, activities.batch_id),
    coalesce(starts, ends) is not null
from activities_as_of(t) as activities left join activity_dates_as_of(t) as dates using (activity_id)
union all
select
    'Cooperation', here.region_name || ' – ' || there.region_name || ' (' || purpose || ')',
    ['weak', 'medium strong', 'strong', 'very strong'][strength], links.locator, links.basis, links.note, links.batch_id,
    true
from cooperation_as_of(t) as links
inner join regions_as_of(t) as here on from_region_id = here.region_id
inner join regions_as_of(t) as there on to_region_id = there.region_id
union all
select
    'Mega trends', trend_name || ' × ' || sector_name, "view", marks.locator, marks.basis, marks.note, marks.batch_id,
    true
from trend_industries_as_of(t) as marks
inner join trends_as_of(t) using (trend_id)
inner join sectors_as_of(t) on industry_id = sector_id
union all
select
    'Sub-trends', trend_name || ' × ' || sector_name, subtrend_name, subtrends.locator, subtrends.basis, subtrends.note,
    subtrends.batch_id, true
from subtrends_as_of(t) as subtrends
inner join trends_as_of(t) using (trend_id)
inner join sectors_as_of(t) on industry_id = sector_id
union all
select
    'Value chains', sector_name || ': ' || subtrend_name,
    coalesce(parameter_name || ': ' || ['strong', 'very strong'][strength], 'no mark printed'),
    shifts.locator, shifts.basis, shifts.note, shifts.batch_id, parameter_id is not null
from value_chain_shifts_as_of(t) as shifts
inner join sectors_as_of(t) on industry_id = sector_id
left join value_chain_parameters_as_of(t) using (parameter_id)
union all
select 'Statements', topic, statement, locator, basis, note, batch_id, true from stated_facts_as_of(t);
