"""Trends, sub-trends and the ways to them, as printed in ECO and as linked by us."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from dia_data import paths
from dia_data.queries import trends
from dia_data.storage.store import Change, Store
from tests.conftest import enter

QUESTIONS: list[Callable[..., list[Any]]] = [
    trends.pairs,
    trends.stated_counts,
    trends.shifts,
    trends.parameters,
    trends.starts,
    trends.fits,
    trends.mapping,
]
LONG_AGO = datetime.fromisoformat("1990-01-01")
EACH = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.__name__)


def test_every_trend_meets_every_industry_once(loaded: Store) -> None:
    found = trends.pairs(loaded)
    assert len({(row.trend_id, row.industry_id) for row in found}) == len(found) == 12 * 10


def test_the_marks_are_those_of_figures_3_4_and_5(loaded: Store) -> None:
    found = trends.pairs(loaded)
    counts = [
        sum(marks) for marks in zip(*((row.downstream, row.upstream, row.published) for row in found), strict=True)
    ]
    assert counts == [43, 19, 13]


def test_figure_5_publishes_13_where_the_prose_states_12_and_both_directions_give_11(loaded: Store) -> None:
    counts = paths.tally_figures(trends.pairs(loaded))
    assert (counts.published, counts.recomputed, counts.with_subtrends) == (13, 11, 12)
    assert {row.value for row in trends.stated_counts(loaded)} == {12}


def test_the_differences_of_figure_5_are_known_by_name(loaded: Store) -> None:
    found = paths.find_differences(trends.pairs(loaded))
    assert {(row.trend_id, row.industry_id, paths.find_support(row), row.subtrends) for row in found} == {
        ("social_media", "logistical_services", paths.NEITHER, 7),
        ("geo_economics", "logistical_services", paths.DOWNSTREAM, 6),
        ("big_data", "digital_industries", paths.BOTH, 0),
    }


def test_each_subtrend_of_figure_6_is_there_with_its_line_of_figure_7_or_without(loaded: Store) -> None:
    found = trends.shifts(loaded)
    assert len({row.subtrend_id for row in found}) == 78
    lost = Counter(row.industry_id for row in found if not row.has_line)
    assert lost == {"digital_industries": 4, "mobility_technologies": 8}


def test_a_printed_line_without_a_mark_is_not_a_missing_line(loaded: Store) -> None:
    (row,) = (row for row in trends.shifts(loaded) if row.has_line and row.parameter_id is None)
    assert (row.industry_id, row.subtrend_name) == ("mobility_technologies", "Single device/converged services")


def test_a_mark_that_is_a_slip_of_the_source_is_inferred(loaded: Store) -> None:
    (row,) = (row for row in trends.shifts(loaded) if row.basis == "inferred")
    assert (row.printed, row.strength) == ("✓v", 2)


def test_a_capability_leads_on_by_its_sector_or_by_its_own_link(loaded: Store) -> None:
    found = {row.offer: row for row in trends.starts(loaded) if row.partner_id == "mesap"}
    assert found["energy"].industry_id == "environmental_industries"
    assert found["biomedicine"].industry_id == "medical_devices"
    assert found["robotics"].industry_id is None
    assert found["biomedicine"].basis == "derived"
    assert found["robotics"].basis == "stated"


def test_every_link_of_ours_has_a_reason(loaded: Store) -> None:
    linked = [row for row in (*trends.starts(loaded), *trends.mapping(loaded)) if row.industry_id]
    assert linked
    assert all(row.reason for row in (*linked, *trends.fits(loaded)))


def test_the_mapping_names_the_sectors_that_lead_nowhere(loaded: Store) -> None:
    without = {row.name for row in trends.mapping(loaded) if not row.industry_id}
    assert "Aerospace & Defence" in without
    assert "ICT" not in without


@EACH
def test_an_empty_record_answers_with_no_rows(draft: Change, question: Callable[..., Any]) -> None:
    assert question(draft) == []


@EACH
def test_a_date_before_anything_was_recorded_is_no_error(loaded: Store, question: Callable[..., Any]) -> None:
    assert question(loaded, as_of=LONG_AGO) is not None


def test_a_link_entered_later_is_not_known_before(draft: Change) -> None:
    sector = {"sector_id": "ict", "sector_name": "ICT", "kind": "cluster"}
    industry = {"sector_id": "digital", "sector_name": "Digital", "kind": "emerging_industry"}
    link = {"kind": "sector", "reference": "ict", "industry_id": "digital"}
    enter(draft, {"sectors": [sector, industry]}, kind="document", source_id="d31")
    enter(draft, {"industry_links": [link]})
    assert [row.industry_name for row in trends.mapping(draft)] == ["Digital"]
    assert [row.industry_name for row in trends.mapping(draft, as_of=LONG_AGO)] == [None]
