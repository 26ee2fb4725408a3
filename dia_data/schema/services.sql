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

-- One row per need and service that answers it.
create table if not exists service_needs (
    option_id varchar not null,
    service_id varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

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
