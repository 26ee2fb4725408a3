-- One row per KPI that counts people at events, and the KPI that counts these events.
create table if not exists kpi_events (
    kpi_id varchar not null,
    events_kpi_id varchar not null,
    reason varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per KPI and activity with whose end nothing more comes in, wherever it is counted.
create table if not exists kpi_closings (
    activity_id varchar not null,
    kpi_id varchar not null,
    reason varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);
