"""Whatever can be recorded is told in a sentence of the history, in both of its lists and at each date."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from dia_data.queries import history
from dia_data.record import rehearsal
from dia_data.storage.store import Reader, Store
from tests.dia_data.conftest import NOW
from tests.dia_data.record.test_hostile_values import ANA, FUNCTIONS, ROW_OF_SHEET, busy, usual

__all__ = ["busy", "usual"]

DAY = NOW.date()
SENTENCES: Mapping[str, str] = {
    "activities.record_all_dates": "1 date of SME call: revised 1 May 2020 to 30 Jun 2020",
    "activities.record_dates": "1 date of SME call: revised 1 May 2020 to 30 Jun 2020",
    "aims.record_owner": "1 owner of Engaged SMEs: SCS",
    "aims.record_plan": "2 milestones of Engaged SMEs",
    "aims.record_plans": "1 milestone of Engaged SMEs",
    "aims.record_target": "1 target of Engaged SMEs: 7–9 from 1 Jun 2020",
    "batches.withdraw": "1 comment on Training webinars",
    "comments.add": "1 comment on Engaged SMEs",
    "comments.resolve": "1 comment on Training webinars: settled",
    "decisions.decide": "1 decision: “Write to them” for SCS",
    "decisions.finish": "1 decision: “Call them” for SCS: carried out",
    "evaluations.clear": "1 judgement of SME call by GAIA: approved by the leader",
    "evaluations.finish": "1 recommendation on SME call for SCS: “Sooner”, carried out",
    "evaluations.follow_up": "1 recommendation on SME call for SCS: “Later”",
    "evaluations.hand_back": "1 judgement of SME call by GAIA: draft",
    "evaluations.judge": "1 judgement of SME call by SCS: draft",
    "evaluations.judge_all": "1 judgement of SME call by SCS: draft",
    "evaluations.move_to": "1 evaluation round “To implementation”: Clearance phase",
    "evaluations.open_round": "1 evaluation round “Final”: Preparatory phase",
    "evaluations.plan": "1 line of the evaluation plan for “To implementation” by SCS: SME call",
    "evaluations.plan_all": "1 line of the evaluation plan for “To implementation” by SCS: SME call",
    "evaluations.put_on_list": "1 line of the sustainability list: SME call, added",
    "evaluations.submit": "1 judgement of SME call by SCS: submitted",
    "events.add": "1 event “A fair” on 1 May 2020 by SCS",
    "kpis.record_results": "1 result of Training webinars for 2020 Q2 by SCS",
    "markets.assign": "1 role of a market: Mexico, target market outside Europe",
    "meetings.add": "1 agenda item of “Next”: “News”",
    "meetings.arrange_all": ("1 agenda item of “Next”: “Webinars”; 1 matter of an agenda: “Webinars”, settled"),
    "meetings.attend": "2 attendances at “Now” of GAIA and SCS",
    "meetings.settle": "1 matter of an agenda: “Webinars”, put off until 1 Jan 2021",
    "proofs.record_proofs": "1 proof of Training webinars by GAIA",
    "meetings.arrange": "1 agenda item of “Next”: “Webinars”",
    "meetings.begin": "1 meeting “Next”, being held",
    "meetings.close": "1 meeting “Now”, closed",
    "meetings.note": "1 note of the meeting “Now”",
    "meetings.plan": "1 meeting “October”, planned; 1 agenda item of “October”: “Webinars”",
    "meetings.refresh": "1 meeting “Now”, being held",
    "programme.reschedule": (
        "1 date of the programme: Jan 2021 to Dec 2022; 1 date of SME call: revised 1 Mar 2021 to 30 Apr 2021"
    ),
    "readings.decide_reading": "1 reading of Matchmaking meetings: Each country of a mission",
    "sheets.record_sheet": "1 result of Training webinars for 2020 Q1 by SCS",
    "swot.add": "1 SWOT point “We are quick”",
    "swot.rate": "1 SWOT rating of “We are many” by SCS: relevance 4, urgency 2",
    "swot.restore": "1 SWOT point “We are late”, restored",
    "swot.retire": "1 SWOT point “We are many”, retired",
    "swot.reword": "1 SWOT point “We are six”, reworded",
}
"""For each function that records: what the history says of its usual case."""


def read_newest(reader: Reader) -> tuple[dict[str, Any], str]:
    """The newest line of what changed today, and that of the entries that count."""
    changes = history.between(reader, start=DAY, end=DAY).to_dict("records")
    return changes[0], history.entries(reader, most=1)[0].what


def rehearse(store: Store, name: str, given: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    found: tuple[dict[str, Any], str] = rehearsal.rehearse(store, FUNCTIONS[name], read_newest, **given).after
    return found


def test_there_is_a_sentence_for_each_function_that_records():
    assert set(SENTENCES) == set(FUNCTIONS)


@pytest.mark.parametrize("name", SENTENCES)
def test_what_a_function_records_is_told_in_both_lists(busy: Store, usual: Mapping[str, Any], name: str):
    line, entry = rehearse(busy, name, usual[name])
    assert (line["what"], line["who"]) == (SENTENCES[name], "Ana")
    assert line["action"] == ("withdrawn" if name == "batches.withdraw" else "recorded")
    assert name == "batches.withdraw" or entry == SENTENCES[name]


def test_that_there_is_nothing_to_report_is_told_too(busy: Store, usual: Mapping[str, Any]):
    nothing = ROW_OF_SHEET | {"kpi_id": "smes", "text": "", "is_nothing": True}
    line, entry = rehearse(busy, "sheets.record_sheet", usual["sheets.record_sheet"] | {"rows": [nothing]})
    assert line["what"] == entry == "1 answer “nothing to report” on Engaged SMEs for 2020 Q1 by SCS"


def test_an_item_that_is_dropped_and_one_that_leaves_the_list_are_told_as_such(
    busy: Store,
    usual: Mapping[str, Any],
):
    dropped, _ = rehearse(busy, "meetings.arrange", usual["meetings.arrange"] | {"is_dropped": True})
    assert dropped["what"] == "1 agenda item of “Next”: “Webinars”, dropped"
    taken_off, _ = rehearse(busy, "evaluations.put_on_list", usual["evaluations.put_on_list"] | {"is_listed": False})
    assert taken_off["what"] == "1 line of the sustainability list: SME call, taken off"


def test_on_the_day_before_none_of_it_is_known(busy: Store):
    before = NOW - timedelta(days=1)
    found = history.between(busy, start=DAY - timedelta(days=9), end=DAY, as_of=before)
    assert found.loc[found["kind"] == "entry"].empty
    assert history.entries(busy, most=9, as_of=before) == []
    assert ANA["author"] in set(history.between(busy, start=DAY, end=DAY)["who"])
