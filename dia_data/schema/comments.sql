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
