"""After midnight a page shows the new day though nobody recorded anything, and forms say which day they mean."""

from datetime import date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from dia_data.record import meetings
from dia_data.storage.store import Store
from pages.ui import data
from tests.pages.conftest import Opened

BEFORE = datetime(2021, 1, 31, 22, 59)  # noqa: DTZ001  # a minute before midnight in Brussels, an hour ahead of UTC
AFTER = datetime(2021, 1, 31, 23, 1)  # noqa: DTZ001


@pytest.fixture
def at_night(own: Store) -> Store:
    own.clock = lambda: BEFORE
    return own


def titles(app: AppTest) -> str:
    return " ".join(element.value for kind in ("header", "subheader", "markdown", "info") for element in app.get(kind))


def overdue(opened: Opened) -> tuple[str, str]:
    app = opened("roadmap")
    return app.header[0].value, titles(app)


def test_what_was_due_by_midnight_is_overdue_after_it(opened: Opened, at_night: Store):
    before, months_before = overdue(opened)
    revision = at_night.revision
    at_night.clock = lambda: AFTER
    after, months_after = overdue(opened)
    assert (before.split(" ")[0], after.split(" ")[0]) == ("None", "1")
    assert "Due this month, Jan 2021" in months_before
    assert "Due this month, Feb 2021" in months_after
    assert at_night.revision == revision


def today() -> date:
    return data.get_present_day()


def test_nothing_that_was_kept_yesterday_is_shown_today(at_night: Store):
    assert data.cached_view(today) == date(2021, 1, 31)
    at_night.clock = lambda: AFTER
    assert data.cached_view(today) == date(2021, 2, 1)


def test_the_end_of_a_chosen_day_is_that_of_the_programme(own: Store, opened: Opened):
    moment = datetime(2040, 7, 1, 22, 30)  # noqa: DTZ001  # 2 July in Brussels
    own.clock = lambda: moment
    meetings.plan(own, meeting_name="After midnight", held_on=date(2040, 7, 2), items=[], author="Ana")
    own.clock = lambda: datetime(2040, 7, 5)  # noqa: DTZ001
    assert "After midnight" not in titles(opened("meeting", as_of="2040-07-01"))
    assert "After midnight" in titles(opened("meeting", as_of="2040-07-02"))


def test_forms_say_which_day_they_mean(opened: Opened, at_night: Store):
    said = [caption.value for caption in opened("record", report="Events").caption]
    assert "Today is 31 Jan 2021 (Brussels time)." in said


def test_a_day_to_come_is_refused_for_that_reason(opened: Opened, at_night: Store):
    app = opened("record", report="Events")
    app.date_input(key="event_day_0").set_value(date(2021, 2, 2))
    app.text_area(key="event_name_0").set_value("A fair")
    app.text_input(key="name_event_0").set_value("Ana")
    next(button for button in app.button if button.label == "Save").click().run()
    (refused,) = app.error
    assert "2 Feb 2021 is in the future. Today is 31 Jan 2021 (Brussels time)." in refused.value.replace("\\", "")
