"""The mid-term self-evaluation of the demonstration: a round through its five phases, with real disagreement."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from dia_data.demonstration.scripted import drop_columns, read
from dia_data.demonstration.timeline import LEADER, PARTNERS, Entry, name_author
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


def list_entries(chance: Random) -> list[Entry]:
    """The round, its plans and forms, and what follows from them."""
    return [*_list_phases(), *_list_plans(chance), *_list_forms(chance), *_list_followups(), *_list_sustainable()]


def _build_moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour))


def _build_leader_entry(day: date, hour: int, table: str, row: Answer, note: str = "") -> Entry:
    return Entry(at=_build_moment(day, hour), author=name_author(LEADER), facts={table: [row]}, note=note)


def _list_phases() -> Iterator[Entry]:
    for row in read("phases"):
        yield _build_leader_entry(row["begins_on"], 9, "evaluation_rounds", ROUND | {"phase": row["phase"]})


def _list_judged(partner_id: str) -> list[str]:
    left_out = {row["activity_id"] for row in read("left_out_judgements") if row["partner_id"] == partner_id}
    return [row["activity_id"] for row in read("judged_activities", "level") if row["activity_id"] not in left_out]


def _build_subject(partner_id: str, activity_id: str) -> Answer:
    return {"round_id": ROUND["round_id"], "partner_id": partner_id, "activity_id": activity_id}


def _list_plans(chance: Random) -> Iterator[Entry]:
    for days, partner_id in enumerate(PARTNERS):
        rows = [
            _build_subject(partner_id, activity_id)
            | {
                "timeframe": "December 2020 to January 2021",
                "budget_eur": chance.choice(BUDGETS),
                "role": chance.choice(ROLES),
                "responsible": name_author(partner_id),
            }
            for activity_id in _list_judged(partner_id)
        ]
        at = _build_moment(date(2020, 11, 18), 10) + timedelta(days=days)
        yield Entry(at=at, author=name_author(partner_id), facts={"evaluation_plans": rows})


def _list_forms(chance: Random) -> Iterator[Entry]:
    """Each partner's form as a draft, submitted and cleared; one is handed back in between."""
    for days, partner_id in enumerate(PARTNERS):
        rows = [_answer(chance, partner_id, activity_id) for activity_id in _list_judged(partner_id)]
        drafted = _build_moment(date(2020, 12, 9), 11) + timedelta(days=2 * days)
        submitted = _build_moment(date(2021, 1, 11), 15) + timedelta(days=2 * days)
        yield _build_form(partner_id, drafted, rows, "draft")
        yield _build_form(partner_id, submitted, rows, "submitted")
        if partner_id == HANDED_BACK:
            yield _build_form(LEADER, submitted + timedelta(days=2), rows, "draft", HANDED_BACK_WHY)
            rows = [row | {"lesson": row["lesson"] or "Ask sooner when something is unclear."} for row in rows]
            yield _build_form(partner_id, submitted + timedelta(days=5), rows, "submitted")
        yield _build_form(LEADER, _build_moment(date(2021, 2, 4), 14) + timedelta(days=2 * days), rows, "cleared")


def _build_form(partner_id: str, at: datetime, rows: Sequence[Answer], state: str, note: str = "") -> Entry:
    facts = {"evaluations": [row | {"state": state} for row in rows]}
    return Entry(at=at, author=name_author(partner_id), facts=facts, note=note)


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
    of_level = [row for row in read("remarks") if row["level"] == _name_level(values.values())]
    return _build_subject(partner_id, activity_id) | asked | drop_columns(chance.choice(of_level), "level")


def _name_level(values: Collection[int]) -> str:
    mean = sum(values) / len(values)
    return "low" if mean <= LOW_UP_TO else "high" if mean >= HIGH_FROM else "middle"


def _list_followups() -> Iterator[Entry]:
    for number, recommendation in enumerate(read("recommendations"), start=1):
        row = {
            "followup_id": f"demo_followup_{number}",
            "round_id": ROUND["round_id"],
            **drop_columns(recommendation, "done_on"),
        }
        yield _build_leader_entry(date(2021, 2, 24), 10 + number, "evaluation_followups", row | {"is_done": False})
        if recommendation["done_on"]:
            facts = {"evaluation_followups": [row | {"is_done": True}]}
            yield Entry(
                at=_build_moment(recommendation["done_on"], 10), author=name_author(row["partner_id"]), facts=facts
            )


def _list_sustainable() -> Iterator[Entry]:
    for item in read("sustainability"):
        row = {"round_id": ROUND["round_id"], **drop_columns(item, "recorded_on")}
        yield _build_leader_entry(item["recorded_on"], 11, "sustainability_items", row, item["reason"])
