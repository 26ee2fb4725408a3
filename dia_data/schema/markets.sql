-- One row per target or reserve market.
create table if not exists markets (
    country_code varchar not null,
    role varchar not null,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per strength, weakness, summary point or mention of a market.
create table if not exists market_notes (
    country_code varchar not null,
    kind varchar not null,
    position integer not null,
    text varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per line of a market's credit-risk grid; mark NULL: its position is lost in the source.
create table if not exists credit_risks (
    country_code varchar not null,
    edition varchar not null,
    block varchar not null,
    line varchar not null,
    scale_id varchar not null,
    mark varchar,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);
