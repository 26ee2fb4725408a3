-- One row per key performance indicator (KPI). `counts`: what it counts, where prose states that number as well.
create table if not exists kpis (
    kpi_id varchar not null,
    kpi_name varchar not null,
    definition varchar not null,
    unit varchar not null,
    measure varchar not null,
    scope varchar not null,
    accumulate varchar not null,
    slip varchar,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null,
    counts varchar,
    -- What there is at the start (NULL: not known), and why.
    baseline double,
    baseline_reason varchar,
    -- at_end: once, by the end of the project; after_end: it counts what there is after it; NULL: throughout.
    measured varchar
);

-- One row per KPI and way to read the words that say what its target holds for. `holds_for`: which scopes it means.
create table if not exists kpi_readings (
    kpi_id varchar not null,
    reading_id varchar not null,
    printed varchar not null,
    meaning varchar not null,
    holds_for varchar not null,
    is_ours boolean not null,
    reason varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per KPI: the reading that the leader decided on; without one ours holds.
create table if not exists kpi_reading_choices (
    kpi_id varchar not null,
    reading_id varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per KPI, scope and day from which the target holds.
create table if not exists kpi_targets (
    kpi_id varchar not null,
    scope_key varchar not null,
    target_min double,
    target_max double,
    valid_from date not null,
    printed varchar,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per reported result of a KPI.
create table if not exists kpi_results (
    result_id varchar not null,
    kpi_id varchar not null,
    period varchar not null,
    partner_id varchar,
    country_code varchar,
    mission_id varchar,
    organisation varchar,
    value double,
    comment varchar,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null,
    organisation_key varchar
);

-- One row per batch (its revision), KPI, period and place, and per report or name where these must be told apart: what the
-- reports come to. It follows from `kpi_results` alone; `dia_data.sums` keeps it.
-- `result_id` is that of a report that several batches state (else NULL), `name` the normal form of a name that several
-- reports state, or that was on a mission (else NULL); `names` counts the others.
-- One row per group of reports that count alike.
create table if not exists kpi_sums (
    revision bigint not null,
    kpi_id varchar not null,
    period varchar not null,
    partner_id varchar,
    country_code varchar,
    mission_id varchar,
    result_id varchar,
    name varchar,
    spelled varchar,
    basis varchar not null,
    value double,
    answers bigint not null,
    reports bigint not null,
    names bigint not null
);

-- One row per KPI, scope and month of its plan: what is expected by the end of that month. A later plan replaces the whole one.
create table if not exists kpi_plans (
    kpi_id varchar not null,
    scope_key varchar not null,
    month date not null,
    expected double not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per KPI: the partner that looks after it.
create table if not exists kpi_owners (
    kpi_id varchar not null,
    partner_id varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- What counts things needs no row here: it reports 0. A result of the same scope and quarter, whenever recorded, counts instead.
-- One row per KPI, scope, quarter and partner that answered, and reported no result: there is nothing to report.
create table if not exists kpi_answers (
    kpi_id varchar not null,
    scope_key varchar not null,
    period varchar not null,
    partner_id varchar not null,
    answer varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per thing that a report counts (its number among those of the report): when and where it was, and what shows it.
create table if not exists kpi_proofs (
    result_id varchar not null,
    number integer not null,
    happened_on date,
    venue varchar,
    organiser varchar,
    link varchar,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);
