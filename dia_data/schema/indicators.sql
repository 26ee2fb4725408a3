-- One row per word of an ordinal scale, lowest position first.
create table if not exists ordinal_words (
    scale_id varchar not null,
    word varchar not null,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null,
    word_key varchar
);

-- How the page of the markets shows it: `compared_at` (NULL: in the profile of a market alone) is its line when markets
-- are compared; `chart`, `card` and `chart_title` its chart there, of what it `measures`; `headline` (with `{period}` where
-- its period stands) and who `leads` the answer in one line, at `headline_at`. `short_name` is its name inside a sentence.
-- A `card` of an indicator that is not compared: where a market lacks what that card shows, this other measure is named.
-- `is_money`: an amount in the currency of its market.
-- One row per thing measured about a market.
create table if not exists indicators (
    indicator_id varchar not null,
    indicator_name varchar not null,
    unit varchar not null,
    higher_is varchar not null,
    topic varchar not null,
    edition_rule varchar not null,
    scale_id varchar,
    definition varchar not null,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null,
    compared_at integer,
    short_name varchar,
    chart varchar,
    card varchar,
    chart_title varchar,
    measures varchar,
    headline_at integer,
    headline varchar,
    leads varchar,
    is_money boolean
);

-- `found_in`: in which form the source prints it.
-- One row per indicator, country, period, edition and place in the source; value NULL where only a range or a word is printed.
create table if not exists observations (
    indicator_id varchar not null,
    country_code varchar not null,
    period varchar not null,
    edition varchar not null,
    value double,
    value_low double,
    value_high double,
    label varchar,
    unit varchar,
    qualifier varchar,
    is_forecast boolean not null,
    printed varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null,
    label_key varchar,
    found_in varchar
);

-- One row per indicator that measures the same quantity as another one, by our reading.
create table if not exists indicator_quantities (
    indicator_id varchar not null,
    quantity varchar not null,
    reason varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);
