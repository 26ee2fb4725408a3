-- One row per meeting; frozen_at: the moment whose figures it shows, NULL until it is held.
create table if not exists meetings (
    meeting_id varchar not null,
    meeting_name varchar not null,
    held_on date not null,
    state varchar not null,
    frozen_at timestamp,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

create or replace macro meetings_as_of(t) as table
select facts.*
from meetings as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by meeting_id order by known.known_from desc, known.revision desc) = 1;

-- One row per item of a meeting's agenda; view: the address that shows it, with filters and selection.
create table if not exists agenda_items (
    meeting_id varchar not null,
    item_id varchar not null,
    position integer not null,
    minutes integer not null,
    title varchar not null,
    kind varchar not null,
    view varchar,
    kpi_id varchar,
    activity_id varchar,
    is_dropped boolean not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

create or replace macro agenda_items_as_of(t) as table
select facts.*
from agenda_items as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by meeting_id, item_id order by known.known_from desc, known.revision desc) = 1;

-- One row per thing said about an item that goes into the minutes.
create table if not exists meeting_notes (
    note_id varchar not null,
    meeting_id varchar not null,
    item_id varchar,
    text varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

create or replace macro meeting_notes_as_of(t) as table
select facts.*
from meeting_notes as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by note_id order by known.known_from desc, known.revision desc) = 1;

-- One row per decision; view: the address it was taken on, with its as-of date; changed_batch: the batch that carried it out.
create table if not exists decisions (
    decision_id varchar not null,
    meeting_id varchar,
    item_id varchar,
    text varchar not null,
    partner_id varchar,
    due date,
    kpi_id varchar,
    activity_id varchar,
    country_code varchar,
    view varchar,
    changed_batch varchar,
    is_done boolean not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

create or replace macro decisions_as_of(t) as table
select facts.*
from decisions as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by decision_id order by known.known_from desc, known.revision desc) = 1;
