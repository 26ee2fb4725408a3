"""The trends page in a real browser: a click on a square opens its sub-trends, and the link reopens them."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit

PAIR = "Impact of social media × Logistical Services: which entry points?"


def test_a_click_on_a_square_opens_its_subtrends_and_the_link_reopens_them(visit: Visit):
    visit.open("/trends")
    box = visit.page.locator(".js-plotly-plot").get_by_text("?", exact=True).bounding_box()
    visit.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    heading = visit.page.get_by_role("heading", name=PAIR)
    expect(heading).to_be_visible()
    expect(visit.page).to_have_url(re.compile(r"trend=Impact\+of\+social\+media.*industry=Logistical\+Services"))
    expect(visit.page.get_by_role("combobox", name="Industry")).to_have_value("Logistical Services")
    visit.open(visit.page.url.removeprefix(visit.url))
    expect(heading).to_be_visible()
    expect(visit.page.get_by_text("Faster time to deliver").first).to_be_visible()
    assert (visit.foreign, visit.errors) == ([], [])
