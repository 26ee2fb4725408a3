-- One row per target or reserve market.
create table if not exists markets (
    country_code varchar not null,
    role varchar not null,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

create or replace macro markets_as_of(t) as table
select facts.*
from markets as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by country_code order by known.known_from desc, known.revision desc) = 1;

-- One row per strength, weakness, summary point or mention of a market.
create table if not exists market_notes (
    country_code varchar not null,
    kind varchar not null,
    position integer not null,
    text varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

create or replace macro market_notes_as_of(t) as table
select facts.*
from market_notes as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by country_code, kind, position order by known.known_from desc, known.revision desc) = 1;

-- One row per line of a market's credit-risk grid; mark NULL: its position is lost in the source.
create table if not exists credit_risks (
    country_code varchar not null,
    edition varchar not null,
    block varchar not null,
    line varchar not null,
    scale_id varchar not null,
    mark varchar,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

create or replace macro credit_risks_as_of(t) as table
select facts.*
from credit_risks as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by country_code, edition, line order by known.known_from desc, known.revision desc) = 1;

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
