"""The words of statuses: each that the rules or the record can give has its own, in one place."""

from collections.abc import Iterable, Mapping

import pytest

from dia_data import attention, kpis, roadmap, swot_rules
from dia_data.record import activities
from dia_data.storage.tables import FACT_TABLES
from dia_data.wording import statuses

GIVEN: Mapping[str, tuple[Iterable[str], Iterable[str]]] = {
    "KPIs": (statuses.KPI_STATUSES, kpis.ORDER),
    "KPIs over time": (statuses.KPI_GROUPS, kpis.Status),
    "activities": (statuses.ACTIVITY_STATES, roadmap.State),
    "matters": (statuses.MATTER_KINDS, attention.Kind),
    "rules": (statuses.RULE_OUTCOMES, swot_rules.Outcome),
    "meetings": (statuses.MEETING_STATES, FACT_TABLES["meetings"].words["state"]),
    "forms": (statuses.FORM_STATES, {*FACT_TABLES["evaluations"].words["state"], "none"}),
    "dates": (statuses.DATE_KINDS, activities.KINDS),
    "agendas": (statuses.AGENDA_KINDS, FACT_TABLES["agenda_items"].words["kind"]),
}
"""The words, and the codes that can be given."""


@pytest.mark.parametrize("about", GIVEN)
def test_every_status_that_can_be_given_has_its_words_and_no_other(about: str):
    words, given = GIVEN[about]
    assert set(words) == set(given)


def test_the_statuses_of_kpis_stand_worst_first():
    assert list(statuses.KPI_STATUSES) == list(kpis.ORDER)


@pytest.mark.parametrize(
    "words", [statuses.REPORT_STATUSES, statuses.DECISION_STATES, statuses.MATTER_KINDS, statuses.RULE_OUTCOMES]
)
def test_no_two_statuses_share_a_word_nor_those_of_kpis_a_sign(words: Mapping[str, statuses.Words]):
    assert len({one.word for one in words.values()}) == len(words)
    signs = [one.sign for one in statuses.KPI_STATUSES.values()]
    assert all(signs)
    assert len(set(signs)) == len(statuses.KPI_STATUSES)
