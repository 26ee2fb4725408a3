"""The roadmap in a real browser: a click on a row or a name opens the activity, a link leads to the form for dates."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.charts import cut_off, on_a_phone, sizes
from tests.browser.conftest import Visit

ACTIVITY = "Mid-term self-evaluation"


def click_row(visit: Visit, activity: str) -> None:
    """The right half of the row, at the height of the name."""
    chart = visit.page.get_by_test_id("stEChartsChart")
    name = chart.get_by_text(activity, exact=True)
    name.scroll_into_view_if_needed()
    drawn, row = chart.bounding_box(), name.bounding_box()
    visit.page.mouse.click(drawn["x"] + drawn["width"] * 0.6, row["y"] + row["height"] - 2)


def find_drawer(visit: Visit, activity: str = ACTIVITY) -> Locator:
    return visit.page.get_by_role("dialog", name=activity)


def test_a_click_on_a_row_or_its_name_opens_the_activity_and_the_link_reopens_it(visit: Visit):
    visit.open("/roadmap")
    click_row(visit, ACTIVITY)
    drawer = find_drawer(visit)
    expect(drawer).to_be_visible()
    expect(visit.page).to_have_url(re.compile(r"focus=Mid-term\+self-evaluation"))
    visit.open(visit.page.url.removeprefix(visit.url))
    expect(drawer).to_be_visible()
    visit.page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(visit.page).to_have_url(f"{visit.url}/roadmap")
    visit.settle()
    visit.page.get_by_test_id("stEChartsChart").get_by_text(ACTIVITY, exact=True).click()
    expect(drawer).to_be_visible()
    visit.page.go_back()
    expect(drawer).to_be_hidden()
    expect(visit.page).to_have_url(f"{visit.url}/roadmap")
    assert (visit.foreign, visit.errors) == ([], [])


def test_what_calls_for_attention_opens_its_activity(visit: Visit):
    visit.open("/roadmap?workspace=demonstration")
    visit.page.get_by_role("button", name="Long-term exit strategy (10 Jan 2022)").click()
    expect(find_drawer(visit, "Long-term exit strategy")).to_be_visible()


def test_twelve_activities_are_seen_on_the_first_screen(visit: Visit):
    visit.page.set_viewport_size({"width": 1280, "height": 720})
    visit.open("/roadmap?workspace=demonstration")
    states = visit.page.get_by_test_id("stEChartsChart").get_by_text(re.compile("^(running|upcoming|done|overdue)"))
    expect(states).to_have_count(25)
    bottoms = [box["y"] + box["height"] for box in (one.bounding_box() for one in states.all()) if box]
    assert len([bottom for bottom in bottoms if bottom <= 720]) >= 12


def choose_country(visit: Visit, country: str) -> None:
    visit.page.locator(".st-key-choose_country button").first.click()
    visit.page.get_by_role("button", name=country, exact=True).click()
    visit.page.keyboard.press("Escape")
    expect(visit.page.get_by_role("button", name=f"Country: {country}")).to_be_visible()
    visit.settle()


def test_an_activity_that_was_closed_stays_so_when_filters_leave_none_and_are_reset(visit: Visit):
    visit.open("/roadmap?workspace=demonstration")
    click_row(visit, ACTIVITY)
    expect(find_drawer(visit)).to_be_visible()
    visit.settle()
    visit.page.keyboard.press("Escape")
    expect(find_drawer(visit)).to_be_hidden()
    visit.settle()
    choose_country(visit, "Germany")
    expect(visit.page).to_have_url(f"{visit.url}/roadmap?country=Germany&workspace=demonstration")
    visit.page.get_by_role("button", name="Clear", exact=True).click()
    expect(visit.page.get_by_test_id("stEChartsChart")).to_be_visible()
    visit.settle()
    expect(find_drawer(visit)).to_be_hidden()
    assert visit.page.url == f"{visit.url}/roadmap?workspace=demonstration"
    assert visit.page.evaluate("navigation.entries().length") == 3


def test_an_activity_that_a_link_names_beside_filters_that_leave_none_is_not_in_the_address(visit: Visit):
    visit.open("/roadmap?country=Germany&focus=Mid-term+self-evaluation")
    expect(visit.page.get_by_text("No activity is left")).to_be_visible()
    expect(visit.page).to_have_url(f"{visit.url}/roadmap?country=Germany")
    visit.page.get_by_role("button", name="Clear", exact=True).click()
    expect(visit.page.get_by_test_id("stEChartsChart")).to_be_visible()
    visit.settle()
    expect(find_drawer(visit)).to_be_hidden()
    assert visit.page.url == f"{visit.url}/roadmap"


def test_on_a_phone_names_and_states_of_the_time_line_are_whole_and_large_enough_to_read(visit: Visit):
    chart = on_a_phone(visit, "/roadmap?workspace=demonstration", text="Fact-finding mission to China")
    assert cut_off(chart) == []
    assert min(sizes(chart)) >= 12
    click_row(visit, "Fact-finding mission to China")
    expect(find_drawer(visit, "Fact-finding mission to China")).to_be_visible()


def test_an_activity_without_dates_leads_to_the_form_that_sets_them(visit: Visit):
    visit.open("/roadmap?workspace=consortium")
    visit.page.get_by_role("link", name="Long-term exit strategy").click()
    visit.settle()
    expect(visit.page).to_have_url(re.compile(r"/record\?.*report=Dates"))
    expect(visit.page.get_by_role("combobox", name="Activity")).to_have_value("Long-term exit strategy")
    assert (visit.foreign, visit.errors) == ([], [])
