-- One row per comment on a KPI, an activity, a market, a SWOT point or a chart; a later row resolves or rewords it.
create table if not exists comments (
    comment_id varchar not null,
    subject_kind varchar not null,
    subject varchar not null,
    text varchar not null,
    is_resolved boolean not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

create or replace macro comments_as_of(t) as table
select facts.*
from comments as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by comment_id order by known.known_from desc, known.revision desc) = 1;
