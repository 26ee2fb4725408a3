-- One row per ECO region.
create table if not exists regions (
    region_id varchar not null,
    region_name varchar not null,
    is_european boolean not null,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per area printed under an ECO region.
create table if not exists region_areas (
    region_id varchar not null,
    area_name varchar not null,
    country_code varchar,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per country (ISO 3166-1 alpha-3).
create table if not exists countries (
    country_code varchar not null,
    country_name varchar not null,
    region_id varchar,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);
