-- One row per pair of regions, as the matrix is read from row to column, and purpose.
create table if not exists cooperation (
    from_region_id varchar not null,
    to_region_id varchar not null,
    purpose varchar not null,
    strength integer not null,
    printed varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

create or replace macro cooperation_as_of(t) as table
select facts.*
from cooperation as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by from_region_id, to_region_id, purpose order by known.known_from desc, known.revision desc) = 1;

-- One row per step of the service spectrum for cross-cluster cooperation.
create table if not exists service_spectrum (
    step_id varchar not null,
    step_name varchar not null,
    description varchar not null,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

create or replace macro service_spectrum_as_of(t) as table
select facts.*
from service_spectrum as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by step_id order by known.known_from desc, known.revision desc) = 1;
