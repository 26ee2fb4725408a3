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

create or replace macro trends_as_of(t) as table
select facts.*
from trends as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by trend_id order by known.known_from desc, known.revision desc) = 1;

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

create or replace macro trend_industries_as_of(t) as table
select facts.*
from trend_industries as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by trend_id, industry_id, view order by known.known_from desc, known.revision desc) = 1;

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

create or replace macro subtrends_as_of(t) as table
select facts.*
from subtrends as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by subtrend_id order by known.known_from desc, known.revision desc) = 1;

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

create or replace macro value_chain_areas_as_of(t) as table
select facts.*
from value_chain_areas as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by area_id order by known.known_from desc, known.revision desc) = 1;

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

create or replace macro value_chain_parameters_as_of(t) as table
select facts.*
from value_chain_parameters as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by parameter_id order by known.known_from desc, known.revision desc) = 1;

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

create or replace macro value_chain_shifts_as_of(t) as table
select facts.*
from value_chain_shifts as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by industry_id, subtrend_name, parameter_id order by known.known_from desc, known.revision desc) = 1;

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

create or replace macro industry_links_as_of(t) as table
select facts.*
from industry_links as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by kind, reference, industry_id order by known.known_from desc, known.revision desc) = 1;

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

create or replace macro parameter_services_as_of(t) as table
select facts.*
from parameter_services as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by parameter_id, service_id order by known.known_from desc, known.revision desc) = 1;
