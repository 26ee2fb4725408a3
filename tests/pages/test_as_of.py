"""No page shows as known what nobody can have known: a date that cannot be looked back to is refused, in words."""

from datetime import date

import pytest

from dia_data.queries import sources
from dia_data.settings import ROOT
from dia_data.storage.store import Store
from pages.ui import data
from tests.pages.conftest import Opened, show

PAGES = sorted(file.stem for file in (ROOT / "pages").glob("*.py") if not file.stem.startswith("_"))
EACH = [(name, day) for name in PAGES for day in ("2015-01-01", "2016-06-30", "2999-01-01", "2020-02-30")]
ONE = [("sources", day) for day in ("2018-08-31", "yesterday", "30.06.2020", "2020-6-1", "20200630")]


@pytest.mark.parametrize(("name", "day"), [*EACH, *ONE])
def test_a_date_that_nothing_can_be_known_of_is_refused_on_every_page(opened: Opened, name: str, day: str):
    app = opened(name, as_of=day)
    (warning,) = (
        one.value.replace("\\", "") for one in app.warning if one.value.startswith("The link asks for the date")
    )
    assert day in warning
    assert "not a day from 1 Sep 2018 (the documents shown cannot be older) to today" in warning
    assert warning.endswith("Today is shown.")
    assert app.date_input(key="as_of").value is None
    assert not any("As known on" in text.value for text in app.markdown)


@pytest.mark.parametrize("name", PAGES)
def test_a_date_before_the_first_recording_says_on_every_page_why_the_documents_are_shown(opened: Opened, name: str):
    said = opened(name, as_of="2018-09-01").caption[0].value
    assert "1 Sep 2018 is before the first recording" in said
    assert "They carry no date and count as known at any time; they may be newer." in said


def test_the_first_day_is_that_of_the_newest_event_which_an_undated_document_tells(consortium: Store):
    assert sources.first_day(consortium) == date(2018, 9, 1)


def test_where_no_document_says_how_old_it_is_any_day_of_the_century_can_be_chosen(
    opened: Opened, blank: Store, monkeypatch: pytest.MonkeyPatch
):
    show(monkeypatch, consortium=blank)
    assert sources.first_day(blank) is None
    assert not opened("sources", as_of="2001-01-01").warning
    assert data.get_present_day() > date(2001, 1, 1)


def test_the_calendar_begins_on_that_day(opened: Opened):
    assert opened("sources").date_input(key="as_of").min == date(2018, 9, 1)
