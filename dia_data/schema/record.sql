-- One row per document, import or form that facts come from.
create table if not exists sources (
    source_id varchar not null,
    title varchar not null,
    producer varchar,
    published timestamp,
    url varchar,
    licence varchar,
    disclaimer varchar,
    note varchar
);

-- One row per thing that was recorded at once; a batch is never changed, only withdrawn.
create table if not exists batches (
    batch_id varchar not null,
    kind varchar not null,
    source_id varchar not null,
    recorded_at timestamp not null,
    recorded_by varchar not null,
    note varchar,
    checksum varchar,
    revision bigint not null,
    withdrawn_at timestamp,
    withdrawn_by varchar,
    withdrawn_reason varchar
);

-- `changed_at` never falls from one revision to the next, and no other time of a batch says anything else: so what was
-- known at a moment is what stood after one revision. `clock_said` is what a clock said that had gone back.
-- One row per change of the record; the highest revision is the state that caches and live views follow.
create table if not exists changes (
    revision bigint not null,
    batch_id varchar not null,
    action varchar not null,
    changed_at timestamp not null,
    clock_said timestamp
);

-- The day on which a moment (UTC) lies in the time zone of the connection, which is the programme's.
create or replace macro day_of(moment) as (moment at time zone 'UTC')::date;

-- The document, import or form that the rows of a batch come from.
create or replace macro source_of(id) as (select source_id from batches where batches.batch_id = id);

-- The batches known at `t` (UTC; NULL: now), with the moment each became known.
-- A document is known from its publication (always, where none is stated). A replaced reading of a document is gone for
-- every date: what the document says did not change, only our reading of it.
create or replace macro batches_as_of(t) as table
select
    batch_id,
    revision,
    case
        when kind = 'document' then coalesce(published, '-infinity'::timestamp) else recorded_at
    end as known_from
from batches left join sources using (source_id)
where
    known_from <= coalesce(t, 'infinity'::timestamp)
    and (withdrawn_at is null or (kind <> 'document' and withdrawn_at > coalesce(t, 'infinity'::timestamp)));
