-- One row per round of the self-evaluation, with the phase it is in.
create table if not exists evaluation_rounds (
    round_id varchar not null,
    round_name varchar not null,
    starts date,
    ends date,
    phase varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per round, partner and activity of the evaluation plan.
create table if not exists evaluation_plans (
    round_id varchar not null,
    partner_id varchar not null,
    activity_id varchar not null,
    timeframe varchar,
    budget_eur double,
    role varchar,
    responsible varchar,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per round, partner and activity: how a partner judges it, 1 low to 5 high; NULL: not judged.
create table if not exists evaluations (
    round_id varchar not null,
    partner_id varchar not null,
    activity_id varchar not null,
    relevance integer,
    efficiency integer,
    effectiveness integer,
    impact integer,
    comment varchar,
    lesson varchar,
    state varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per recommendation that follows from a round.
create table if not exists evaluation_followups (
    followup_id varchar not null,
    round_id varchar not null,
    activity_id varchar,
    recommendation varchar not null,
    partner_id varchar,
    due date,
    is_done boolean not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per activity that a round puts on, or takes off, the list for the sustainability plan.
create table if not exists sustainability_items (
    round_id varchar not null,
    activity_id varchar not null,
    is_listed boolean not null,
    reason varchar,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);
