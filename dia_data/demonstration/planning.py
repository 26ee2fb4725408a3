"""What the leader sets in the demonstration: owners, targets, plans, the dates of activities and of the programme."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from dia_data.demonstration.timeline import LEADER, Entry, author

OWNERS = {
    "scs": ("social_network_followers", "partnership_members", "turnover_employment_increase", "sponsor_agreements"),
    "gaia": ("dissemination_events", "training_webinars", "webinar_participants", "mission_applications"),
    "tice": ("highly_engaged_smes", "discussion_group_smes", "ambassador_smes", "international_agreements"),
    "mesap": ("cooperation_workshops", "international_trade_fairs", "matchmaking_meetings", "benefited_smes"),
    "mitc": ("cluster_organisations_benefited", "escp_cooperations", "sme_partnership_agreements"),
    "bnpt": ("potential_partners_contacted", "exploratory_missions", "mission_smes", "mission_sme_meetings"),
}

PLANNED = {
    "final_evaluation": ("2021-08-02", "2021-09-30"),
    "ambassadors": ("2020-02-03", "2020-06-30"),
    "identification_of_partners": ("2020-01-15", "2020-12-31"),
    "organisation_fact_finding": ("2020-02-03", "2020-08-31"),
    "fact_finding_brazil": ("2020-06-15", "2020-06-19"),
    "fact_finding_china": ("2020-09-14", "2020-09-18"),
    "fact_finding_usa": ("2020-05-11", "2020-05-15"),
    "cooperation_agreements": ("2020-07-01", "2021-06-30"),
    "sme_group": ("2020-03-02", "2020-05-29"),
    "sme_cooperation": ("2020-04-01", "2021-06-30"),
    "sme_call": ("2020-09-01", "2020-10-30"),
    "sme_selection": ("2020-11-02", "2020-12-18"),
    "sme_training": ("2021-01-11", "2021-03-12"),
    "sme_mission_usa": ("2021-03-22", "2021-03-26"),
    "sme_mission_china": ("2021-05-17", "2021-05-21"),
    "sme_mission_brazil": ("2021-06-14", "2021-06-18"),
    "support_opportunities": ("2020-01-13", "2021-09-30"),
    "long_term_services": ("2021-04-01", "2021-09-30"),
    "long_term_markets": ("2021-05-03", "2021-07-30"),
    "financial_sustainability": ("2021-04-01", "2021-08-31"),
    "exit_strategy": ("2021-07-01", "2021-09-30"),
}
"""First and last day of the activities whose timing the documents do not hold; the other four are dated there."""

TRAVEL = "Pandemic travel rules: entry is not possible for the delegates."
AGAIN = "Travel rules still in force; the hosts ask for a later visit."
LONGER = "The programme goes on until 30 June 2022."

REVISED = (
    ("2020-04-06", "fact_finding_usa", "2020-10-12", "2020-10-16", TRAVEL),
    ("2020-04-06", "fact_finding_brazil", "2021-03-15", "2021-03-19", TRAVEL),
    ("2020-04-20", "organisation_fact_finding", "2020-02-03", "2021-03-31", "Follows the three fact-finding missions."),
    ("2020-06-08", "ambassadors", "2020-02-03", "2020-11-30", "Candidates are interviewed online, which takes longer."),
    ("2020-07-06", "fact_finding_china", "2021-05-17", "2021-05-21", TRAVEL),
    ("2020-09-21", "fact_finding_usa", "2021-10-04", "2021-10-08", AGAIN),
    ("2020-11-30", "identification_of_partners", "2020-01-15", "2021-04-30", "Replies from China and Brazil are few."),
    ("2021-02-01", "sme_mission_usa", "2021-06-14", "2021-06-18", TRAVEL),
    ("2021-02-08", "fact_finding_brazil", "2021-11-08", "2021-11-12", AGAIN),
    ("2021-03-01", "sme_training", "2021-01-11", "2021-04-30", "Two modules on intellectual property were added."),
    ("2021-03-22", "organisation_fact_finding", "2020-02-03", "2021-09-30", "Follows the three fact-finding missions."),
    ("2021-04-12", "sme_mission_china", "2021-10-11", "2021-10-15", TRAVEL),
    ("2021-04-12", "sme_mission_brazil", "2021-09-13", "2021-09-17", TRAVEL),
    ("2021-05-17", "sme_mission_usa", "2021-10-18", "2021-10-22", AGAIN),
    ("2021-08-23", "sme_mission_brazil", "2021-11-22", "2021-11-26", "Local trade fair moved to November."),
    ("2021-09-06", "sme_mission_china", "2022-05-16", "2022-05-20", "Quarantine on arrival; no date this year."),
    ("2021-09-06", "fact_finding_china", "2022-04-11", "2022-04-15", "Quarantine on arrival; no date this year."),
)
"""Day of the entry, activity, new first and last day, reason."""

REDATED_ON = "2021-03-15"
REDATED = {
    "coordination": ("2020-01-01", "2022-06-30"),
    "online_meetings": ("2020-01-01", "2022-06-30"),
    "kpi_monitoring": ("2020-01-01", "2022-06-30"),
    "final_evaluation": ("2022-05-02", "2022-06-30"),
    "cooperation_agreements": ("2020-07-01", "2022-03-31"),
    "sme_cooperation": ("2020-04-01", "2021-12-31"),
    "support_opportunities": ("2020-01-13", "2022-06-30"),
    "long_term_services": ("2021-10-01", "2022-05-31"),
    "long_term_markets": ("2021-10-01", "2021-12-15"),
    "financial_sustainability": ("2021-11-02", "2022-04-29"),
    "exit_strategy": ("2022-01-10", "2022-05-31"),
}
"""What moves when the programme is dated anew."""

ACTUAL = (
    ("2020-01-31", "coordination", "2020-01-01", None),
    ("2020-01-31", "online_meetings", "2020-01-15", None),
    ("2020-01-31", "support_opportunities", "2020-01-13", None),
    ("2020-04-17", "kpi_monitoring", "2020-04-06", None),
    ("2020-05-11", "sme_cooperation", "2020-05-04", None),
    ("2020-07-13", "sme_group", "2020-03-09", "2020-07-10"),
    ("2020-09-16", "cooperation_agreements", "2020-09-14", None),
    ("2020-11-16", "sme_call", "2020-09-07", "2020-11-13"),
    ("2020-11-24", "ambassadors", "2020-03-02", "2020-11-20"),
    ("2021-01-25", "sme_selection", "2020-11-23", "2021-01-22"),
    ("2021-02-23", "mid_term_self_evaluation", "2020-12-01", "2021-02-19"),
    ("2021-04-19", "identification_of_partners", "2020-01-20", "2021-04-16"),
    ("2021-05-03", "sme_training", "2021-01-18", "2021-04-30"),
    ("2021-09-27", "organisation_fact_finding", "2020-02-10", "2021-09-24"),
    ("2021-10-04", "long_term_services", "2021-10-01", None),
    ("2021-10-11", "fact_finding_usa", "2021-10-04", "2021-10-08"),
    ("2021-10-12", "long_term_markets", "2021-10-11", None),
    ("2021-10-25", "sme_mission_usa", "2021-10-18", "2021-10-22"),
    ("2021-11-03", "financial_sustainability", "2021-11-02", None),
    ("2021-11-15", "fact_finding_brazil", "2021-11-08", "2021-11-12"),
    ("2021-11-29", "sme_mission_brazil", "2021-11-22", "2021-11-26"),
)
"""Day of the entry, activity, first and last day as they were; no last day: it is still running."""

TARGETS = (
    (
        "2020-09-28",
        "training_webinars",
        "consortium",
        10.0,
        "2020-10-01",
        "Training went online: more webinars are held.",
    ),
    ("2021-03-22", "matchmaking_meetings", "CHN", 60.0, "2021-04-01", "Meetings in China are online only for now."),
)
"""Day of the entry, KPI, scope, new target, the day from which it holds, reason."""

AFTER_MISSIONS = "Agreements are expected after the missions, not evenly over time."
LATE_PLAN = {"2021-06": 0.0, "2021-12": 1.0, "2022-06": 2.0}
LAST_PLAN = {"2021-12": 0.0, "2022-03": 1.0, "2022-06": 2.0}

PLANS = (
    (
        "2020-01-20",
        "training_webinars",
        "consortium",
        {"2020-06": 1.0, "2020-12": 4.0, "2021-09": 7.0},
        "One each quarter.",
    ),
    (
        "2020-10-05",
        "training_webinars",
        "consortium",
        {"2020-12": 4.0, "2021-12": 9.0, "2022-03": 10.0},
        "Ten webinars.",
    ),
    ("2021-03-22", "sponsor_agreements", "consortium", LATE_PLAN, "Sponsors decide on budgets in autumn."),
    ("2021-03-22", "international_agreements", "BRA", LATE_PLAN, AFTER_MISSIONS),
    ("2021-03-22", "international_agreements", "CHN", LAST_PLAN, AFTER_MISSIONS),
    ("2021-03-29", "sme_partnership_agreements", "USA", LATE_PLAN, AFTER_MISSIONS),
    ("2021-03-29", "sme_partnership_agreements", "BRA", LATE_PLAN, AFTER_MISSIONS),
    ("2021-03-29", "sme_partnership_agreements", "CHN", LAST_PLAN, AFTER_MISSIONS),
)
"""Day of the entry, KPI, scope, what is expected by the end of a month, reason."""


def entries() -> list[Entry]:
    """The batches of the leader."""
    return [_owners(), _planned(), _redated(), *_revised(), *_actual(), *_targets(), *_plans()]


def _of_the_leader(day: str, hour: int, facts: Mapping[str, Iterable[Mapping[str, Any]]], note: str = "") -> Entry:
    at = datetime.fromisoformat(day).replace(hour=hour, minute=10)
    return Entry(at=at, author=author(LEADER), facts={table: list(rows) for table, rows in facts.items()}, note=note)


def _dates(activity_id: str, kind: str, starts: str, ends: str | None, reason: str | None = None) -> dict[str, Any]:
    last = date.fromisoformat(ends) if ends else None
    return {
        "activity_id": activity_id,
        "kind": kind,
        "starts": date.fromisoformat(starts),
        "ends": last,
        "reason": reason,
    }


def _owners() -> Entry:
    rows = [{"kpi_id": kpi_id, "partner_id": partner_id} for partner_id, kpis in OWNERS.items() for kpi_id in kpis]
    return _of_the_leader("2020-01-14", 10, {"kpi_owners": rows}, "Each KPI gets a partner that looks after it.")


def _planned() -> Entry:
    rows = [_dates(activity_id, "planned", *days) for activity_id, days in PLANNED.items()]
    return _of_the_leader("2020-01-15", 15, {"activity_dates": rows}, "Dates agreed at the kick-off meeting.")


def _redated() -> Entry:
    reason = "Extended by nine months: the missions could not take place during the travel restrictions."
    programme = {
        "programme_id": "dia",
        "starts": date(2020, 1, 1),
        "ends": date(2022, 6, 30),
        "reason": reason,
    }
    rows = [_dates(activity_id, "revised", *days, LONGER) for activity_id, days in REDATED.items()]
    return _of_the_leader(REDATED_ON, 11, {"programme_dates": [programme], "activity_dates": rows}, reason)


def _revised() -> Iterator[Entry]:
    for day, activity_id, starts, ends, reason in REVISED:
        row = _dates(activity_id, "revised", starts, ends, reason)
        yield _of_the_leader(day, 9, {"activity_dates": [row]}, reason)


def _actual() -> Iterator[Entry]:
    for day, activity_id, starts, ends in ACTUAL:
        yield _of_the_leader(day, 16, {"activity_dates": [_dates(activity_id, "actual", starts, ends)]})


def _targets() -> Iterator[Entry]:
    for day, kpi_id, scope_key, target_min, valid_from, reason in TARGETS:
        row = {
            "kpi_id": kpi_id,
            "scope_key": scope_key,
            "target_min": target_min,
            "valid_from": date.fromisoformat(valid_from),
            "note": reason,
        }
        yield _of_the_leader(day, 14, {"kpi_targets": [row]}, reason)


def _plans() -> Iterator[Entry]:
    for day, kpi_id, scope_key, milestones, reason in PLANS:
        rows = [
            {"kpi_id": kpi_id, "scope_key": scope_key, "month": date.fromisoformat(f"{month}-01"), "expected": expected}
            for month, expected in milestones.items()
        ]
        yield _of_the_leader(day, 13, {"kpi_plans": rows}, reason)
