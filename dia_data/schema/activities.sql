-- One row per month of the programme.
create table if not exists programme_months (
    month date not null,
    printed varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

create or replace macro programme_months_as_of(t) as table
select facts.*
from programme_months as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by month order by known.known_from desc, known.revision desc) = 1;

-- One row per joint activity.
create table if not exists activities (
    activity_id varchar not null,
    activity_name varchar not null,
    kind varchar not null,
    country_code varchar,
    recurrence varchar,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

create or replace macro activities_as_of(t) as table
select facts.*
from activities as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by activity_id order by known.known_from desc, known.revision desc) = 1;

-- One row per planned, revised or actual dates of an activity.
create table if not exists activity_dates (
    activity_id varchar not null,
    kind varchar not null,
    starts date,
    ends date,
    reason varchar,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

create or replace macro activity_dates_as_of(t) as table
select facts.*
from activity_dates as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by activity_id, kind, starts order by known.known_from desc, known.revision desc) = 1;
