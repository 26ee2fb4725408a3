-- One row per mega trend.
create table if not exists trends (
    trend_id varchar not null,
    trend_name varchar not null,
    description varchar not null,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per published mark of a mega trend and an emerging industry.
create table if not exists trend_industries (
    trend_id varchar not null,
    industry_id varchar not null,
    view varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per sub-trend of a mega trend and an emerging industry.
create table if not exists subtrends (
    subtrend_id varchar not null,
    trend_id varchar not null,
    industry_id varchar not null,
    subtrend_name varchar not null,
    subtrend_key varchar not null,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per area of common characteristics of value chains.
create table if not exists value_chain_areas (
    area_id varchar not null,
    area_name varchar not null,
    aspects varchar not null,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per parameter of a value chain in transition.
create table if not exists value_chain_parameters (
    parameter_id varchar not null,
    parameter_name varchar not null,
    description varchar not null,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per mark in the value-chain matrix; parameter and strength NULL: the printed line carries no mark.
create table if not exists value_chain_shifts (
    industry_id varchar not null,
    subtrend_name varchar not null,
    subtrend_key varchar not null,
    parameter_id varchar,
    strength integer,
    printed varchar,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per sector or capability of D3.1 and emerging industry of ECO that it belongs to.
create table if not exists industry_links (
    kind varchar not null,
    reference varchar not null,
    industry_id varchar not null,
    reason varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per value-chain parameter and service that helps with it.
create table if not exists parameter_services (
    parameter_id varchar not null,
    service_id varchar not null,
    reason varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);
