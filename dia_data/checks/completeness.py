"""What the sources leave out or leave open: notes for a reader, no contradictions."""

from dia_data.checks import Check

CHECKS = (
    Check(
        name="interdependencies_have_subtrends",
        sentence="Figure 6 lists sub-trends for each pair that figure 5 marks.",
        sql="""
        select trend_name, sector_name as industry, 'no sub-trend in figure 6' as finding
        from trend_industries_as_of($as_of) as marks
        inner join trends_as_of($as_of) using (trend_id)
        inner join sectors_as_of($as_of) on industry_id = sector_id
        where
            "view" = 'interdependency'
            and (trend_id, industry_id) not in (
                select (listed.trend_id, listed.industry_id) from subtrends_as_of($as_of) as listed
            )
        """,
    ),
    Check(
        name="subtrends_have_shifts",
        sentence="Figures 6 and 7 list the same sub-trends for each industry.",
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
        name="counted_things_are_listed",
        sentence="What a count in prose is about can be counted in the sources.",
        sql="""
        select
            statement, value as stated, locator,
            if(
                counts in (select counts from counted_as_of($as_of)),
                'counted for a part of the partners only', 'listed nowhere'
            ) as finding
        from stated_facts_as_of($as_of) left join counted_as_of($as_of) using (counts)
        where counts not in ('partner_members', 'smes_per_mission') and value is not null and in_record is null
        order by locator
        """,
    ),
    Check(
        name="partners_state_members",
        sentence="Each partner states how many members or companies it has.",
        sql="""
        select short_name as partner, 'number of members not in the source' as finding, locator
        from partners_as_of($as_of) where members_stated is null order by position
        """,
    ),
    Check(
        name="partners_name_industries",
        sentence="The description of each partner in §6 names the industries it works for.",
        sql="""
        select short_name as partner, 'no industry named in §6' as finding, locator
        from partners_as_of($as_of)
        where partner_id not in (select partner_id from partner_capabilities_as_of($as_of) where kind = 'sector')
        order by position
        """,
    ),
    Check(
        name="grid_marks_are_known",
        sentence="Each line of a credit-risk grid has its mark.",
        sql="""
        select country_name, line, 'position of the mark lost' as finding, grid.locator
        from credit_risks_as_of($as_of) as grid inner join countries_as_of($as_of) using (country_code)
        where mark is null order by country_name, grid.position
        """,
    ),
    Check(
        name="activities_are_dated",
        sentence="Each joint activity has its months.",
        sql="""
        select activity_name, 'months lost: the bars of the table are not in the text' as finding, locator
        from activities_as_of($as_of)
        where
            activity_id not in (
                select activity_id from activity_dates_as_of($as_of) where coalesce(starts, ends) is not null
            )
        order by position
        """,
    ),
)
