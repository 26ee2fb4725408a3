-- One row per SWOT point.
create table if not exists swot_items (
    item_id varchar not null,
    subject varchar not null,
    quadrant varchar not null,
    position integer not null,
    text varchar not null,
    is_retired boolean not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per piece of evidence that supports or contradicts a SWOT point.
create table if not exists swot_evidence (
    item_id varchar not null,
    kind varchar not null,
    reference varchar not null,
    country_code varchar,
    stance varchar not null,
    reason varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per SWOT point and activity that works on it.
create table if not exists swot_answers (
    item_id varchar not null,
    activity_id varchar not null,
    reason varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per strategy that follows from an internal and an external SWOT point (TOWS).
create table if not exists swot_strategies (
    strategy_id varchar not null,
    pair varchar not null,
    internal_item_id varchar not null,
    external_item_id varchar not null,
    strategy varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per service, activity or KPI that carries a strategy.
create table if not exists strategy_links (
    strategy_id varchar not null,
    kind varchar not null,
    reference varchar not null,
    reason varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per rule on the data that a SWOT point carries; period NULL: any.
create table if not exists swot_rules (
    rule_id varchar not null,
    item_id varchar not null,
    rule_name varchar not null,
    indicator_id varchar not null,
    period varchar,
    comparison varchar not null,
    threshold double not null,
    unit varchar not null,
    sentence varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per rating of a SWOT point by a partner, 1 low to 5 high.
create table if not exists swot_ratings (
    item_id varchar not null,
    partner_id varchar not null,
    relevance integer not null,
    urgency integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);
