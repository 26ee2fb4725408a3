-- One row per month of the programme.
create table if not exists programme_months (
    month date not null,
    printed varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- `mission`: what kind of mission it is (NULL: none, or the preparation of several).
-- One row per joint activity.
create table if not exists activities (
    activity_id varchar not null,
    activity_name varchar not null,
    kind varchar not null,
    country_code varchar,
    recurrence varchar,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null,
    mission varchar
);

-- One row per planned, revised or actual dates of an activity; of each kind the latest counts, the table keeps them all.
create table if not exists activity_dates (
    activity_id varchar not null,
    kind varchar not null,
    starts date,
    ends date,
    reason varchar,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per start and end of the programme; a later one is the programme dated anew.
create table if not exists programme_dates (
    programme_id varchar not null,
    starts date not null,
    ends date not null,
    reason varchar,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per activity and KPI that it carries; sets_due: the KPI is due when the activity ends, in the scope of its market or mission.
create table if not exists activity_kpis (
    activity_id varchar not null,
    kpi_id varchar not null,
    sets_due boolean not null,
    reason varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);
