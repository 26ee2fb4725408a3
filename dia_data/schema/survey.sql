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

create or replace macro survey_waves_as_of(t) as table
select facts.*
from survey_waves as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by wave_id order by known.known_from desc, known.revision desc) = 1;

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
    batch_id varchar not null
);

create or replace macro survey_questions_as_of(t) as table
select facts.*
from survey_questions as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by question_id, wave_id order by known.known_from desc, known.revision desc) = 1;

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

create or replace macro survey_options_as_of(t) as table
select facts.*
from survey_options as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by option_id order by known.known_from desc, known.revision desc) = 1;

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
    batch_id varchar not null
);

create or replace macro survey_results_as_of(t) as table
select facts.*
from survey_results as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by wave_id, option_id order by known.known_from desc, known.revision desc) = 1;
