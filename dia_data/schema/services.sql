-- One row per service of the alliance.
create table if not exists services (
    service_id varchar not null,
    service_name varchar not null,
    description varchar not null,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

create or replace macro services_as_of(t) as table
select facts.*
from services as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by service_id order by known.known_from desc, known.revision desc) = 1;

-- One row per need and service that answers it.
create table if not exists service_needs (
    option_id varchar not null,
    service_id varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

create or replace macro service_needs_as_of(t) as table
select facts.*
from service_needs as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by option_id, service_id order by known.known_from desc, known.revision desc) = 1;

-- One row per service and activity that carries it.
create table if not exists service_activities (
    service_id varchar not null,
    activity_id varchar not null,
    reason varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

create or replace macro service_activities_as_of(t) as table
select facts.*
from service_activities as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by service_id, activity_id order by known.known_from desc, known.revision desc) = 1;
