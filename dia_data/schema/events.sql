-- One row per thing that happened and bears on the strategy.
create table if not exists events (
    event_id varchar not null,
    happened_on date not null,
    event_name varchar not null,
    partner_id varchar,
    country_code varchar,
    kpi_id varchar,
    activity_id varchar,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

create or replace macro events_as_of(t) as table
select facts.*
from events as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by event_id order by known.known_from desc, known.revision desc) = 1;
