"""The KPIs in a real browser: what is loaded, how a KPI is opened by mouse and keyboard, and that links reopen it."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

HEAVY = re.compile("Plotly|DeckGl|VegaLite")
WEBINARS = re.compile(r"kpi=Training\+webinars")


def open_by_keyboard(page: Page, name: str) -> None:
    page.get_by_role("combobox", name="Open a KPI").focus()
    page.keyboard.type(name)
    page.keyboard.press("Enter")


def test_the_page_and_its_drawer_load_no_heavy_chart_library_and_nothing_from_elsewhere(visit: Visit):
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.open("/kpis?workspace=demonstration&kpi=Training+webinars")
    expect(visit.page.get_by_test_id("stEChartsChart")).to_be_visible()
    assert [url for url in asked if HEAVY.search(url)] == []
    assert (visit.foreign, visit.errors) == ([], [])


def test_the_finding_and_the_first_rows_stand_on_the_first_screen(visit: Visit):
    visit.open("/kpis?workspace=demonstration")
    expect(visit.page.get_by_role("heading", name="KPIs need action")).to_be_in_viewport()
    table = visit.page.get_by_test_id("stDataFrame")
    assert table.bounding_box()["y"] < 250
    assert table.bounding_box()["height"] > 23 * 20
    news = visit.page.get_by_text("Since the last reports")
    expect(news).to_be_visible()
    below = table.bounding_box()["y"] + table.bounding_box()["height"]
    assert below < news.bounding_box()["y"] < below + 60


def test_with_a_filter_the_list_is_the_same_as_high_as_before_and_what_is_left_out_stands_above_it(
    visit: Visit,
):
    visit.open("/kpis?workspace=demonstration")
    page = visit.page
    grid = page.get_by_test_id("stDataFrame")
    height = grid.bounding_box()["height"]
    grid.evaluate("element => { element.dataset.kept = '' }")
    page.get_by_role("button", name="All countries").click()
    page.get_by_role("button", name="Germany", exact=True).click()
    left_out = page.get_by_text(
        "14 KPIs apply to the whole consortium, not to a single country, "
        "4 have no market or mission with a target there:"
    )
    expect(left_out).to_be_in_viewport()
    visit.settle()
    assert page.locator("[data-kept]").bounding_box()["height"] == height
    assert left_out.bounding_box()["y"] < grid.bounding_box()["y"]


def test_the_buttons_of_status_and_scope_say_at_once_what_a_link_chose(visit: Visit):
    visit.open("/kpis?workspace=demonstration&kpi_status=off+track&kpi_status=stale&kpi_scope=each+mission")
    expect(visit.page.get_by_role("button", name="Status: 2 chosen")).to_be_visible()
    expect(visit.page.get_by_role("button", name="Scope: each mission")).to_be_visible()


def test_a_kpi_is_opened_by_keyboard_closed_with_a_key_and_reopened_by_its_link(visit: Visit):
    page = visit.page
    visit.open("/kpis?workspace=demonstration")
    open_by_keyboard(page, "Training web")
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_text("9 of 10")).to_be_visible()
    expect(page).to_have_url(WEBINARS)
    link = page.url.removeprefix(visit.url)
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    expect(page).not_to_have_url(re.compile("kpi="))
    visit.open(link)
    expect(drawer.get_by_text("9 of 10")).to_be_visible()


def test_the_name_in_a_row_opens_that_kpi_again_and_again(visit: Visit):
    page = visit.page
    visit.open("/kpis?workspace=demonstration&kpi_order=As+in+D3.1")
    table = page.get_by_test_id("stDataFrame").first
    for _ in range(2):
        table.click(position={"x": 60, "y": 36 + 24 * 6 + 12})
        expect(page).to_have_url(WEBINARS)
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page).not_to_have_url(WEBINARS)
