"""The mid-term self-evaluation of the demonstration: a round through its five phases, with real disagreement."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from dia_data.demonstration.timeline import LEADER, PARTNERS, Entry, author
from dia_data.storage.tables import CRITERIA, RATING

ROUND = {
    "round_id": "demo_mid_term",
    "round_name": "Mid-term self-evaluation 2020/2021",
    "starts": date(2020, 12, 1),
    "ends": date(2021, 1, 31),
}
PHASES = (
    ("2020-11-16", "preparatory"),
    ("2020-12-01", "implementation"),
    ("2021-02-01", "clearance"),
    ("2021-02-22", "follow_up"),
    ("2021-11-15", "sustainability"),
)
"""The day on which the round came into each phase."""

JUDGED: dict[str, tuple[int, int]] = {
    "coordination": (4, 1),
    "online_meetings": (4, 0),
    "kpi_monitoring": (3, 1),
    "ambassadors": (3, 2),
    "identification_of_partners": (3, 1),
    "organisation_fact_finding": (3, 1),
    "fact_finding_usa": (2, 1),
    "cooperation_agreements": (3, 1),
    "sme_group": (4, 1),
    "sme_cooperation": (3, 2),
    "sme_call": (4, 0),
    "sme_selection": (4, 1),
    "sme_training": (4, 1),
    "support_opportunities": (3, 1),
    "long_term_markets": (3, 1),
    "financial_sustainability": (2, 1),
}
"""Activities judged: where the partners are on the scale of 1 to 5, and how far they lie apart."""

LEFT_OUT = {
    ("tice", "long_term_markets"), ("mitc", "financial_sustainability"), ("mitc", "fact_finding_usa"),
    ("bnpt", "support_opportunities"), ("gaia", "sme_selection"), ("mesap", "ambassadors"),
}  # fmt: skip
"""What a partner did not judge."""

OPEN_SHARE = 0.06
"""How often a criterion stays open."""

SIDES = {"scs": 1, "gaia": 1, "tice": -1, "mesap": 0, "mitc": -1, "bnpt": 1}
"""Who sees more, and who less, in what the partners disagree about."""

SAID = {
    "low": (
        ("Hard to do from a distance.", "Have an online plan ready from the start."),
        ("Took more time than planned.", "Plan twice the time for replies from abroad."),
        ("Nothing to show for it yet.", "Judge again in the final evaluation."),
    ),
    "middle": (
        ("Useful, but few SMEs know of it.", "Tell SMEs in the first webinar."),
        ("Some of us carry most of the work.", "Name one person of each cluster."),
        (None, None),
    ),
    "high": (
        ("Works well and is worth the effort.", "Keep it as it is."),
        ("Our SMEs ask for more of it.", None),
        (None, None),
    ),
}
"""Comments and lessons of those who judge an activity low, middling or high."""

LOW_UP_TO, HIGH_FROM = 2.5, 4

ROLES = ("Lead", "Support", "Support", "Review", "Hosting")
BUDGETS = (500.0, 1200.0, 2500.0, 4000.0, None)

FOLLOWUPS = (
    ("sme_training", "Offer each webinar as a recording.", "gaia", "2021-04-30", "2021-04-26"),
    (
        "fact_finding_usa",
        "Prepare each mission with an online meeting of hosts and delegates.",
        "scs",
        "2021-09-30",
        "2021-09-20",
    ),
    ("sme_cooperation", "Decide what becomes of the online discussion group.", "mitc", "2021-06-30", None),
    ("ambassadors", "Introduce the ambassadors to all SMEs of the group.", "tice", "2021-05-31", "2021-06-14"),
    (None, "Check names of SMEs before they are reported, so that none counts twice.", "mesap", "2022-01-31", None),
)
"""Activity, recommendation, who looks after it, when it is due, when it was done."""

SUSTAINABLE = (
    ("2021-11-16", "sme_training", True, "SMEs come back for more, and it costs little."),
    ("2021-11-16", "ambassadors", True, "SMEs ask for them in each market, however far apart our own views are."),
    ("2021-11-16", "online_meetings", True, "All judge them alike and well."),
    ("2021-11-16", "sme_cooperation", True, "Those who use it find it the most useful."),
    ("2021-12-06", "sme_cooperation", False, "Postponed: views are too far apart, judge again at the end."),
)
"""Day, activity, on or off the list for the sustainability plan, reason."""

HANDED_BACK = "mitc"
HANDED_BACK_WHY = "Please add a lesson where you judged 1 or 2."

Answer = dict[str, Any]


def entries(chance: Random) -> list[Entry]:
    """The round, its plans and forms, and what follows from them."""
    return [*_phases(), *_plans(chance), *_forms(chance), *_followups(), *_sustainable()]


def _at(day: str, hour: int, minute: int = 0) -> datetime:
    return datetime.fromisoformat(day).replace(hour=hour, minute=minute)


def _of_the_leader(day: str, hour: int, table: str, row: Answer, note: str = "") -> Entry:
    return Entry(at=_at(day, hour), author=author(LEADER), facts={table: [row]}, note=note)


def _phases() -> Iterator[Entry]:
    for day, phase in PHASES:
        yield _of_the_leader(day, 9, "evaluation_rounds", ROUND | {"phase": phase})


def _judged_by(partner_id: str) -> list[str]:
    return [activity_id for activity_id in JUDGED if (partner_id, activity_id) not in LEFT_OUT]


def _about(partner_id: str, activity_id: str) -> Answer:
    return {"round_id": ROUND["round_id"], "partner_id": partner_id, "activity_id": activity_id}


def _plans(chance: Random) -> Iterator[Entry]:
    for days, partner_id in enumerate(PARTNERS):
        rows = [
            _about(partner_id, activity_id)
            | {
                "timeframe": "December 2020 to January 2021",
                "budget_eur": chance.choice(BUDGETS),
                "role": chance.choice(ROLES),
                "responsible": author(partner_id),
            }
            for activity_id in _judged_by(partner_id)
        ]
        at = _at("2020-11-18", 10) + timedelta(days=days)
        yield Entry(at=at, author=author(partner_id), facts={"evaluation_plans": rows})


def _forms(chance: Random) -> Iterator[Entry]:
    """Each partner's form as a draft, submitted and cleared; one is handed back in between."""
    for days, partner_id in enumerate(PARTNERS):
        rows = [_answer(chance, partner_id, activity_id) for activity_id in _judged_by(partner_id)]
        drafted = _at("2020-12-09", 11) + timedelta(days=2 * days)
        submitted = _at("2021-01-11", 15) + timedelta(days=2 * days)
        yield _form(partner_id, drafted, rows, "draft")
        yield _form(partner_id, submitted, rows, "submitted")
        if partner_id == HANDED_BACK:
            yield _form(LEADER, submitted + timedelta(days=2), rows, "draft", HANDED_BACK_WHY)
            rows = [row | {"lesson": row["lesson"] or "Ask sooner when something is unclear."} for row in rows]
            yield _form(partner_id, submitted + timedelta(days=5), rows, "submitted")
        yield _form(LEADER, _at("2021-02-04", 14) + timedelta(days=2 * days), rows, "cleared")


