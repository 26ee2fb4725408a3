-- One row per observation that counts.
-- The observations that count where a period was observed in several editions: those of the newest, by the date in its
-- name, else by when it became known. Of what must never be mixed it is one edition for all countries.
create or replace macro newest_observations_as_of(t) as table
select observed.*
from observations_as_of(t) as observed
left join (select indicator_id, edition_rule from indicators_as_of(t)) as measured using (indicator_id)
inner join batches_as_of(t) as known on known.batch_id = observed.batch_id
qualify dense_rank() over (
    partition by indicator_id, period, if(edition_rule = 'never_mix', null, country_code)
    order by
        regexp_extract(edition, '(19|20)[0-9][0-9](-[0-9][0-9])?$') desc, known.known_from desc, known.revision desc,
        edition desc
) = 1;

-- The year that a period is; NULL: it is none, such as `not stated` or `past 3 years`.
create or replace macro year_of(period) as try_cast(period as integer);

-- What is compared side by side: a row per indicator and each of its periods that is observed of any market (NULL: none is).
-- Years come last, the newest at the end. Of what must never be mixed only the newest period is compared.
create or replace macro compared_periods_as_of(t) as table
select indicator_id, period, compared_at, year_of(period) as "year"
from (select indicator_id, compared_at, edition_rule from indicators_as_of(t) where compared_at is not null)
left join (
    select distinct indicator_id, period from observations_as_of(t)
    where country_code in (select country_code from markets_as_of(t))
) using (indicator_id)
qualify
    edition_rule <> 'never_mix'
    or row_number() over (partition by indicator_id order by "year" desc nulls last, period desc) = 1;
