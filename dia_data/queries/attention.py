"""What needs the consortium on a day, collected from everything that is recorded."""

from datetime import date, datetime

from dia_data import attention, evaluations, roadmap, swot_rules
from dia_data.attention import Contradiction, Matter, OpenDecision
from dia_data.queries import activities, checks, kpis
from dia_data.queries import evaluations as evaluation_questions
from dia_data.queries import swot as swot_questions
from dia_data.storage.store import Reader


def queue(reader: Reader, *, today: date, as_of: datetime | None = None) -> list[Matter]:
    """What needs attention on a day, ranked by `attention.RULE`; a KPI that was never reported is not in it."""
    return attention.rank_matters(
        [
            *_ask_kpis(reader, today, as_of),
            *besides_kpis(reader, today=today, as_of=as_of),
            *attention.find_checks(checks.overview(reader, kind="contradiction", as_of=as_of)),
        ]
    )


def besides_kpis(reader: Reader, *, today: date, as_of: datetime | None = None) -> list[Matter]:
    """The part of the queue, not yet ranked, that neither the standings of KPIs nor the checks of the sources tell."""
    return [
        *_ask_activities(reader, today, as_of),
        *attention.find_decisions(open_decisions(reader, as_of=as_of), today=today),
        *attention.find_partners(kpis.last_reports(reader, as_of=as_of), today=today),
        *attention.find_contradictions(contradictions(reader, as_of=as_of)),
        *_ask_spreads(reader, as_of),
        *_ask_rules(reader, as_of),
    ]


def places(reader: Reader, *, as_of: datetime | None = None) -> dict[str, str]:
    """What countries and missions are called, by their codes: where a KPI stands."""
    rows = reader.rows(
        """
        select country_code as code, country_name as name from countries_as_of($as_of)
        union all
        select activity_id, coalesce(country_name || ' mission', activity_name)
        from activities_as_of($as_of) left join countries_as_of($as_of) using (country_code)
        where kind = 'mission'
        """,
        as_of=as_of,
    )
    return {row["code"]: row["name"] for row in rows}


def contradictions(reader: Reader, *, as_of: datetime | None = None) -> list[Contradiction]:
    """Stocks whose level for the consortium is not the sum of what partners report for the same period."""
    return reader.rows(
        """
        select
            kpi_id, kpi_name, short_name as owner, period,
            sum(value) filter (results.partner_id is null) as whole,
            sum(value) filter (results.partner_id is not null) as of_partners
        from kpi_sums_as_of($as_of) as results
        inner join kpis_as_of($as_of) as kpis using (kpi_id)
        left join kpi_owners_as_of($as_of) as owners using (kpi_id)
        left join partners_as_of($as_of) as partners on partners.partner_id = owners.partner_id
        where accumulate = 'latest'
        group by kpi_id, kpi_name, short_name, period, kpis.position
        having whole <> of_partners
        order by kpis.position, period
        """,
        into=Contradiction,
        as_of=as_of,
    )


def open_decisions(reader: Reader, *, as_of: datetime | None = None) -> list[OpenDecision]:
    """Decisions that are not carried out, by due date."""
    return reader.rows(
        """
        select decision_id, text, short_name as partner, due, is_done
        from decisions_as_of($as_of) left join partners_as_of($as_of) using (partner_id)
        where not is_done
        order by due nulls last, text
        """,
        into=OpenDecision,
        as_of=as_of,
    )


def _ask_kpis(reader: Reader, today: date, as_of: datetime | None) -> list[Matter]:
    return attention.find_kpis(
        kpis.standings(reader, today=today, as_of=as_of),
        kpis.definitions(reader, as_of=as_of),
        places(reader, as_of=as_of),
    )


def _ask_activities(reader: Reader, today: date, as_of: datetime | None) -> list[Matter]:
    programme = activities.programme(reader, as_of=as_of)
    return attention.find_activities(
        roadmap.judge_activities(
            activities.activities(reader, as_of=as_of),
            activities.revisions(reader, as_of=as_of),
            today=today,
            programme_ends=programme[0].ends if programme else None,
        )
    )


def _ask_spreads(reader: Reader, as_of: datetime | None) -> list[Matter]:
    rounds = evaluation_questions.rounds(reader, as_of=as_of)
    if not rounds:
        return []
    answers = evaluation_questions.answers(reader, round_id=rounds[0].round_id, as_of=as_of)
    names = {answer.activity_id: answer.activity_name for answer in answers}
    return attention.find_spreads(evaluations.measure_spreads(answers), names, round_name=rounds[0].round_name)


def _ask_rules(reader: Reader, as_of: datetime | None) -> list[Matter]:
    verdicts = swot_rules.evaluate(swot_questions.rule_figures(reader, as_of=as_of))
    points = swot_questions.points(reader, as_of=as_of)
    markets = {verdict.country_code for verdict in verdicts}
    return attention.find_rules(swot_rules.select_counting(verdicts, points), markets=max(len(markets), 1))
