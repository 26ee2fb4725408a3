"""Events as marks that do not touch, as a sentence, and as a list."""

from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest

from dia_data.queries.events import Event
from pages.ui.charts import echarts
from pages.ui.charts.chart import Chart, Days, Scale
from pages.ui.indicators import kpi_events
from tests.examples import example

FIRST = date(2020, 1, 1)
TWO_YEARS = 730
DAY_WIDTH = kpi_events.SIZE * kpi_events.ACROSS / TWO_YEARS
"""Pixels of a day where the chart is as narrow as on a telephone."""


def event(days: int = 0, **values: Any) -> Event:
    """An event so many days after the first one."""
    known = {"event_name": "Fair", "partner": "GAIA", "names_kpi": True, "recorded_by": "Ada"}
    return example(Event, happened_on=FIRST + timedelta(days=days), **known | values)


def placed(*days: int) -> list[tuple[str, int]]:
    found = kpi_events.place_marks([event(day) for day in days], days=TWO_YEARS)
    return [(mark.label, mark.lane) for mark in found]


def read(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, "\\\u2060\u2068\u2069")))


PLACES = [
    ((), []),
    ((0, 100, 200), [("1", 0), ("2", 0), ("3", 0)]),
    ((0, 10, 100), [("1", 0), ("2", 1), ("3", 0)]),
    ((0, 0, 0), [("1", 0), ("2", 1), ("3", 2)]),
    ((0, 10, 20, 30), [("1", 0), ("2", 1), ("3–4", 2)]),
    ((0, 10, 20, 30, 100), [("1", 0), ("2", 1), ("3–4", 2), ("5", 0)]),
]


@pytest.mark.parametrize(("days", "marks"), PLACES)
def test_events_stand_side_by_side_then_below_each_other_then_together(days, marks):
    assert placed(*days) == marks


@pytest.mark.parametrize("apart", [0, 1, 3, 7, 20, 60])
def test_no_mark_covers_another_however_many_events_there_are(apart: int):
    rows = [event(apart * n) for n in range(TWO_YEARS // max(apart, 20))]
    found = kpi_events.place_marks(rows, days=TWO_YEARS)
    assert [number for mark in found for number in range(mark.first, mark.last + 1)] == list(range(1, len(rows) + 1))
    for one, other in combinations(found, 2):
        begins, ends = sorted([spread(one), spread(other)])
        assert one.lane != other.lane or begins[1] <= ends[0] + 1


def spread(mark: kpi_events.Mark) -> tuple[float, float]:
    """From which to which pixel a mark reaches."""
    left = mark.day.toordinal() * DAY_WIDTH - kpi_events.SIZE / 2
    return left, left + (kpi_events.SIZE if mark.first == mark.last else kpi_events.WIDE)


def test_a_mark_carries_its_number_and_tells_its_text_as_it_was_typed():
    course = Chart(
        finding="", compared="", over="", across=Days(), down=Scale(),
        marks=[kpi_events.build_flags([event(event_name="<b>Fair</b>")], days=TWO_YEARS)],
    )  # fmt: skip
    (series,) = echarts.draw(course)["series"]
    (point,) = series["data"]
    assert (point["name"], point["value"][0], point["value"][2]) == ("1", "2020-01-01", "<b>Fair</b>")
    assert series["markLine"]["data"] == [{"xAxis": "2020-01-01"}]
    assert series["label"]["fontSize"] >= 13


def test_a_mark_of_several_events_tells_all_of_them():
    rows = [event(event_name=name) for name in ("Fair", "Talk", "Visit", "Call")]
    assert kpi_events.build_flags(rows, days=TWO_YEARS).flags[-1].tip == "Visit; Call"


def test_more_lanes_leave_more_room_above_the_figures():
    assert kpi_events.measure_headroom([event()], days=TWO_YEARS) == pytest.approx(0.136, abs=0.001)
    assert kpi_events.measure_headroom([event(), event()], days=TWO_YEARS) == pytest.approx(0.316, abs=0.001)


def test_events_are_told_in_a_sentence_and_many_are_counted():
    assert kpi_events.describe_events([]) == ""
    assert kpi_events.describe_events([event(), event(1, event_name="Talk")]) == (
        "Events: 1. 1 Jan 2020: Fair; 2. 2 Jan 2020: Talk."
    )
    assert kpi_events.describe_events([event()] * 11).endswith("; and 3 more.")


def test_the_list_says_day_text_who_and_where_as_typed():
    rows = [
        event(event_name="*Fair*", country_code="ITA"),
        event(names_kpi=False, activity_name="Mission", partner=None, country_code="XXX"),
    ]
    first, second = read(kpi_events.list_events(rows, {"ITA": "Italy"})).splitlines()
    assert first == "1. **1 Jan 2020** *Fair* :small[:gray[GAIA · Italy · noted by Ada]]"
    assert second == "2. **1 Jan 2020** Fair :small[:gray[XXX · of “Mission” · noted by Ada]]"
    assert "\\*Fair\\*" in kpi_events.list_events(rows, {})


def test_a_scope_has_the_events_of_its_country_and_those_of_none():
    rows = [event(), event(country_code="ITA"), event(country_code="USA")]
    assert [row.country_code for row in kpi_events.select_concerning(rows, "ITA")] == [None, "ITA"]
    assert kpi_events.select_concerning(rows, None) == rows


@pytest.mark.parametrize(
    ("here", "elsewhere", "said"),
    [
        ([], 0, "none is recorded"),
        ([event()], 0, "the numbers stand in the chart"),
        ([], 1, "none is recorded; 1 concerns other countries: choose another scope"),
        ([event()], 2, "the numbers stand in the chart; 2 concern other countries: choose another scope"),
    ],
)
def test_above_the_list_stands_whether_there_are_events_here_and_elsewhere(here, elsewhere, said):
    assert kpi_events.write_heading(here, elsewhere=elsewhere) == f"**Events** :small[:gray[{said}]]"
