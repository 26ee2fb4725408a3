"""The decisions that were taken, whether they are carried out, and by which batch."""

from datetime import datetime
from typing import Any

import pandas as pd

from dia_data.queries import history
from dia_data.storage.store import Reader

CHANGE_THE_PLAN = frozenset({"kpi_targets", "activity_dates", "programme_dates", "markets"})
"""Tables whose batches can carry out a decision: a target, a date or the role of a market."""
LOOKED_THROUGH = 200
"""So many of the last batches are offered as what carried out a decision."""


def decisions(reader: Reader, *, meeting_id: str | None = None, as_of: datetime | None = None) -> list[dict[str, Any]]:
    """All decisions, or those of one meeting: open ones first, by due date, then those carried out.

    Keys: `decision_id, text, partner_id, partner` (None: nobody is named), `due, is_done, meeting_id, meeting_name,
    held_on, item_id, title` (of the agenda item), `kpi_id, kpi_name, activity_id, activity_name, country_code,
    country_name, view, changed_batch, taken_at, taken_by, note, basis, locator, batch_id, recorded_at, recorded_by`.
    """
    return reader.rows(
        """
        with taken as (
            select
                decision_id, min(recorded_at) as taken_at, arg_min(recorded_by, revision) as taken_by,
                min(revision) as first_revision
            from decisions inner join batches using (batch_id) group by decision_id
        )
        select
            decision_id, text, partner_id, short_name as partner, due, is_done, meeting_id, meeting_name, held_on,
            item_id, title, kpi_id, kpi_name, activity_id, activity_name, country_code, country_name, decisions.view,
            changed_batch, taken_at, taken_by, decisions.note, decisions.basis, decisions.locator, decisions.batch_id,
            recorded_at, recorded_by
        from decisions_as_of($as_of) as decisions
        inner join taken using (decision_id)
        inner join batches on batches.batch_id = decisions.batch_id
        left join meetings_as_of($as_of) as meetings using (meeting_id)
        left join (select meeting_id, item_id, title from agenda_items_as_of($as_of)) as items
            using (meeting_id, item_id)
        left join (select partner_id, short_name from partners_as_of($as_of)) as partners using (partner_id)
        left join (select kpi_id, kpi_name from kpis_as_of($as_of)) as kpis using (kpi_id)
        left join (select activity_id, activity_name from activities_as_of($as_of)) as activities using (activity_id)
        left join (select country_code, country_name from countries_as_of($as_of)) as countries using (country_code)
        where $meeting_id is null or meeting_id = $meeting_id
        order by is_done, due nulls last, first_revision, decision_id
        """,
        meeting_id=meeting_id,
        as_of=as_of,
    )


def plan_changes(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """The last batches that changed a target, a date or a market's role, the newest first; as `history.entries`."""
    found = history.entries(reader, most=LOOKED_THROUGH, as_of=as_of)
    tables = found["batch_id"].map(lambda batch: set(batch.split("/")[1].split("+")))
    return found[[not CHANGE_THE_PLAN.isdisjoint(names) for names in tables]].reset_index(drop=True)


def carried_out(reader: Reader, *, batch_id: str, as_of: datetime | None = None) -> dict[str, Any]:
    """The batch that carried out a decision, in words, as `history.batch` tells it; empty: it is gone."""
    found = history.batch(reader, batch_id=batch_id, as_of=as_of)
    return found if found and found["withdrawn_at"] is None else {}
