-- One row per cluster organisation.
create table if not exists partners (
    partner_id varchar not null,
    partner_name varchar not null,
    short_name varchar not null,
    country_code varchar not null,
    sector_id varchar not null,
    sector_printed varchar not null,
    place varchar,
    members_stated varchar,
    description varchar,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per cluster organisation and target industry it is said to cover.
create table if not exists partner_industries (
    partner_id varchar not null,
    sector_id varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per sector, technology, capacity, service, earlier partnership or market contact of a cluster organisation.
create table if not exists partner_capabilities (
    partner_id varchar not null,
    kind varchar not null,
    capability varchar not null,
    heading varchar,
    sector_id varchar,
    country_code varchar,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per point at which a partner is drawn on a map.
create table if not exists partner_sites (
    partner_id varchar not null,
    site_name varchar not null,
    longitude double not null,
    latitude double not null,
    precision varchar not null,
    reason varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);
