"""The figures of the papers say where their figures are from."""

from dia_data.papers import figures
from tests.dia_data.test_roadmap import dated, status


def test_the_places_of_planned_dates_are_those_of_the_late_activities():
    printed = dated("planned", "2021-02-01", "2021-03-10", source_id="d31", locator="§10 prose", basis="stated")
    entered = dated("planned", "2021-02-01", "2021-03-09", source_id="roadmap_form", locator=None, basis="entered")
    grid = figures.tabulate_late([status(printed), status(entered)])
    assert grid.note == "Planned dates: D3.1 §10 · stated, entered; days late are derived (computed by us)."
    assert figures.tabulate_late([]).note == ""
