-- One row per SWOT point.
create table if not exists swot_items (
    item_id varchar not null,
    subject varchar not null,
    quadrant varchar not null,
    position integer not null,
    text varchar not null,
    locator varchar,
    basis varchar not null,
    note varchar,
    batch_id varchar not null
);

create or replace macro swot_items_as_of(t) as table
select facts.*
from swot_items as facts inner join batches_as_of(t) as known using (batch_id)
qualify dense_rank() over (partition by item_id order by known.known_from desc, known.revision desc) = 1;
