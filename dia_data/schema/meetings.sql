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
    batch_id varchar not null,
    -- Which matter of those that need attention it is, and the figure that this rested on (NULL: it is none).
    matter varchar,
    figure varchar
);

-- One row per matter that was settled, or put off to a day: until its figure changes it is not proposed again, or not before that day.
create table if not exists settled_matters (
    matter varchar not null,
    title varchar not null,
    figure varchar not null,
    until date,
    is_open boolean not null,
    meeting_id varchar,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

-- One row per meeting and partner: whether somebody of it was there.
create table if not exists meeting_attendance (
    meeting_id varchar not null,
    partner_id varchar not null,
    state varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

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
