"""Whatever a program or a slip of the keyboard hands in: a sentence that names the field, or a correct save."""

import inspect
import math
import pkgutil
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from importlib import import_module
from typing import Any

import pandas as pd
import pytest

import dia_data.record
from dia_data import agenda
from dia_data.agenda import Item
from dia_data.errors import DiaError, EntryChanged, EntryInvalid
from dia_data.queries import decisions as asked_decisions
from dia_data.queries import evaluations as asked
from dia_data.queries import meetings as asked_meetings
from dia_data.queries import swot as asked_swot
from dia_data.queries.proofs import list_things
from dia_data.record import comments, decisions, evaluations, kpis, markets, meetings, programme, rehearsal, swot
from dia_data.record.proofs import name_key
from dia_data.storage.store import Reader, Store
from dia_data.storage.tables import CRITERIA
from tests.dia_data.conftest import begin_reporting

Function = Callable[..., str]
Given = dict[str, Any]

HOSTILE: tuple[object, ...] = (
    None, " ", "\x00", "\ud800", "\u202e", "'; drop table batches; --", "long " * 400_000,
    0, -1, 10**9 + 1, 2**31, 2**63, 10**400, True, 0.5, math.nan, math.inf, -math.inf, "9" * 5_000, "1.250", "1e999",
    date.min, date.max, date(1989, 12, 31), date(2101, 1, 1), datetime(2020, 5, 1, 12), pd.NaT, pd.NA,  # noqa: DTZ001
    [], {}, object(), b"bytes", [None], [5], {"x": 5}, {5: "x"}, [[]], {"unknown": "value"}, range(20_000),
    ["Name"] * 20_000, dict.fromkeys(range(20_000)), [Item(title="x", kind="own", minutes=1)] * 20_000,
)  # fmt: skip
"""Values handed in for each argument of each function, whatever it expects."""

CALLED = {
    "author": "name",
    "batch_id": "change",
    "budget_eur": "budget",
    "changed_batch": "carried out by",
    "country_code": "market",
    "ends": "end|dates",
    "event_name": "what happened",
    "followup_id": "recommendation",
    "happened_on": "day",
    "held_on": "day",
    "is_done": "done",
    "is_dropped": "dropped",
    "is_listed": "list",
    "item_id": "item|point",
    "kpi_ids": "kpi",
    "items": "agenda",
    "judgements": "judgement|relevance",
    "meeting_name": "name of the meeting",
    "milestones": "plan",
    "partner_id": "partner|owner|who looks after|form",
    "position": "place",
    "rows": "report|entered",
    "round_id": "round|recommendation|form",
    "round_name": "name",
    "scope_key": "scope",
    "starts": "start|dates",
    "states": "attendance",
    "subject": "board|subject",
    "subject_kind": "about",
    "target_max": "upper end",
    "target_min": "target",
    "text": "text|comment|note|decision",
    "title": "item",
}
"""What the sentence calls an argument, where that is not its name."""


def recording_functions() -> Iterator[Function]:
    """Each public function of `dia_data.record` that records something: it is told who does."""
    for module in pkgutil.iter_modules(dia_data.record.__path__):
        for _, function in inspect.getmembers(import_module(f"dia_data.record.{module.name}"), inspect.isfunction):
            is_own = function.__module__.endswith(f".{module.name}") and not function.__name__.startswith("_")
            if is_own and {"store", "author"} <= set(inspect.signature(function).parameters):
                yield function


def name_of(function: Function) -> str:
    return f"{function.__module__.rpartition('.')[2]}.{function.__name__}"


FUNCTIONS = {name_of(one): one for one in recording_functions()}
ARGUMENTS = [
    (name, argument)
    for name, function in FUNCTIONS.items()
    for argument in inspect.signature(function).parameters
    if argument != "store"
]

