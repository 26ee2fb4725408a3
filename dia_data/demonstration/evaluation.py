"""The mid-term self-evaluation of the demonstration: a round through its five phases, with real disagreement."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from dia_data.demonstration.scripted import read, without
from dia_data.demonstration.timeline import LEADER, PARTNERS, Entry, author
from dia_data.storage.tables import CRITERIA, RATING

ROUND = {
    "round_id": "demo_mid_term",
    "round_name": "Mid-term self-evaluation 2020/2021",
    "starts": date(2020, 12, 1),
    "ends": date(2021, 1, 31),
}
OPEN_SHARE = 0.06
"""How often a criterion stays open."""

SIDES = {"scs": 1, "gaia": 1, "tice": -1, "mesap": 0, "mitc": -1, "bnpt": 1}
"""Who sees more, and who less, in what the partners disagree about."""

LOW_UP_TO, HIGH_FROM = 2.5, 4

ROLES = ("Lead", "Support", "Support", "Review", "Hosting")
BUDGETS = (500.0, 1200.0, 2500.0, 4000.0, None)

HANDED_BACK = "mitc"
HANDED_BACK_WHY = "Please add a lesson where you judged 1 or 2."

Answer = dict[str, Any]


def entries(chance: Random) -> list[Entry]:
    """The round, its plans and forms, and what follows from them."""
    return [*_phases(), *_plans(chance), *_forms(chance), *_followups(), *_sustainable()]


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour))


def _of_the_leader(day: date, hour: int, table: str, row: Answer, note: str = "") -> Entry:
    return Entry(at=_at(day, hour), author=author(LEADER), facts={table: [row]}, note=note)


def _phases() -> Iterator[Entry]:
    for row in read("phases"):
        yield _of_the_leader(row["begins_on"], 9, "evaluation_rounds", ROUND | {"phase": row["phase"]})


def _judged_by(partner_id: str) -> list[str]:
    left_out = {row["activity_id"] for row in read("left_out_judgements") if row["partner_id"] == partner_id}
    return [row["activity_id"] for row in read("judged_activities", "level") if row["activity_id"] not in left_out]


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
        at = _at(date(2020, 11, 18), 10) + timedelta(days=days)
        yield Entry(at=at, author=author(partner_id), facts={"evaluation_plans": rows})


def _forms(chance: Random) -> Iterator[Entry]:
    """Each partner's form as a draft, submitted and cleared; one is handed back in between."""
    for days, partner_id in enumerate(PARTNERS):
        rows = [_answer(chance, partner_id, activity_id) for activity_id in _judged_by(partner_id)]
        drafted = _at(date(2020, 12, 9), 11) + timedelta(days=2 * days)
        submitted = _at(date(2021, 1, 11), 15) + timedelta(days=2 * days)
        yield _form(partner_id, drafted, rows, "draft")
        yield _form(partner_id, submitted, rows, "submitted")
        if partner_id == HANDED_BACK:
            yield _form(LEADER, submitted + timedelta(days=2), rows, "draft", HANDED_BACK_WHY)
            rows = [row | {"lesson": row["lesson"] or "Ask sooner when something is unclear."} for row in rows]
            yield _form(partner_id, submitted + timedelta(days=5), rows, "submitted")
        yield _form(LEADER, _at(date(2021, 2, 4), 14) + timedelta(days=2 * days), rows, "cleared")


def _form(partner_id: str, at: datetime, rows: Sequence[Answer], state: str, note: str = "") -> Entry:
    facts = {"evaluations": [row | {"state": state} for row in rows]}
    return Entry(at=at, author=author(partner_id), facts=facts, note=note)


def _answer(chance: Random, partner_id: str, activity_id: str) -> Answer:
    judged = next(row for row in read("judged_activities", "level") if row["activity_id"] == activity_id)
    level, apart = judged["level"], judged["apart"]
    wavering = (-1, 0, 0, 0, 1) if apart else (0, 0, 0, 1)
    low, high = RATING
    values = {
        criterion: min(high, max(low, level + apart * SIDES[partner_id] + chance.choice(wavering)))
        for criterion in CRITERIA
    }
    asked = {criterion: value if chance.random() > OPEN_SHARE else None for criterion, value in values.items()}
    of_level = [row for row in read("remarks") if row["level"] == _level(values.values())]
    return _about(partner_id, activity_id) | asked | without(chance.choice(of_level), "level")


def _level(values: Collection[int]) -> str:
    mean = sum(values) / len(values)
    return "low" if mean <= LOW_UP_TO else "high" if mean >= HIGH_FROM else "middle"


def _followups() -> Iterator[Entry]:
    for number, recommendation in enumerate(read("recommendations"), start=1):
        row = {
            "followup_id": f"demo_followup_{number}",
            "round_id": ROUND["round_id"],
            **without(recommendation, "done_on"),
        }
        yield _of_the_leader(date(2021, 2, 24), 10 + number, "evaluation_followups", row | {"is_done": False})
        if recommendation["done_on"]:
            facts = {"evaluation_followups": [row | {"is_done": True}]}
            yield Entry(at=_at(recommendation["done_on"], 10), author=author(row["partner_id"]), facts=facts)


def _sustainable() -> Iterator[Entry]:
    for item in read("sustainability"):
        row = {"round_id": ROUND["round_id"], **without(item, "recorded_on")}
        yield _of_the_leader(item["recorded_on"], 11, "sustainability_items", row, item["reason"])