def _form(partner_id: str, at: datetime, rows: Sequence[Answer], state: str, note: str = "") -> Entry:
    facts = {"evaluations": [row | {"state": state} for row in rows]}
    return Entry(at=at, author=author(partner_id), facts=facts, note=note)


def _answer(chance: Random, partner_id: str, activity_id: str) -> Answer:
    middle, apart = JUDGED[activity_id]
    wavering = (-1, 0, 0, 0, 1) if apart else (0, 0, 0, 1)
    low, high = RATING
    values = {
        criterion: min(high, max(low, middle + apart * SIDES[partner_id] + chance.choice(wavering)))
        for criterion in CRITERIA
    }
    asked = {criterion: value if chance.random() > OPEN_SHARE else None for criterion, value in values.items()}
    comment, lesson = chance.choice(SAID[_level(values.values())])
    return _about(partner_id, activity_id) | asked | {"comment": comment, "lesson": lesson}


def _level(values: Collection[int]) -> str:
    mean = sum(values) / len(values)
    return "low" if mean <= LOW_UP_TO else "high" if mean >= HIGH_FROM else "middle"


def _followups() -> Iterator[Entry]:
    for number, (activity_id, recommendation, partner_id, due, done) in enumerate(FOLLOWUPS, start=1):
        row = {
            "followup_id": f"demo_followup_{number}",
            "round_id": ROUND["round_id"],
            "activity_id": activity_id,
            "recommendation": recommendation,
            "partner_id": partner_id,
            "due": date.fromisoformat(due),
        }
        yield _of_the_leader("2021-02-24", 10 + number, "evaluation_followups", row | {"is_done": False})
        if done:
            facts = {"evaluation_followups": [row | {"is_done": True}]}
            yield Entry(at=_at(done, 10), author=author(partner_id), facts=facts)


def _sustainable() -> Iterator[Entry]:
    for day, activity_id, is_listed, reason in SUSTAINABLE:
        row = {"round_id": ROUND["round_id"], "activity_id": activity_id, "is_listed": is_listed, "reason": reason}
        yield _of_the_leader(day, 11, "sustainability_items", row, reason)
