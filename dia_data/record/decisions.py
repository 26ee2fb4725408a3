"""Record what a meeting decides, and what became of it: each is one batch of the forms on /meeting."""

from datetime import date

from dia_data import local_time
from dia_data.names import are_same
from dia_data.queries import decisions
from dia_data.queries.decisions import Decision
from dia_data.record import choices, meetings
from dia_data.record.entries import (
    append,
    find_mention_problems,
    find_name_problems,
    find_reason_problems,
    find_text_problems,
    find_view_problems,
    join_lines,
    raise_if_changed,
    raise_if_invalid,
)
from dia_data.record.limits import check_arguments
from dia_data.storage.store import Change, Reader, Store
from dia_data.wording.days import describe_today, format_day
from dia_data.wording.statuses import DECISION_STATES


@check_arguments
def decide(
    store: Store,
    *,
    meeting_id: str,
    item_id: str | None,
    text: str,
    partner_id: str | None,
    due: date | None,
    author: str,
    kpi_id: str | None = None,
    activity_id: str | None = None,
    view: str | None = None,
) -> str:
    """Record a decision of a meeting that is being held, and return the batch. Raises `EntryInvalid`.

    `partner_id` is who carries it out, `view` the address it was taken on; each may be missing.
    """
    text, author = join_lines(text), join_lines(author)
    about = {"kpi_id": kpi_id, "activity_id": activity_id}
    with store.change() as change:
        raise_if_invalid(*meetings.find_state_problems(change, meeting_id))
        raise_if_invalid(
            *meetings.find_item_problems(change, meeting_id, item_id),
            *find_text_problems("Decision", text),
            *_find_doubles(change, meeting_id, text),
            *_find_owner_problems(change, partner_id),
            *_find_due_problems(due, today=local_time.find_day(change.clock())),
            *meetings.find_subject_problems(change, about),
            *find_view_problems(view),
            *find_name_problems(author),
        )
        row = about | {"meeting_id": meeting_id, "item_id": item_id, "text": text, "partner_id": partner_id, "due": due}
        full = row | {"decision_id": f"decision_{change.revision + 1}", "view": view, "is_done": False}
        return append(change, meetings.SOURCE, {"decisions": [full]}, author=author)


@check_arguments
def finish(
    store: Store,
    *,
    decision_id: str,
    author: str,
    seen: str | None,
    is_done: bool = True,
    changed_batch: str | None = None,
    reason: str = "",
) -> str:
    """Mark a decision as carried out (or as open again) and return the batch. Raises `EntryInvalid` or `EntryChanged`.

    `changed_batch` is the batch that carried it out, where it changed a target, a date or a market's role; `seen` the
    batch of the decision as the member saw it.
    """
    author, reason = join_lines(author), join_lines(reason)
    with store.change() as change:
        now = _find_decision(change, decision_id)
        state = DECISION_STATES["carried_out" if now.is_done else "open"].word
        raise_if_changed(now, seen, said=lambda _: f"changed this decision; it is {state} now")
        same = now.is_done == is_done and now.changed_batch == changed_batch
        raise_if_invalid(
            *(["Decision: this is recorded already."] if same else []),
            *_find_batch_problems(change, changed_batch),
            *find_reason_problems(reason),
            *find_name_problems(author),
        )
        row = {
            "decision_id": now.decision_id, "meeting_id": now.meeting_id, "item_id": now.item_id, "text": now.text,
            "partner_id": now.partner_id, "due": now.due, "kpi_id": now.kpi_id, "activity_id": now.activity_id,
            "country_code": now.country_code, "view": now.view, "changed_batch": changed_batch, "is_done": is_done,
            "note": now.note,
        }  # fmt: skip
        return append(change, meetings.SOURCE, {"decisions": [row]}, author=author, note=reason)


def _find_decision(reader: Reader, decision_id: str) -> Decision:
    found = {row.decision_id: row for row in decisions.decisions(reader)}
    gone = "Decision: it is not in the record; it may have been undone."
    raise_if_invalid(*([] if decision_id in found else [gone]))
    return found[decision_id]


def _find_doubles(reader: Reader, meeting_id: str, text: str) -> list[str]:
    return [
        f"Decision: {row.taken_by} recorded the same in this meeting."
        for row in decisions.decisions(reader, meeting_id=meeting_id)
        if are_same(row.text, text)
    ]


def _find_owner_problems(reader: Reader, partner_id: str | None) -> list[str]:
    return find_mention_problems("Owner", partner_id, choices.list_partners(reader))


def _find_due_problems(due: date | None, *, today: date) -> list[str]:
    if due is None or due >= today:
        return []
    return [f"Due: {format_day(due)} has passed. {describe_today(today)} Choose that or a later day, or none."]


def _find_batch_problems(change: Change, batch_id: str | None) -> list[str]:
    if batch_id is None:
        return []
    known = {batch.batch_id for batch in decisions.plan_changes(change)}
    return [] if batch_id in known else ["Carried out by: choose a change of a target, a date or a role."]
