"""What the reports of a batch come to, kept beside them: a million reports are a few thousand sums.

Reports that several batches state, and names that several reports state, are told apart in the sums, since which of
them count depends on the day that is asked about. All others are only ever added up.
"""

from string import Template

_ADD = Template(
    """
    insert into kpi_sums
    with again as materialized ($again), several as materialized ($several),
    wanted as materialized (
        select
            revision, kpi_id, period, partner_id, country_code, mission_id, result_id, organisation, organisation_key,
            basis, value
        from kpi_results inner join batches using (batch_id)
        $which
    ),
    told as (
        select
            revision, kpi_id, period, partner_id, country_code, mission_id,
            if(result_id in (select result_id from again), result_id, null) as result_id,
            if(
                mission_id is not null or result_id in (select result_id from again)
                or (kpi_id, organisation_key) in (select (kpi_id, name) from several),
                nullif(organisation_key, ''), null
            ) as name,
            if(mission_id is null, null, trim(organisation)) as organisation, organisation_key, basis, value
        from wanted
    )
    select
        revision, kpi_id, period, partner_id, country_code, mission_id, result_id, name, min(organisation), basis,
        sum(value), count(value), count(*),
        count(*) filter (name is null and organisation_key <> '' and coalesce(value, 1) > 0)
    from told group by revision, kpi_id, period, partner_id, country_code, mission_id, result_id, name, basis
    """
)

# Only our own text is put into these templates.
_ADD_ALL = _ADD.substitute(
    again="select result_id from kpi_results group by result_id having count(*) > 1",
    several="""
    select kpi_id, organisation_key as name from kpi_results
    where organisation_key <> '' group by all having count(*) > 1
    """,
    which="",
)

ARE_COMPLETE = """
    select
        (select count(*) from kpi_results where batch_id in (select batch_id from batches))
        = (select coalesce(sum(reports), 0) from kpi_sums)
"""
"""Whether each report is in the sums; a file that another program wrote into may lack some."""

_APART = """
    create or replace temp table apart as
    select distinct kpi_id, result_id, name from kpi_sums
    where
        kpi_id in (select kpi_id from kpi_results where batch_id = $batch_id)
        and (result_id is not null or name is not null)
"""
"""What is told apart already of the KPIs that a new batch is about."""

_ALIKE = """
    create or replace temp table alike as
    with new as materialized (
        select kpi_id, period, result_id, nullif(organisation_key, '') as name from kpi_results
        where batch_id = $batch_id
    ),
    found as materialized (
        select rowid as place, kpi_id, result_id, nullif(organisation_key, '') as name, batch_id from kpi_results
        where
            kpi_id in (select kpi_id from new) and period in (select period from new)
            and result_id in (select result_id from new)
        union
        select rowid, kpi_id, result_id, organisation_key, batch_id from kpi_results
        where organisation_key in (select name from new) and kpi_id in (select kpi_id from new)
    )
    select
        kpi_id, result_id, name, batch_id,
        count(*) over (partition by result_id) > 1 as is_again,
        name is not null and count(*) over (partition by kpi_id, name) > 1 as is_several,
        is_again and result_id not in (select result_id from apart where result_id is not null) as is_newly_again,
        is_several
        and (kpi_id, name) not in (select (kpi_id, name) from apart where name is not null) as is_newly_several
    from found
"""
"""The rows that a new batch states, and all others with the same id (KPI and period are parts of it) or name."""

_TOUCHED = """
    select kpi_id, batch_id from alike where batch_id = $batch_id or is_newly_again or is_newly_several
"""

_DELETE = f"""
    delete from kpi_sums
    where (kpi_id, revision) in (select (kpi_id, revision) from ({_TOUCHED}) inner join batches using (batch_id))
"""  # noqa: S608  our own text

_ADD_TOUCHED = _ADD.substitute(
    again="""
    select result_id from alike where is_again
    union select result_id from apart where result_id is not null
    """,
    several="""
    select kpi_id, name from alike where is_several
    union select kpi_id, name from apart where name is not null
    """,
    which=Template("inner join (select distinct kpi_id, batch_id from ($touched)) using (kpi_id, batch_id)").substitute(
        touched=_TOUCHED
    ),
)

TO_ADD = (_APART, _ALIKE, _DELETE, _ADD_TOUCHED)
"""One after the other: they add the sums of the batch `$batch_id`, and tell apart in others what it states again."""

TO_MAKE_ANEW = ("delete from kpi_sums", _ADD_ALL)
"""One after the other: they make all sums from the reports."""
