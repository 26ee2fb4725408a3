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

-- One row per statement in prose and pair of regions it speaks of, with the least and the most that its words allow.
create table if not exists cooperation_readings (
    fact_id varchar not null,
    purpose varchar not null,
    from_region_id varchar not null,
    to_region_id varchar not null,
    strength_low integer not null,
    strength_high integer not null,
    reason varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);
