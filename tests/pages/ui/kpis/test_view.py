"""What the list of the KPIs says of names that it has no room for, and how it looks as entries."""

from pages.ui.indicators import kpi_rows
from pages.ui.kpis import view
from tests.pages.ui.kpi_rows import MEETINGS, WEBINARS

NAMES = {"BRA": "Brazil", "DEU": "Germany"}
LINES = view.Lines(
    heading="", kpi_ids=("webinars", "meetings"), table=kpi_rows.build_lines([WEBINARS, MEETINGS], NAMES)
)


def test_names_that_are_longer_than_the_column_are_listed_in_full():
    assert view.list_long_names([LINES], most=len(MEETINGS.title)) == [WEBINARS.title]
    assert view.list_long_names([LINES], most=99) == []


def test_an_entry_has_the_picture_the_status_and_the_result_in_words():
    told, other = map(view.describe_entry, LINES.table.to_pylist())
    assert told.startswith("![12 of 14](data:image/svg+xml;base64,")
    assert told.endswith(":blue-badge[:material/trending_up: on track] :small[12 of 14]")
    assert "Brazil, worst of 2" in other
