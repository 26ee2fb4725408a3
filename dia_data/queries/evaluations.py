"""The self-evaluation: its rounds, the plan, what partners judge, and what follows."""

from datetime import datetime

import pandas as pd

from dia_data.storage.store import Reader


def rounds(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """The rounds, the newest first: `round_id, round_name, starts, ends, phase, note, basis, batch_id, recorded_*`."""
    return reader.frame(
        """
        select
            round_id, round_name, starts, ends, phase, rounds.note, basis, locator, batch_id, recorded_at, recorded_by
        from evaluation_rounds_as_of($as_of) as rounds inner join batches using (batch_id)
        order by starts desc nulls last, round_name
        """,
        as_of=as_of,
    )


def plan(reader: Reader, *, round_id: str, as_of: datetime | None = None) -> pd.DataFrame:
    """What each partner plans to evaluate, in the order of activities and partners.

    `partner_id, partner, activity_id, activity_name, timeframe, budget_eur, role, responsible, basis, locator,
    batch_id, recorded_at, recorded_by`
    """
    return reader.frame(
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
        round_id=round_id,
        as_of=as_of,
    )


def answers(reader: Reader, *, round_id: str, as_of: datetime | None = None) -> pd.DataFrame:
    """What partners judge; NULL: not judged.

    `partner_id, partner, activity_id, activity_name, relevance, efficiency, effectiveness, impact, comment, lesson,
    state, basis, locator, batch_id, recorded_at, recorded_by`
    """
    return reader.frame(
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
        round_id=round_id,
        as_of=as_of,
    )


def progress(reader: Reader, *, round_id: str, as_of: datetime | None = None) -> pd.DataFrame:
    """How many activities each partner has: `partner_id, partner, planned, judged, draft, submitted, cleared`."""
    return reader.frame(
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
        round_id=round_id,
        as_of=as_of,
    )


def followups(reader: Reader, *, round_id: str, as_of: datetime | None = None) -> pd.DataFrame:
    """Recommendations, open ones first, by due date.

    `followup_id, recommendation, activity_id, activity_name, partner_id, partner, due, is_done, basis, locator,
    batch_id, recorded_at, recorded_by`
    """
    return reader.frame(
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
        round_id=round_id,
        as_of=as_of,
    )


def sustainability(reader: Reader, *, round_id: str, as_of: datetime | None = None) -> pd.DataFrame:
    """Activities on, or taken off, the list for the sustainability plan.

    `activity_id, activity_name, is_listed, reason, basis, locator, batch_id, recorded_at, recorded_by`
    """
    return reader.frame(
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
        round_id=round_id,
        as_of=as_of,
    )
