-- One row per survey wave.
create table if not exists survey_waves (
    wave_id varchar not null,
    wave_name varchar not null,
    fielded varchar,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- `asks`: where SMEs have business or want it (NULL: neither); `world`: the part of the world it is about; `option_noun`:
-- what its answers are ("needs"; NULL: answers).
-- One row per survey question in a wave.
create table if not exists survey_questions (
    question_id varchar not null,
    wave_id varchar not null,
    question_text varchar not null,
    kind varchar not null,
    audience varchar not null,
    theme varchar not null,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null,
    asks varchar,
    world varchar,
    option_noun varchar
);

-- One row per answer option.
create table if not exists survey_options (
    option_id varchar not null,
    question_id varchar not null,
    option_label varchar not null,
    country_code varchar,
    sector_id varchar,
    position integer not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null,
    option_key varchar
);

-- `found_in`: a chart shows all parts of a whole, prose names some of them.
-- One row per wave, answer option and place in the source.
create table if not exists survey_results (
    wave_id varchar not null,
    option_id varchar not null,
    share_pct double not null,
    decimals integer not null,
    qualifier varchar,
    base integer,
    base_basis varchar,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null,
    found_in varchar
);
