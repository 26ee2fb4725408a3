"""The survey page in a real browser: a theme is opened, a link reopens it, its charts are drawn."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit


def test_a_click_on_a_theme_opens_it_and_the_link_reopens_it_with_the_need(visit: Visit):
    visit.open("/survey")
    expect(visit.page.locator(".js-plotly-plot")).to_have_count(3)
    visit.page.get_by_role("radio", name="Needs and services").click()
    expect(visit.page.get_by_text("The five needs may or may not differ").first).to_be_visible()
    expect(visit.page).to_have_url(re.compile(r"theme=Needs"))
    visit.open("/survey?theme=Needs+and+services&need=Expert+advice+for+growth+and+expansion")
    expect(visit.page.get_by_text("95 % interval from an inferred")).to_be_attached()
    expect(
        visit.page.get_by_role("cell", name="Trade missions")
        .or_(visit.page.get_by_role("rowheader", name="Trade missions"))
        .first
    ).to_be_visible()
    assert visit.foreign == []
    assert visit.errors == []
