"""The decisions that were taken, whether they are carried out, and by which batch."""

from dataclasses import dataclass
from datetime import date, datetime

from dia_data.queries import history
from dia_data.queries.history import Entry, RecordedBatch
from dia_data.storage.store import Reader

CHANGE_THE_PLAN = frozenset({"kpi_targets", "activity_dates", "programme_dates", "markets"})
"""Tables whose batches can carry out a decision: a target, a date or the role of a market."""
LOOKED_THROUGH = 200
"""So many of the last batches are offered as what carried out a decision."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision, what it is about, and who recorded it when.

    `partner` is None where nobody is named, `title` that of the item of the agenda, `changed_batch` the batch that
    carried it out; `taken_at` and `taken_by` are of the first record, `recorded_at` and `recorded_by` of the last.
    """

    decision_id: str
    text: str
    partner_id: str | None
    partner: str | None
    due: date | None
    is_done: bool
    meeting_id: str | None
    meeting_name: str | None
    held_on: date | None
    item_id: str | None
    title: str | None
    kpi_id: str | None
    kpi_name: str | None
    activity_id: str | None
    activity_name: str | None
    country_code: str | None
    country_name: str | None
    view: str | None
    changed_batch: str | None
    taken_at: datetime
    taken_by: str
    note: str | None
    basis: str
    locator: str | None
    batch_id: str
    recorded_at: datetime
    recorded_by: str

    def state_on(self, today: date) -> str:
        """How it stands on a day, as a code of `wording.statuses.DECISION_STATES`."""
        if self.is_done:
            return "carried_out"
        return "overdue" if self.due and self.due < today else "open"


def decisions(reader: Reader, *, meeting_id: str | None = None, as_of: datetime | None = None) -> list[Decision]:
    """All decisions, or those of one meeting: open ones first, by due date, then those carried out."""
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
        into=Decision,
        meeting_id=meeting_id,
        as_of=as_of,
    )


def plan_changes(reader: Reader, *, as_of: datetime | None = None) -> list[Entry]:
    """The last batches that changed a target, a date or a market's role, the newest first."""
    found = history.entries(reader, most=LOOKED_THROUGH, as_of=as_of)
    return [one for one in found if not CHANGE_THE_PLAN.isdisjoint(one.batch_id.split("/")[1].split("+"))]


def carried_out(reader: Reader, *, batch_id: str, as_of: datetime | None = None) -> RecordedBatch | None:
    """The batch that carried out a decision; None: it is gone."""
    found = history.batch(reader, batch_id=batch_id, as_of=as_of)
    return found if found and found.withdrawn_at is None else None
