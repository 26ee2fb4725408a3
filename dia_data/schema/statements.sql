-- One row per number or fact that a document states outside its tables and that is not about a market.
create table if not exists stated_facts (
    fact_id varchar not null,
    topic varchar not null,
    statement varchar not null,
    value double,
    unit varchar,
    qualifier varchar,
    period varchar,
    counts varchar,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per stated fact that says by when: on the last day of so many months from the start of the programme.
create table if not exists stated_dues (
    fact_id varchar not null,
    due_months integer not null,
    -- The KPI whose target is due then (NULL: none).
    kpi_id varchar,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per known slip of a source: what is printed and what the record uses instead.
create table if not exists corrections (
    correction_id varchar not null,
    source_id varchar not null,
    table_name varchar not null,
    column_name varchar not null,
    printed varchar not null,
    corrected varchar not null,
    reason varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);
