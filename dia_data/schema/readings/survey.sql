-- One row per survey question that counts.
-- The questions that count: of each theme those of the newest wave that has an answer to any of them. A wave is newer by
-- the year it was fielded in; where that is not known, by when it became known.
create or replace macro newest_questions_as_of(t) as table
select questions.*
from survey_questions_as_of(t) as questions
left join survey_waves_as_of(t) as waves using (wave_id)
left join batches_as_of(t) as known on known.batch_id = questions.batch_id
left join (
    select distinct wave_id, theme, true as is_answered
    from survey_results_as_of(t)
    inner join survey_options_as_of(t) using (option_id)
    inner join survey_questions_as_of(t) using (question_id, wave_id)
) as answered on answered.wave_id = questions.wave_id and answered.theme = questions.theme
qualify dense_rank() over (
    partition by questions.theme
    order by
        coalesce(is_answered, false) desc, coalesce(regexp_extract(fielded, '(19|20)[0-9][0-9]'), '') desc,
        known.known_from desc, known.revision desc, questions.wave_id desc
) = 1;

-- The reading of each share that counts where a source states it in several places: that of a chart, which shows all parts
-- of the whole, before any other; `printed_in` lists them all.
create or replace macro survey_readings_as_of(t) as table
select
    wave_id, option_id, share_pct, decimals, qualifier, base, base_basis, locator, basis, note, batch_id,
    string_agg(format('{:g} % ({:s})', share_pct, locator), '; ' order by locator) over (
        partition by wave_id, option_id
    ) as printed_in
from survey_results_as_of(t)
qualify row_number() over (
    partition by wave_id, option_id order by coalesce(found_in = 'chart', false) desc, locator
) = 1;
