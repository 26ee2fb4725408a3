"""The briefing in a real browser: one screen, quickly there, and each line leads to the page that shows it."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit

HEAVY = re.compile("Plotly|DeckGl|ECharts|VegaLite|DataFrame")


def test_the_briefing_fits_on_one_screen_and_loads_no_chart_and_no_table(visit: Visit):
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.open("/")
    expect(visit.page.get_by_test_id("stMetric")).to_have_count(6)
    assert visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") <= 720
    assert [url for url in asked if HEAVY.search(url)] == []
    assert visit.foreign == []


def test_no_line_runs_out_of_its_card(visit: Visit):
    for width in (1280, 390):
        visit.page.set_viewport_size({"width": width, "height": 720})
        visit.open("/")
        links = visit.page.get_by_test_id("stPageLink").locator("[data-testid=stMarkdownContainer]")
        cut = links.evaluate_all(
            "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)"
        )
        assert cut == [], width


def test_a_line_leads_to_the_page_that_shows_it(visit: Visit):
    visit.open("/")
    visit.page.get_by_role("link", name="Longest usual payments: Italy, up to 120 days").click()
    expect(visit.page.get_by_role("heading", name="Italy: what to know")).to_be_visible()
    expect(visit.page).to_have_url(re.compile(r"/markets\?market=Italy"))


def test_a_line_with_a_filter_in_its_link_sets_the_filter_though_the_bar_was_drawn_before(visit: Visit):
    visit.open("/")
    visit.page.get_by_role("link", name="By its description (§6), SCS covers it").click()
    expect(visit.page.get_by_text("Filtered by sector: Logistic.")).to_be_visible()
