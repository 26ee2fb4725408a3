-- One row per sum of reports that counts.
-- The rows of `kpi_results_as_of(t)`, brought together: only reports that several batches state have to be compared.
create or replace macro kpi_sums_as_of(t) as table
select sums.*, batch_id, known_from
from kpi_sums as sums inner join batches_as_of(t) as known using (revision)
where result_id is null
union all
select sums.*, batch_id, known_from
from kpi_sums as sums inner join batches_as_of(t) as known using (revision)
where result_id is not null
qualify dense_rank() over (partition by result_id order by known_from desc, revision desc) = 1;
