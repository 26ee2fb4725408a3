"""The briefing in a real browser: one screen, quickly there, and each line leads to the view that it names."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.charts import cut_off, sizes
from tests.browser.conftest import Visit

HEAVY = re.compile("Plotly|DeckGl|VegaLite|DataFrame|Metric")
ATTENTION = ".st-key-card_attention"
RUNNING = "/?workspace=demonstration"
DAY = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4}")
PARTS = ("card_kpis", "card_quarters", "card_attention", "picture_growth", "picture_interest", "picture_months")
ON_FIRST_SCREEN = """(part) => {
    const all = document.createTreeWalker(document.querySelector(".st-key-" + part), NodeFilter.SHOW_TEXT);
    const seen = [];
    while (all.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(all.currentNode);
        const box = range.getBoundingClientRect();
        const left_out = "[data-testid=stIconMaterial], [role=img], svg, style, script";
        const icon = all.currentNode.parentElement.closest(left_out);
        if (!icon && box.width > 1 && box.height > 1 && box.bottom <= 720) seen.push(all.currentNode.textContent);
    }
    return seen;
}"""
"""The words of the page, without those that name the marks of a chart."""


def test_the_briefing_loads_no_second_library_of_charts_and_no_table(visit: Visit):
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.open("/")
    expect(visit.page.get_by_role("heading", name="23 KPIs with targets, nothing reported yet")).to_be_visible()
    assert [url for url in asked if HEAVY.search(url) and "/assets/" not in url and ".css" not in url] == []
    assert visit.foreign == []


@pytest.mark.parametrize(("path", "charts"), [("/", 3), (RUNNING, 5)])
def test_the_first_screen_is_pictures_with_few_words(visit: Visit, path: str, charts: int):
    visit.open(path)
    drawn = visit.page.get_by_test_id("stEChartsChart")
    expect(drawn).to_have_count(charts)
    boxes = [chart.bounding_box() for chart in drawn.all()]
    assert all(box and box["y"] + box["height"] <= 720 for box in boxes)
    bullets = visit.page.locator(f"{ATTENTION} [data-testid=stImage] img")
    expect(bullets.first).to_be_visible()
    seen = " ".join(text for part in PARTS for text in visit.page.evaluate(ON_FIRST_SCREEN, part))
    words = [word for word in DAY.sub("", seen).split() if re.search(r"[^\W\d]", word)]
    assert len(words) <= 120, words


def test_no_text_of_a_chart_is_cut_off(visit: Visit):
    visit.open(RUNNING)
    expect(visit.page.get_by_test_id("stEChartsChart")).to_have_count(5)
    for chart in visit.page.get_by_test_id("stEChartsChart").all():
        assert cut_off(chart) == []
        assert all(size >= 13 for size in sizes(chart))


def test_in_a_running_year_how_things_stand_and_what_needs_attention_stand_on_the_first_screen(visit: Visit):
    visit.open(RUNNING)
    for part in (
        "card_kpis",
        "card_quarters",
        "card_attention",
        "picture_growth",
        "picture_interest",
        "picture_months",
    ):
        box = visit.page.locator(f".st-key-{part}").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 720, part
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


def test_a_segment_of_the_bar_leads_to_the_list_filtered_to_its_status(visit: Visit):
    visit.open(RUNNING)
    bar = visit.page.locator(".st-key-briefing_statuses")
    box = bar.bounding_box()
    assert box is not None
    bar.click(position={"x": box["width"] * 1.5 / 23, "y": box["height"] / 2})
    expect(visit.page).to_have_url(re.compile(r"/kpis\?.*kpi_status=off"))


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
    expect(visit.page.get_by_role("dialog").get_by_text("Italy: what to know", exact=True)).to_be_visible()
    expect(visit.page).to_have_url(re.compile(r"/markets\?market=Italy"))


def test_a_line_with_a_filter_in_its_link_sets_the_filter_though_the_bar_was_drawn_before(visit: Visit):
    visit.open("/?details=true")
    visit.page.get_by_role("link", name="By our reading of §6, SCS covers it").click()
    expect(visit.page.get_by_text("Filtered by sector: Logistics.")).to_be_visible()
