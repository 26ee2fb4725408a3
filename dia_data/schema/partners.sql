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

create or replace macro partners_as_of(t) as table
select facts.*
from partners as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by partner_id order by known.known_from desc, known.revision desc) = 1;

-- One row per cluster organisation and target industry it is said to cover.
create table if not exists partner_industries (
    partner_id varchar not null,
    sector_id varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

create or replace macro partner_industries_as_of(t) as table
select facts.*
from partner_industries as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by partner_id, sector_id order by known.known_from desc, known.revision desc) = 1;

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

create or replace macro partner_capabilities_as_of(t) as table
select facts.*
from partner_capabilities as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by partner_id, kind, heading, capability order by known.known_from desc, known.revision desc) = 1;

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

create or replace macro partner_sites_as_of(t) as table
select facts.*
from partner_sites as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by partner_id order by known.known_from desc, known.revision desc) = 1;
