"""The markets page in a real browser: a market is opened, a link reopens it, a table leaves as CSV."""

import csv
import io
import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit


def test_a_click_on_a_market_opens_its_profile_and_the_link_reopens_it(visit: Visit):
    visit.open("/markets")
    visit.page.get_by_role("radio", name="Italy").click()
    expect(visit.page.get_by_role("heading", name="Italy: what to know")).to_be_visible()
    expect(visit.page).to_have_url(re.compile("market=Italy"))
    visit.open("/markets?market=Brazil")
    expect(visit.page.get_by_text("The source has no credit-risk grid for Brazil.")).to_be_visible()
    expect(visit.page.get_by_text("BNPT has contacts there: members from Brazil")).to_be_visible()


def test_all_charts_are_drawn(visit: Visit):
    visit.open("/markets")
    charts = visit.page.locator(".js-plotly-plot")
    expect(charts).to_have_count(4)
    for chart in charts.all():
        expect(chart.locator(".trace").first).to_be_attached()


def test_the_csv_of_a_card_holds_the_figures_shown(visit: Visit):
    visit.open("/markets?country=Italy")
    card = visit.page.locator(".st-key-card_side_by_side")
    card.get_by_role("button", name="Table").click()
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    growth = [row["Value"] for row in rows if row["Indicator id"] == "sector_value_added_growth"]
    assert growth == ["-2.3", "1.8", "3.4"]
    assert {row["Country"] for row in rows} == {"Italy"}


def test_a_chart_is_enlarged_from_the_keyboard(visit: Visit):
    visit.open("/markets")
    chart = visit.page.locator(".js-plotly-plot").first
    before = chart.bounding_box()["width"]
    button = visit.page.get_by_role("button", name="Fullscreen").first
    expect(button).to_be_visible()
    button.focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("button", name="Close fullscreen").first).to_be_visible()
    assert chart.bounding_box()["width"] > 1.5 * before
