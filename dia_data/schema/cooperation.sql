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
