"""The self-evaluation: its rounds, the plan, what partners judge, and what follows."""

from dataclasses import dataclass
from datetime import date, datetime

from dia_data.evaluations import Answer
from dia_data.storage.store import Reader


@dataclass(frozen=True, kw_only=True)
class Round:
    """A round of the self-evaluation, and who recorded it when."""

    round_id: str
    round_name: str
    starts: date | None
    ends: date | None
    phase: str
    note: str | None
    basis: str
    locator: str | None
    batch_id: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """What a partner plans to evaluate of an activity."""

    partner_id: str
    partner: str
    activity_id: str
    activity_name: str
    timeframe: str | None
    budget_eur: float | None
    role: str | None
    responsible: str | None
    basis: str
    locator: str | None
    batch_id: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How many activities a partner plans to evaluate and has judged, and in which states."""

    partner_id: str
    partner: str
    planned: int
    judged: int
    draft: int
    submitted: int
    cleared: int


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """A recommendation that follows from a round; nobody may look after it, and it may have no due date."""

    followup_id: str
    recommendation: str
    activity_id: str | None
    activity_name: str | None
    partner_id: str | None
    partner: str | None
    due: date | None
    is_done: bool
    basis: str
    locator: str | None
    batch_id: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, kw_only=True)
class Listed:
    """An activity on, or taken off, the list for the sustainability plan."""

    activity_id: str
    activity_name: str
    is_listed: bool
    reason: str | None
    basis: str
    locator: str | None
    batch_id: str
    recorded_at: datetime
    recorded_by: str


def rounds(reader: Reader, *, as_of: datetime | None = None) -> list[Round]:
    """The rounds, the newest first."""
    return reader.rows(
        """
        select
            round_id, round_name, starts, ends, phase, rounds.note, basis, locator, batch_id, recorded_at, recorded_by
        from evaluation_rounds_as_of($as_of) as rounds inner join batches using (batch_id)
        order by starts desc nulls last, round_name
        """,
        into=Round,
        as_of=as_of,
    )


def plan(reader: Reader, *, round_id: str, as_of: datetime | None = None) -> list[PlanLine]:
    """What each partner plans to evaluate, in the order of activities and partners."""
    return reader.rows(
        """
        select
            partner_id, short_name as partner, activity_id, activity_name, timeframe, budget_eur, role, responsible,
            plans.basis, plans.locator, plans.batch_id, recorded_at, recorded_by
        from evaluation_plans_as_of($as_of) as plans
        inner join partners_as_of($as_of) as partners using (partner_id)
        inner join activities_as_of($as_of) as activities using (activity_id)
        inner join batches on batches.batch_id = plans.batch_id
        where round_id = $round_id
        order by activities.position, partners.position
        """,
        into=PlanLine,
        round_id=round_id,
        as_of=as_of,
    )


def answers(reader: Reader, *, round_id: str, as_of: datetime | None = None) -> list[Answer]:
    """What partners judge, in the order of activities and partners."""
    return reader.rows(
        """
        select
            partner_id, short_name as partner, activity_id, activity_name, relevance, efficiency, effectiveness, impact,
            comment, lesson, state, answers.basis, answers.locator, answers.batch_id, recorded_at, recorded_by
        from evaluations_as_of($as_of) as answers
        inner join partners_as_of($as_of) as partners using (partner_id)
        inner join activities_as_of($as_of) as activities using (activity_id)
        inner join batches on batches.batch_id = answers.batch_id
        where round_id = $round_id
        order by activities.position, partners.position
        """,
        into=Answer,
        round_id=round_id,
        as_of=as_of,
    )


def progress(reader: Reader, *, round_id: str, as_of: datetime | None = None) -> list[Progress]:
    """How many activities each partner plans to evaluate and has judged, and in which states."""
    return reader.rows(
        """
        with judged as (
            select
                partner_id, count(*) as judged, count(*) filter (state = 'draft') as draft,
                count(*) filter (state = 'submitted') as submitted, count(*) filter (state = 'cleared') as cleared
            from evaluations_as_of($as_of) where round_id = $round_id group by partner_id
        ),
        planned as (
            select partner_id, count(*) as planned
            from evaluation_plans_as_of($as_of) where round_id = $round_id group by partner_id
        )
        select
            partner_id, short_name as partner, coalesce(planned, 0) as planned, coalesce(judged, 0) as judged,
            coalesce(draft, 0) as draft, coalesce(submitted, 0) as submitted, coalesce(cleared, 0) as cleared
        from partners_as_of($as_of) left join judged using (partner_id) left join planned using (partner_id)
        order by position
        """,
        into=Progress,
        round_id=round_id,
        as_of=as_of,
    )


def followups(reader: Reader, *, round_id: str, as_of: datetime | None = None) -> list[FollowUp]:
    """Recommendations, open ones first, by due date."""
    return reader.rows(
        """
        select
            followup_id, recommendation, activity_id, activity_name, partner_id, short_name as partner, due, is_done,
            follow.basis, follow.locator, follow.batch_id, recorded_at, recorded_by
        from evaluation_followups_as_of($as_of) as follow
        left join partners_as_of($as_of) using (partner_id)
        left join activities_as_of($as_of) using (activity_id)
        inner join batches on batches.batch_id = follow.batch_id
        where round_id = $round_id
        order by is_done, due nulls last, recommendation
        """,
        into=FollowUp,
        round_id=round_id,
        as_of=as_of,
    )


def sustainability(reader: Reader, *, round_id: str, as_of: datetime | None = None) -> list[Listed]:
    """Activities on, or taken off, the list for the sustainability plan."""
    return reader.rows(
        """
        select
            activity_id, activity_name, is_listed, reason, listed.basis, listed.locator, listed.batch_id, recorded_at,
            recorded_by
        from sustainability_items_as_of($as_of) as listed
        inner join activities_as_of($as_of) as activities using (activity_id)
        inner join batches on batches.batch_id = listed.batch_id
        where round_id = $round_id
        order by is_listed desc, activities.position
        """,
        into=Listed,
        round_id=round_id,
        as_of=as_of,
    )
