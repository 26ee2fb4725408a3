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