EVIL_VIEWS = (
    "/\\evil.example", "//evil.example", "https://evil.example/kpis", "javascript:alert(1)", "/kpis\n//evil.example",
    "/kpis?a=\x00", "kpis", "/" + "k" * 5_000, "/../kpis", "/kpis\t", "/kpis\u202e", "\\\\evil.example", "",
)  # fmt: skip
ANA = {"author": "Ana"}
OF_SWOT = {"subject": "consortium", "quadrant": "strength"}
OF_PARTNER = {"partner_id": "scs", "activity_id": "sme_call"}
JUDGEMENT = OF_PARTNER | {
    "judgements": dict.fromkeys(CRITERIA, 3), "comment": "Well", "lesson": "Sooner", "seen": None,
}  # fmt: skip
ROW_OF_SHEET = {"kpi_id": "webinars", "scope_key": "consortium", "text": "3", "is_nothing": False}
RESULT = {
    "period": "2020-Q2", "partner_id": "scs", "country_code": None, "mission_id": None, "organisation": None,
    "value": "3", "comment": None,
}  # fmt: skip
AGENDA = (
    Item(
        title="Webinars", kind="attention", minutes=10, view="/kpis", matter="off_track|kpi|webinars", figure="3 of 7"
    ),
)


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A record in which each function has something to record about; tests rehearse in it and keep nothing."""
    store = Store(tmp_path_factory.mktemp("busy") / "dia.duckdb")
    begin_reporting(store)
    yield store
    store.close()


@pytest.fixture(scope="module")
def usual(busy: Store) -> Mapping[str, Given]:
    """For each function arguments with which it records something."""
    given = {**_of_kpis(busy), **_of_evaluations(busy), **_of_meetings(busy), **_of_points(busy), **_of_others(busy)}
    return {name: {**arguments, **ANA} for name, arguments in given.items()}


def _of_kpis(store: Store) -> Mapping[str, Given]:
    kpis.record_results(store, kpi_id="webinars", rows=[RESULT | {"partner_id": "gaia"}], **ANA)
    thing = list_things(store, partner_id="gaia")[0]
    whole = {"kpi_id": "smes", "scope_key": "consortium", "reason": "Agreed", "seen": None}
    return {
        "aims.record_target": whole | {"target_min": "7", "target_max": "9", "valid_from": date(2020, 6, 1)},
        "aims.record_plan": whole | {"milestones": [("2020-05", "3"), ("2020-09", "5")]},
        "proofs.record_proofs": {
            "partner_id": "gaia",
            "period": "2020-Q2",
            "rows": [
                {"key": name_key(thing), "happened_on": "2020-05-04", "venue": "Lisbon", "organiser": "SCS", "link": ""}
            ],
            "seen": {},
        },
        "aims.record_plans": {
            "rows": [{"key": "smes|consortium", "milestones": [("2020-05", "3")]}],
            "reason": "Agreed",
            "seen": {},
        },
        "aims.record_owner": {"kpi_id": "smes", "partner_id": "scs", "seen": None, "reason": "Asked"},
        "kpis.record_results": {"kpi_id": "webinars", "rows": [RESULT], "seen": {}, "reason": "Counted"},
        "sheets.record_sheet": {
            "partner_id": "scs",
            "period": "2020-Q1",
            "rows": [ROW_OF_SHEET],
            "seen": {},
            "reason": "Counted",
        },
        "readings.decide_reading": {"kpi_ids": ["meetings"], "reading_id": "missions", "reason": "Agreed", "seen": {}},
    }


def _of_evaluations(store: Store) -> Mapping[str, Given]:
    now = {"round_id": _round(store, "implementation")}
    later = {"round_id": _round(store, "clearance")}
    follow_up = now | OF_PARTNER | {"recommendation": "Sooner", "due": date(2021, 3, 1)}
    evaluations.follow_up(store, **follow_up, **ANA)
    recommended = asked.followups(store, **now)[0]
    answers = {one.partner_id: one for one in asked.answers(store, **now)}
    rounds = {one.round_id: one for one in asked.rounds(store)}
    return {
        "evaluations.open_round": {"round_name": "Final", "starts": date(2021, 5, 1), "ends": date(2021, 6, 1)},
        "evaluations.move_to": now | {"phase": "clearance", "seen": rounds[now["round_id"]].batch_id, "reason": "Done"},
        "evaluations.plan": now
        | OF_PARTNER
        | {"timeframe": "May", "budget_eur": 100.0, "role": "Lead", "responsible": "Ana", "seen": None},
        "evaluations.judge": now | JUDGEMENT | {"seen": answers["scs"].batch_id},
        "evaluations.plan_all": now
        | {
            "partner_id": "scs",
            "rows": [
                {"activity_id": "sme_call", "timeframe": "May", "budget_eur": "1 250", "role": "", "responsible": ""}
            ],
            "seen": {},
        },
        "evaluations.judge_all": now
        | {
            "partner_id": "scs",
            "rows": [{"activity_id": "sme_call", **dict.fromkeys(CRITERIA, "4"), "comment": "Well", "lesson": ""}],
            "seen": {"sme_call": answers["scs"].batch_id},
        },
        "evaluations.submit": now | {"partner_id": "scs"},
        "evaluations.hand_back": now | {"partner_id": "gaia", "reason": "Too short"},
        "evaluations.clear": later | {"partner_id": "gaia"},
        "evaluations.follow_up": follow_up | {"recommendation": "Later"},
        "evaluations.finish": now
        | {"followup_id": recommended.followup_id, "seen": recommended.batch_id, "is_done": True},
        "evaluations.put_on_list": now
        | {"activity_id": "sme_call", "is_listed": True, "reason": "It goes on", "seen": None},
    }


def _round(store: Store, phase: str) -> str:
    """A round in a phase, with a draft of one partner and a submitted form of the other."""
    round_id = evaluations.open_round(store, round_name=f"To {phase}", starts=None, ends=None, **ANA)
    _move(store, round_id, "implementation")
    for partner_id in ("scs", "gaia"):
        evaluations.judge(store, round_id=round_id, **JUDGEMENT | {"partner_id": partner_id}, **ANA)
    evaluations.submit(store, round_id=round_id, partner_id="gaia", **ANA)
    if phase != "implementation":
        _move(store, round_id, phase)
    return round_id


def _move(store: Store, round_id: str, phase: str) -> None:
    seen = {one.round_id: one.batch_id for one in asked.rounds(store)}[round_id]
    evaluations.move_to(store, round_id=round_id, phase=phase, seen=seen, **ANA)


def _of_meetings(store: Store) -> Mapping[str, Given]:
    plan = {"held_on": date(2020, 9, 1), "items": AGENDA}
    planned = {"meeting_id": meetings.plan(store, meeting_name="Next", **plan, **ANA)}
    held = {"meeting_id": meetings.plan(store, meeting_name="Now", **plan, **ANA)}
    meetings.begin(store, **held, **ANA)
    about = {"kpi_id": "webinars", "activity_id": "sme_call"}
    decision = held | about | {"item_id": "item_001", "partner_id": "scs", "due": date(2020, 9, 1), "view": "/kpis?a=b"}
    decisions.decide(store, text="Call them", **decision, **ANA)
    item = asked_meetings.agenda(store, **planned)[0]
    (decided,) = asked_decisions.decisions(store)
    of_meeting = {row.meeting_id: row for row in asked_meetings.meetings(store)}[held["meeting_id"]]
    return {
        "decisions.decide": decision | {"text": "Write to them"},
        "decisions.finish": {
            "decision_id": decided.decision_id, "seen": decided.batch_id, "is_done": True, "reason": "Done",
            "changed_batch": None,
        },
        "meetings.plan": {"meeting_name": "October", "held_on": date(2020, 10, 1), "items": AGENDA},
        "meetings.add": planned | about | {"title": "News", "minutes": 5},
        "meetings.arrange": planned
        | {"item_id": item.item_id, "position": 1, "minutes": 15, "is_dropped": False, "seen": item.batch_id},
        "meetings.arrange_all": planned
        | {
            "rows": [{
                "item_id": item.item_id, "position": "1", "minutes": "15", "is_dropped": False, "is_settled": True,
                "until": "",
            }],
            "seen": {item.item_id: item.batch_id},
        },
        "meetings.attend": held | {"states": {"scs": "present", "gaia": "excused"}, "seen": {}},
        "meetings.settle": planned
        | {"item_id": item.item_id, "until": date(2021, 1, 1), "reason": "Waits", "seen": item.batch_id},
        "meetings.begin": planned,
        "meetings.refresh": held | {"seen": of_meeting.batch_id},
        "meetings.close": held,
        "meetings.note": held | {"item_id": "item_001", "text": "All agree"},
    }  # fmt: skip


def _of_points(store: Store) -> Mapping[str, Given]:
    point = swot.add(store, **OF_SWOT, text="We are many", **ANA)
    retired = swot.add(store, **OF_SWOT, text="We are late", **ANA)
    swot.retire(store, item_id=retired, seen=_batch_of(store, retired), reason="No more", **ANA)
    of_point = {"item_id": point, "seen": _batch_of(store, point)}
    return {
        "swot.add": OF_SWOT | {"text": "We are quick"},
        "swot.reword": of_point | {"text": "We are six", "reason": "Counted"},
        "swot.rate": of_point | {"partner_id": "scs", "relevance": 4, "urgency": 2, "seen_rating": None},
        "swot.retire": of_point | {"reason": "No more"},
        "swot.restore": {"item_id": retired, "seen": _batch_of(store, retired), "reason": "Again"},
    }


def _batch_of(store: Store, item_id: str) -> str:
    return {point.item_id: point.batch_id for point in asked_swot.points(store)}[item_id]


def _of_others(store: Store) -> Mapping[str, Given]:
    comments.add(store, subject_kind="kpi", subject="webinars", text="So few", **ANA)
    (comment,) = comments.list_current(store)
    about = {"partner_id": "scs", "country_code": "DEU", "kpi_id": "webinars", "activity_id": "sme_call"}
    dates = {"activity_id": "sme_call", "starts": date(2020, 5, 1), "ends": date(2020, 6, 30), "reason": "Late"}
    reserve = markets.find_current(store)["MEX"].batch_id
    return {
        "activities.record_dates": dates | {"kind": "revised", "seen": None},
        "activities.record_all_dates": {
            "rows": [{"activity_id": "sme_call", "starts": "2020-05-01", "ends": "30.6.2020"}],
            "kind": "revised", "reason": "Late", "seen": {},
        },
        "batches.withdraw": {"batch_id": comment.batch_id, "reason": "A slip"},
        "comments.add": {"subject_kind": "kpi", "subject": "smes", "text": "So few"},
        "comments.resolve": {"comment_id": comment.comment_id, "seen": comment.batch_id, "reason": "Done"},
        "events.add": about | {"happened_on": date(2020, 5, 1), "event_name": "A fair"},
        "markets.assign": {"country_code": "MEX", "role": "target_world", "reason": "Asked for", "seen": reserve},
        "programme.reschedule": {
            "starts": date(2021, 1, 1), "ends": date(2022, 12, 31), "reason": "Late",
            "seen": programme.find_current(store).batch_id,
        },
    }  # fmt: skip


# What is recorded, and what is refused


def test_each_function_that_records_has_a_usual_case_that_is_recorded(busy: Store, usual: Mapping[str, Given]):
    assert set(usual) == set(FUNCTIONS)
    for name, given in usual.items():
        assert set(given) <= set(inspect.signature(FUNCTIONS[name]).parameters)
        assert rehearsal.rehearse(busy, FUNCTIONS[name], _newest, **given).after["rows"], name


@pytest.mark.parametrize(("name", "argument"), ARGUMENTS)
def test_any_value_is_saved_as_it_should_be_or_refused_by_a_sentence_that_names_the_field(
    busy: Store, usual: Mapping[str, Given], name: str, argument: str
):
    for value in HOSTILE:
        given = usual[name] | {argument: value}
        try:
            demand_correct(rehearsal.rehearse(busy, FUNCTIONS[name], newest_after(busy.revision), **given).after)
        except DiaError as refused:
            demand_named(refused, argument, value)


@pytest.mark.parametrize("view", EVIL_VIEWS)
def test_an_address_that_leads_elsewhere_is_neither_recorded_nor_followed(
    busy: Store, usual: Mapping[str, Given], view: str
):
    item = Item(title="News", kind="own", minutes=5, view=view)
    for name, argument, value in (("decisions.decide", "view", view), ("meetings.plan", "items", [item])):
        with pytest.raises(EntryInvalid, match=r"View: .* is not an address of the dashboard"):
            FUNCTIONS[name](busy, **usual[name] | {argument: value})
    assert agenda.split_address(view) == ("", {})


@pytest.mark.parametrize(
    ("name", "argument", "value", "sentence"),
    [
        ("evaluations.plan", "budget_eur", math.nan, "Budget: nan is not a number"),
        ("evaluations.plan", "budget_eur", math.inf, "Budget: inf is too large"),
        ("evaluations.plan", "budget_eur", 2**63, "Budget: 9223372036854775808 is too large"),
        ("evaluations.open_round", "starts", date.min, "Start: the year 1 cannot be right. Choose one from 2015"),
        ("evaluations.follow_up", "due", date.max, "Due: the year 9999 cannot be right"),
        ("decisions.decide", "due", date.max, "Due: the year 9999 cannot be right"),
        ("activities.record_dates", "ends", date.max, "End: the year 9999 cannot be right"),
        ("kpis.record_results", "rows", [RESULT] * 20_000, "Report: it has 20,000 entries; at most 1,000 are possible"),
        (
            "kpis.record_results", "rows", [RESULT | {"partner_id": ["scs"]}],
            "Partner: a value of the kind list is not a text",
        ),
        ("kpis.record_results", "rows", [RESULT | {"sum": 3}], "Report, entry 1: “sum” is not part of a report"),
        ("kpis.record_results", "rows", [RESULT | {"value": 10**400}], "a value of the kind int is too large"),
        ("aims.record_plan", "milestones", [(date.max, 1)], "Plan: the year 9999 cannot be right"),
        ("aims.record_plan", "milestones", [("2020-05", math.nan)], "nan is not a number"),
        (
            "aims.record_plan", "milestones", [("2020-05",)],
            "Plan: a value of the kind tuple is not a month with its number",
        ),
        ("evaluations.judge", "judgements", {"style": 3}, "Judgement: “style” is not a criterion"),
        ("meetings.plan", "items", [Item(title="x", kind="odd", minutes=5)], "item 1: Kind: “odd” is unknown"),
        ("meetings.plan", "items", [Item(title="x", kind="own", minutes=0)], "item 1: Minutes: 0 is not possible"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_named(  # noqa: PLR0917  # a row of the table and two fixtures
    busy: Store, usual: Mapping[str, Given], name: str, argument: str, value: object, sentence: str
):
    with pytest.raises(EntryInvalid, match=re.escape(sentence)):
        FUNCTIONS[name](busy, **usual[name] | {argument: value})


def test_a_chart_is_named_by_a_title_and_not_by_an_essay(busy: Store):
    with pytest.raises(EntryInvalid, match="Subject: it has 201 characters"):
        comments.add(busy, subject_kind="chart", subject="x" * 201, text="So few", author="Ana")


def demand_correct(newest: Mapping[str, Any]) -> None:
    """What was recorded can be drawn, counted and exported: finite numbers, days of our time, texts of some length."""
    values = [value for row in newest["rows"] for value in row.values()]
    assert all(abs(one) <= 10**9 for one in values if isinstance(one, int | float))  # NaN is not either
    assert all(2015 <= one.year <= 2050 for one in values if isinstance(one, date))
    texts = [one for one in values if isinstance(one, str)]
    assert all(len(one) <= 500 for one in texts)
    assert not {unicodedata.category(sign) for one in texts for sign in one} & {"Cc", "Cs"}
    assert len(newest["rows"]) <= 1_000


def demand_named(refused: DiaError, argument: str, value: object) -> None:
    """The sentence says which field is meant, is no longer than one reads, and repeats nothing that cannot be read."""
    sentence = str(refused)
    usual = argument.removesuffix("_id").replace("_", " ")
    names = "while your form was open" if isinstance(refused, EntryChanged) else CALLED.get(argument, usual)
    assert any(one in sentence.casefold() for one in names.split("|")), f"{value!r:.60}: {sentence}"
    assert len(sentence) < 1_500, f"{value!r:.60}: {sentence:.200}"
    assert sentence.isprintable(), f"{value!r:.60}: {sentence!r:.200}"


def newest_after(revision: int) -> Callable[[Reader], Mapping[str, Any]]:
    """What was recorded last, asked only once something was."""
    return lambda reader: {"rows": []} if reader.revision == revision else _newest(reader)


def _newest(reader: Reader) -> Mapping[str, Any]:
    """The rows of the batch that was recorded last: of each of its tables."""
    batch_id = reader.value("select arg_max(batch_id, revision) from changes")
    tables = ("batches", *batch_id.split("/")[1].split("+"))
    of_batch = "from query_table($table) where batch_id = $batch_id"
    return {"rows": [row for table in tables for row in reader.rows(of_batch, table=table, batch_id=batch_id)]}
