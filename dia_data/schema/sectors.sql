-- One row per sector. `audience`: which questions of the survey were put to its companies (NULL: it was not asked apart).
create table if not exists sectors (
    sector_id varchar not null,
    sector_name varchar not null,
    kind varchar not null,
    abbreviation varchar,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null,
    audience varchar
);
