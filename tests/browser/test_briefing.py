"""The briefing in a real browser: one screen, quickly there, and each line leads to the view that it names."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

HEAVY = re.compile("Plotly|DeckGl|ECharts|VegaLite|DataFrame|Metric")
ATTENTION = ".st-key-card_attention"
RUNNING = "/?workspace=demonstration"


def test_the_briefing_fits_on_one_screen_and_loads_no_chart_and_no_table(visit: Visit):
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.open("/")
    expect(visit.page.get_by_role("heading", name="None of 23 KPIs is reported yet")).to_be_visible()
    assert visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") <= 720
    assert [url for url in asked if HEAVY.search(url) and "/assets/" not in url and ".css" not in url] == []
    assert visit.foreign == []


def test_in_a_running_year_all_that_moves_stands_on_the_first_screen(visit: Visit):
    visit.open(RUNNING)
    for card in ("kpis", "attention", "news"):
        box = visit.page.locator(f".st-key-card_{card}").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 720, card
    assert visit.errors == []


@pytest.mark.parametrize("path", ["/", "/?details=true", RUNNING])
def test_no_line_runs_out_of_its_card(visit: Visit, path: str):
    for width in (1280, 390):
        visit.page.set_viewport_size({"width": width, "height": 720})
        visit.open(path)
        links = visit.page.get_by_test_id("stPageLink").locator("[data-testid=stMarkdownContainer]")
        cut = links.evaluate_all(
            "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)"
        )
        assert cut == [], width


def test_each_of_the_first_matters_is_one_line_high(visit: Visit):
    visit.open(RUNNING)
    reasons = visit.page.locator(f"{ATTENTION} [data-testid=stMarkdown]").filter(has_text="·")
    expect(reasons).to_have_count(6)
    assert max(reasons.evaluate_all("all => all.map(one => one.offsetHeight)")) < 40


def test_a_status_leads_to_the_list_filtered_to_it_and_a_matter_to_its_kpi(visit: Visit):
    visit.open(RUNNING)
    visit.page.get_by_role("link", name="1 above range").click()
    expect(visit.page).to_have_url(re.compile(r"/kpis\?.*kpi_status=above"))
    visit.open(RUNNING)
    visit.page.locator(ATTENTION).get_by_role("link", name="Business matchmaking meetings").click()
    expect(visit.page.get_by_role("dialog")).to_contain_text("Business matchmaking meetings")
    expect(visit.page).to_have_url(re.compile("kpi=Business"))


def test_a_line_of_a_card_leads_to_the_page_that_shows_it(visit: Visit):
    visit.open("/?details=true")
    visit.page.get_by_role("link", name="Longest usual payments: Italy").click()
    expect(visit.page.get_by_role("dialog").get_by_text("Italy: what to know")).to_be_visible()
    expect(visit.page).to_have_url(re.compile(r"/markets\?market=Italy"))


def test_a_line_with_a_filter_in_its_link_sets_the_filter_though_the_bar_was_drawn_before(visit: Visit):
    visit.open("/?details=true")
    visit.page.get_by_role("link", name="By our reading of §6, SCS covers it").click()
    expect(visit.page.get_by_text("Filtered by sector: Logistic.")).to_be_visible()
