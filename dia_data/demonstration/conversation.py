"""What the members say in the demonstration: events, comments, ratings of SWOT points, a reworded point."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from dia_data.demonstration.timeline import LEADER, PARTNERS, Entry, author

EVENTS = (
    ("2020-01-15", "Kick-off meeting of the demonstration", LEADER, None, None, "coordination"),
    ("2020-02-12", "Demo Manufacturing Fair", "mesap", "ITA", "international_trade_fairs", None),
    (
        "2020-03-16",
        "Travel stops: meetings go online",
        LEADER,
        None,
        "exploratory_missions",
        "organisation_fact_finding",
    ),
    ("2020-06-18", "First webinar held", "gaia", None, "training_webinars", None),
    ("2020-09-28", "Training goes online: ten webinars instead of seven", "gaia", None, "training_webinars", None),
    ("2020-11-20", "Ambassadors established in the target countries", "tice", None, "ambassador_smes", "ambassadors"),
    ("2021-01-22", "SME delegates selected", "scs", None, "mission_smes", "sme_selection"),
    ("2021-03-15", "Programme extended until June 2022", LEADER, None, None, None),
    ("2021-04-30", "The delegates are trained", "scs", None, None, "sme_training"),
    ("2021-05-12", "Online matchmaking with hosts in China", "mesap", "CHN", "matchmaking_meetings", None),
    ("2021-06-09", "Demo Digital Industry Days", "scs", "FRA", "international_trade_fairs", None),
    ("2021-10-18", "SME mission to the USA", "gaia", "USA", "mission_smes", "sme_mission_usa"),
    ("2021-11-22", "SME mission to Brazil with fifteen SMEs", "bnpt", "BRA", "mission_smes", "sme_mission_brazil"),
    ("2021-12-31", "Year-end review of the KPIs", LEADER, None, None, "kpi_monitoring"),
)
"""Day, what happened, who reported it, and the country, KPI and activity that it is about."""

COMMENTS = (
    (
        "2020-05-06",
        "bnpt",
        "kpi",
        "cooperation_workshops",
        "Trade shows are cancelled: where do we hold workshops?",
        "2021-10-11",
    ),
    (
        "2020-07-20",
        "gaia",
        "kpi",
        "training_webinars",
        "Webinars are well attended: can we hold more of them?",
        "2020-09-28",
    ),
    (
        "2020-10-14",
        "mesap",
        "activity",
        "fact_finding_china",
        "The hosts ask for a date. Who answers them?",
        "2021-05-20",
    ),
    (
        "2021-02-15",
        "tice",
        "kpi",
        "highly_engaged_smes",
        "Some SMEs are registered by two of us: please check names.",
        None,
    ),
    ("2021-04-21", "mitc", "kpi", "discussion_group_smes", "Few SMEs write in the group. Do we need it?", None),
    ("2021-05-05", "scs", "market", "CHN", "Online meetings only until travel is possible again.", None),
    ("2021-07-12", "mitc", "swot", "consortium_weakness_resources", "SMEs tell us the same in every webinar.", None),
    (
        "2021-11-30",
        "bnpt",
        "kpi",
        "mission_smes",
        "Fifteen SMEs travelled to Brazil: one more than the range allows.",
        None,
    ),
    ("2021-12-09", "gaia", "activity", "sme_mission_china", "Is May still realistic? Decide in January.", None),
)
"""Day, who, what the comment is on, its text, and the day on which it was resolved."""

SWOT_POINTS = (
    "strength_experience", "strength_cross_border", "strength_complementarity", "strength_dynamic_ict",
    "strength_need_for_ict", "weakness_information", "weakness_resources", "weakness_trust", "weakness_investment",
    "weakness_buyer_competency", "opportunity_leading_collaboration", "opportunity_innovative_solutions",
    "opportunity_target_market_partners", "opportunity_sme_competitiveness", "opportunity_competitive_market",
    "opportunity_insights", "threat_regulation", "threat_business_environments", "threat_political_risk",
)  # fmt: skip
RATED_FROM = datetime.fromisoformat("2020-09-07T10:00")
UNRATED_SHARE = 0.12
LEANING = (3, 3, 4, 4, 5)
"""Where partners tend to on the scale from 1 to 5."""

REWORDED_AT = datetime.fromisoformat("2021-02-22T14:30")
REWORDED = {
    "item_id": "consortium_threat_political_risk",
    "subject": "consortium",
    "quadrant": "threat",
    "position": 3,
    "text": "Politics and travel rules may change at short notice in target countries, such as USA, China, Brazil",
    "is_retired": False,
}
REWORDED_WHY = "The missions were moved because of travel rules, not of politics alone."


def entries(chance: Random) -> list[Entry]:
    """Events, comments and what was said of the SWOT."""
    return [*_events(), *_comments(), *_ratings(chance), _reworded()]


def _events() -> Iterator[Entry]:
    for number, (day, event_name, partner_id, country_code, kpi_id, activity_id) in enumerate(EVENTS, start=1):
        row = {
            "event_id": f"demo_event_{number:02}",
            "happened_on": date.fromisoformat(day),
            "event_name": event_name,
            "partner_id": partner_id,
            "country_code": country_code,
            "kpi_id": kpi_id,
            "activity_id": activity_id,
        }
        at = datetime.fromisoformat(day).replace(hour=16)
        yield Entry(at=at, author=author(partner_id), facts={"events": [row]})


def _comments() -> Iterator[Entry]:
    for number, (day, partner_id, subject_kind, subject, text, resolved) in enumerate(COMMENTS, start=1):
        said = {
            "comment_id": f"demo_comment_{number:02}",
            "subject_kind": subject_kind,
            "subject": subject,
            "text": text,
        }
        at = datetime.fromisoformat(day).replace(hour=12, minute=5)
        yield Entry(at=at, author=author(partner_id), facts={"comments": [said | {"is_resolved": False}]})
        if resolved:
            at = datetime.fromisoformat(resolved).replace(hour=12, minute=40)
            yield Entry(at=at, author=author(LEADER), facts={"comments": [said | {"is_resolved": True}]}, note="Done.")


def _ratings(chance: Random) -> Iterator[Entry]:
    """One batch of each partner: what it thinks of the points that it rated."""
    common = [(chance.choice(LEANING), chance.choice(LEANING)) for _ in SWOT_POINTS]
    for days, partner_id in enumerate(PARTNERS):
        rows = [
            {
                "item_id": f"consortium_{point}",
                "partner_id": partner_id,
                "relevance": _near(chance, relevance),
                "urgency": _near(chance, urgency),
            }
            for point, (relevance, urgency) in zip(SWOT_POINTS, common, strict=True)
            if chance.random() > UNRATED_SHARE
        ]
        at = RATED_FROM + timedelta(days=2 * days)
        yield Entry(at=at, author=author(partner_id), facts={"swot_ratings": rows})


def _near(chance: Random, middle: int) -> int:
    return min(5, max(1, middle + chance.choice((-2, -1, -1, 0, 0, 0, 1, 1, 2))))


def _reworded() -> Entry:
    return Entry(at=REWORDED_AT, author=author(LEADER), facts={"swot_items": [REWORDED]}, note=REWORDED_WHY)
