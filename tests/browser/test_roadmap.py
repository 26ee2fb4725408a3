"""The roadmap in a real browser: a click on a row opens the activity, and a link leads to the form for its dates."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit

ACTIVITY = "Mid-term self-evaluation"


def test_a_click_on_a_bar_opens_the_activity_and_the_link_reopens_it(visit: Visit):
    visit.open("/roadmap")
    bars = visit.page.locator(".js-plotly-plot .bars .point")
    box = bars.nth(3).bounding_box()
    visit.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    heading = visit.page.get_by_role("heading", name=ACTIVITY)
    expect(heading).to_be_visible()
    expect(visit.page).to_have_url(re.compile(r"focus=Mid-term\+self-evaluation"))
    visit.open(visit.page.url.removeprefix(visit.url))
    expect(heading).to_be_visible()
    assert (visit.foreign, visit.errors) == ([], [])


def test_an_activity_without_dates_leads_to_the_form_that_sets_them(visit: Visit):
    visit.open("/roadmap?workspace=consortium")
    visit.page.get_by_role("link", name="Long-term exit strategy: set it").click()
    visit.settle()
    expect(visit.page).to_have_url(re.compile(r"/record\?.*report=Dates"))
    expect(visit.page.get_by_role("combobox", name="Activity")).to_have_value("Long-term exit strategy")
    assert (visit.foreign, visit.errors) == ([], [])
