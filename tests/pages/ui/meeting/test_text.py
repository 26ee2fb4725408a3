"""The meeting in words and tables."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from dia_data.agenda import AgendaItem, Meeting
from dia_data.queries.decisions import Decision
from pages.ui.meeting import text as table
from tests.examples import example

TODAY = date(2021, 12, 31)
DECISION = example(
    Decision, text="Hold *two* more", partner="GAIA", partner_id="gaia", due=date(2021, 12, 30)
)  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({}, "overdue"),
        ({"due": TODAY}, "open"),
        ({"due": None}, "open"),
        ({"is_done": True}, "carried out"),
    ],
)
def test_a_decision_is_overdue_the_day_after_it_was_due(changed: dict, state: str):
    assert table.describe_state(replace(DECISION, **changed), TODAY) == state


def test_overdue_decisions_come_first_and_those_carried_out_last():
    rows = [replace(DECISION, is_done=True), replace(DECISION, due=None), DECISION]
    assert table.rank_decisions(rows, TODAY) == rows[::-1]
    assert table.rank_decisions(rows, TODAY, ["scs"]) == []
    assert table.write_register_finding(rows, TODAY) == "Decisions: 2 open, 1 of them overdue; 1 carried out"


def test_a_decision_is_told_as_typed_with_who_and_when():
    assert table.format_decision(DECISION).endswith("(GAIA by 30 Dec 2021)")
    assert "\\*two\\*" in table.format_decision(DECISION)
    assert "(" not in table.format_decision(replace(DECISION, partner=None, due=None))


@pytest.mark.parametrize(
    ("view", "link"),
    [
        (None, None),
        ("/kpis", "./kpis?workspace=demonstration"),
        ("/kpis?kpi=Training+webinars", "./kpis?kpi=Training+webinars&workspace=demonstration"),
    ],
)
def test_a_link_leads_to_the_workspace_that_is_shown(view: str | None, link: str | None):
    assert table.link_view(view, {"workspace": "demonstration"}) == link


def test_a_long_text_is_cut_for_a_list():
    assert table.shorten_label("x" * 60) == "x" * 60
    assert table.shorten_label("x" * 61) == f"{'x' * 60} …"


def test_the_moment_of_the_figures_is_told():
    assert table.describe_moment(example(Meeting)).startswith("Live figures")
    frozen = example(Meeting, frozen_at=datetime(2021, 12, 31, 14, 5))  # noqa: DTZ001
    assert table.describe_moment(frozen) == "Figures as known on 31 Dec 2021, 15:05 Brussels time."


@pytest.mark.parametrize(("number", "words"), [(0, "no items"), (1, "1 item"), (3, "3 items")])
def test_items_are_counted(number: int, words: str):
    assert table.count_things(number, "item") == words


def test_the_end_of_an_agenda_says_how_long_it_was_planned_to_take():
    items = [example(AgendaItem, minutes=10), example(AgendaItem, minutes=5)]
    assert table.describe_end(items) == "The agenda is done. 2 items in 15 minutes were planned."


def test_an_empty_agenda_keeps_its_columns():
    assert list(table.tabulate_items([]).columns) == ["number", "begins", "minutes", "item", "why", "kind"]
